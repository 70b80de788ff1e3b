package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.persistence.checkpoint.Trust;
import dev.fixway.persistence.query.LedgerVerify;
import dev.fixway.persistence.query.Persistence;
import dev.fixway.persistence.query.VerifyReport;
import dev.fixway.providers.mock.MockBook;
import dev.fixway.providers.mock.MockOrder;
import dev.fixway.providers.mock.MockPosition;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Ledger and venue side by side, when no gateway runs.
final class Books {
    private final Map<OrderId, Order> orders = new LinkedHashMap<>();
    private final List<LedgerEvent> rows = new ArrayList<>();
    private final MockBook venue;

    private Books(MockBook venue) {
        this.venue = venue;
    }

    static void verify(Path dataDir) {
        VerifyReport report = LedgerVerify.verify(dataDir,
                Trust.ofKeyFile(GatewayProcess.keyFile(Objects.requireNonNull(dataDir.getParent()))));
        assertThat(report.isClean()).as("ledger verify: %s", report).isTrue();
    }

    static Books read(Path dataDir, Path workingDirectory) {
        Books books = new Books(MockBook.read(dataDir.resolve("mock").resolve("book.journal")));
        Persistence.Settings settings = Persistence.Settings.read(Environment.read(Map.of(), workingDirectory));
        try (Persistence persistence = Persistence.open(dataDir, settings)) {
            persistence.ledger().reader().read(1, row -> {
                books.add(row);
                return true;
            });
        }
        return books;
    }

    private void add(LedgerEvent row) {
        rows.add(row);
        String id = row.get(LedgerField.ORDER_ID);
        if (id != null && EventCodec.read(row) != null) {
            OrderId orderId = new OrderId(id);
            Order after = EventCodec.fold(orders.get(orderId), row);
            if (after != null) {
                orders.put(orderId, after);
            }
        }
    }

    /// No order twice at the venue, and each is there as the ledger has it.
    void agree() {
        Set<String> clientIds = new HashSet<>();
        for (Order order : orders.values()) {
            assertThat(clientIds.add(order.intent().party().name() + ' ' + order.intent().clOrdId()))
                    .as("two orders under one id: %s", order)
                    .isTrue();
            assertThat(order.isInDoubt()).as("still in doubt: %s", order).isFalse();
            for (Route route : order.routes()) {
                agree(order, route);
            }
        }
        for (MockOrder order : venue.orders()) {
            assertThat(order.submissions()).as("submitted more than once: %s", order).isEqualTo(1);
            assertThat(orders).as("the ledger does not know %s", order).containsKey(order.routeId().orderId());
        }
    }

    private void agree(Order order, Route route) {
        MockOrder there = venue.order(route.routeId()).orElse(null);
        BigDecimal filled = there == null ? BigDecimal.ZERO : there.cumQty().value();
        assertThat(order.cumQty().value()).as("CumQty of %s, venue %s", order, there).isEqualByComparingTo(filled);
        boolean isOpen = there != null && there.isOpen();
        assertThat(!order.phase().isFinal()).as("open in the ledger as at the venue: %s, venue %s", order, there)
                .isEqualTo(isOpen);
    }

    /// Positions at the venue are what the ledger's fills add up to.
    void positionsAgree() {
        Map<Symbol, BigDecimal> sums = new HashMap<>();
        for (Order order : orders.values()) {
            BigDecimal filled = order.cumQty().value();
            sums.merge(order.intent().symbol(), order.intent().side() == Side.BUY ? filled : filled.negate(),
                    BigDecimal::add);
        }
        for (MockPosition position : venue.positions()) {
            assertThat(sums.getOrDefault(position.symbol(), BigDecimal.ZERO)).as("position %s", position)
                    .isEqualByComparingTo(position.quantity());
        }
    }

    /// Every ExecID once, no venue fill under two of them.
    void executionsAreUnique() {
        Set<String> execIds = new HashSet<>();
        Set<String> fills = new HashSet<>();
        for (LedgerEvent row : rows) {
            if (row.has(LedgerField.EXEC_ID)) {
                assertThat(execIds.add(row.text(LedgerField.EXEC_ID))).as("ExecID twice: %s", row).isTrue();
            }
            if (row.type() == EventType.FILL || row.type() == EventType.PARTIAL_FILL) {
                String fill = row.text(LedgerField.PROVIDER_CLIENT_ID) + ' ' + row.text(LedgerField.SECONDARY_EXEC_ID);
                assertThat(fills.add(fill)).as("fill twice: %s", row).isTrue();
            }
        }
    }

    /// A session heard each of its reports, and none of them twice as new.
    void wereTold(String session, Map<String, Integer> heard) {
        Set<String> owed = new HashSet<>();
        for (LedgerEvent row : rows) {
            if (row.has(LedgerField.EXEC_ID) && ReportCodec.recipients(row).contains(session)) {
                owed.add(row.text(LedgerField.EXEC_ID));
            }
        }
        Map<String, Integer> reports = new HashMap<>(heard);
        // 150=I is an answer, not an event.
        reports.keySet().removeIf(execId -> execId.startsWith("STA-"));
        assertThat(reports.keySet()).as("reports of %s", session).containsExactlyInAnyOrderElementsOf(owed);
        assertThat(reports.values()).as("each report of %s once", session).allMatch(times -> times == 1);
    }

    int orderCount() {
        return orders.size();
    }
}
