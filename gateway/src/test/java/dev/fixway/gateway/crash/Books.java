package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.config.Environment;
import dev.fixway.engine.codec.WireReports;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.reconcile.Break;
import dev.fixway.engine.reconcile.BreakClass;
import dev.fixway.engine.reconcile.Reconciliation;
import dev.fixway.engine.reconcile.Summary;
import dev.fixway.engine.replay.LogFiles;
import dev.fixway.engine.replay.LogReplay;
import dev.fixway.gateway.crash.CrashVenue.Line;
import dev.fixway.persistence.checkpoint.Trust;
import dev.fixway.persistence.query.LedgerFiles;
import dev.fixway.persistence.query.LedgerVerify;
import dev.fixway.persistence.query.Persistence;
import dev.fixway.persistence.query.VerifyReport;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final List<Told> told = new ArrayList<>();
    private final List<String> fills = new ArrayList<>();
    private final CrashVenue venue;

    /// A report of the ledger and the sessions that get it; no more, because a long run has hundreds of thousands.
    private record Told(String execId, String recipients) {}

    private Books(CrashVenue venue) {
        this.venue = venue;
    }

    static void verify(Path dataDir) {
        VerifyReport report = LedgerVerify.verify(dataDir,
                Trust.ofKeyFile(GatewayProcess.keyFile(Objects.requireNonNull(dataDir.getParent()))));
        assertThat(report.isClean()).as("ledger verify: %s", report).isTrue();
    }

    /// With the mock's book as the venue.
    static Books read(Path dataDir, Path workingDirectory) {
        return read(dataDir, workingDirectory, new MockSide(dataDir));
    }

    static Books read(Path dataDir, Path workingDirectory, CrashVenue venue) {
        Books books = new Books(venue);
        Persistence.Settings settings = Persistence.Settings.read(Environment.read(Map.of(), workingDirectory));
        try (Persistence persistence = Persistence.open(dataDir, settings)) {
            persistence.ledger().reader().read(1, row -> {
                books.add(row);
                return true;
            });
        }
        return books;
    }

    /// FIX logs and ledger side by side. The log is written five times a second: a kill takes its last lines with it,
    /// and nothing else may differ.
    static void replay(Path dataDir) throws IOException {
        List<Break> breaks = new ArrayList<>();
        LedgerFiles ledger = new LedgerFiles(dataDir);
        LogReplay replay = new LogReplay("FIXWAY");
        try (Reconciliation reconciliation = new Reconciliation(new WireReports(), 1, breaks::add)) {
            reconciliation.reach(ledger.headSeq());
            for (Path file : LogFiles.of(List.of(dataDir.resolve("fix").resolve("log")))) {
                replay.read(file, reconciliation::message, _ -> {
                });
            }
            ledger.groups(group -> take(reconciliation, group));
            Summary summary = reconciliation.finish();
            assertThat(summary.reports()).as("compared: %s", summary).isPositive();
        }
        breaks.removeIf(found -> found.kind() == BreakClass.MISSING_IN_LOG);
        assertThat(breaks).as("fixway replay").isEmpty();
    }

    private static void take(Reconciliation reconciliation, Group group) {
        try {
            reconciliation.group(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(LedgerEvent row) {
        if (row.has(LedgerField.EXEC_ID)) {
            told.add(new Told(row.text(LedgerField.EXEC_ID), String.join(" ", ReportCodec.recipients(row)).intern()));
        }
        if (row.type() == EventType.FILL || row.type() == EventType.PARTIAL_FILL) {
            fills.add(row.text(LedgerField.PROVIDER_CLIENT_ID) + ' ' + row.text(LedgerField.SECONDARY_EXEC_ID));
        }
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
        Map<RouteId, Line> there = new HashMap<>(venue.orders());
        Map<VenueOrderId, Line> others = new HashMap<>(venue.othersOrders());
        for (Order order : orders.values()) {
            assertThat(clientIds.add(order.intent().party().name() + ' ' + order.intent().clOrdId()))
                    .as("two orders under one id: %s", order)
                    .isTrue();
            assertThat(order.isInDoubt()).as("still in doubt: %s", order).isFalse();
            assertThat(order.chain().open()).as("requests still open: %s", order).isEmpty();
            List<Line> lines = new ArrayList<>();
            for (Route route : order.routes()) {
                Line line = isAdopted(order)
                        ? others.remove(route.venueOrderId())
                        : there.remove(route.routeId());
                if (line != null) {
                    lines.add(line);
                }
            }
            agree(order, lines);
        }
        assertThat(there).as("the ledger does not know").isEmpty();
        assertThat(others.values()).as("not adopted: %s", others).noneMatch(Line::matters);
    }

    private static boolean isAdopted(Order order) {
        return order.intent().party().edge() == Edge.PROVIDER;
    }

    /// Those that we placed.
    private List<Order> ours() {
        return orders.values().stream().filter(order -> !isAdopted(order)).toList();
    }

    /// Each route that the ledger says was taken arrived once, no other arrived twice or without being in the ledger.
    void submittedOnce() {
        Set<RouteId> routed = new HashSet<>();
        Set<RouteId> taken = new HashSet<>();
        for (Order order : ours()) {
            for (Route route : order.routes()) {
                routed.add(route.routeId());
                boolean isFirst = route.equals(order.routes().getFirst());
                if ((isFirst && order.life().acknowledged()) || route.venueOrderId() != null
                        || !route.cumQty().isZero()) {
                    taken.add(route.routeId());
                }
            }
        }
        Map<RouteId, Integer> submissions = venue.submissions();
        assertThat(submissions).as("submitted more than once").allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
        assertThat(routed).as("submitted and not in the ledger").containsAll(submissions.keySet());
        assertThat(submissions.keySet()).as("taken and never submitted").containsAll(taken);
        assertThat(venue.orders().keySet()).as("orders at the venue").containsExactlyInAnyOrderElementsOf(taken);
    }

    /// What never was submitted is rejected, and so the client knows.
    void lostNothing() {
        Set<RouteId> submitted = venue.submissions().keySet();
        assertThat(ours()).as("neither submitted nor rejected")
                .allMatch(order -> order.phase() == Phase.REJECTED
                        || order.routes().stream().anyMatch(route -> submitted.contains(route.routeId())));
    }

    private static void agree(Order order, List<Line> there) {
        BigDecimal filled = BigDecimal.ZERO;
        boolean isOpen = false;
        for (Line line : there) {
            filled = filled.add(line.cumQty());
            isOpen |= line.isOpen();
            assertThat(order.terms().orderQty().value()).as("OrderQty of %s, venue %s", order, there)
                    .isEqualByComparingTo(line.orderQty());
        }
        assertThat(order.cumQty().value()).as("CumQty of %s, venue %s", order, there).isEqualByComparingTo(filled);
        assertThat(!order.phase().isFinal()).as("open in the ledger as at the venue: %s, venue %s", order, there)
                .isEqualTo(isOpen);
    }

    /// Positions at the venue are what the ledger's fills add up to.
    void positionsAgree() {
        Map<String, BigDecimal> sums = new HashMap<>();
        for (Order order : orders.values()) {
            BigDecimal filled = order.cumQty().value();
            sums.merge(order.intent().symbol().value(), order.intent().side() == Side.BUY ? filled : filled.negate(),
                    BigDecimal::add);
        }
        venue.positions()
                .forEach((symbol, quantity) -> assertThat(sums.getOrDefault(symbol, BigDecimal.ZERO))
                        .as("position %s", symbol)
                        .isEqualByComparingTo(quantity));
    }

    /// Every ExecID once, no venue fill under two of them.
    void executionsAreUnique() {
        assertThat(twice(told.stream().map(Told::execId).toList())).as("ExecID twice").isEmpty();
        assertThat(twice(fills)).as("fill twice").isEmpty();
    }

    private static List<String> twice(List<String> ids) {
        Set<String> seen = new HashSet<>();
        return ids.stream().filter(id -> !seen.add(id)).toList();
    }

    /// A session heard each of its reports, and none of them twice as new.
    void wereTold(String session, Map<String, Integer> heard) {
        Set<String> owed = new HashSet<>();
        for (Told report : told) {
            if (List.of(report.recipients().split(" ")).contains(session)) {
                owed.add(report.execId());
            }
        }
        Map<String, Integer> reports = new HashMap<>(heard);
        // 150=I is an answer, not an event.
        reports.keySet().removeIf(execId -> execId.startsWith("STA-"));
        assertThat(reports.values()).as("each report of %s once", session).allMatch(times -> times == 1);
        assertThat(owed.stream().filter(execId -> !reports.containsKey(execId))).as("not told to %s", session)
                .isEmpty();
        reports.keySet().removeAll(owed);
        assertThat(reports).as("told to %s and not in the ledger", session).isEmpty();
    }

    int orderCount() {
        return orders.size();
    }
}
