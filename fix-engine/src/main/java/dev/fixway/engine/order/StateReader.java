package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Chain;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.Execution;
import dev.fixway.engine.domain.Executions;
import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Liquidity;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.ledger.ProviderMark;
import dev.fixway.engine.ledger.SessionMark;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what [StateWriter] wrote.
final class StateReader {
    private final DataInputStream in;

    private StateReader(byte[] bytes) {
        this.in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /// The state; null when it was written by another version.
    static @Nullable RecoveredState read(byte[] bytes) {
        try {
            StateReader reader = new StateReader(bytes);
            return reader.in.readUnsignedByte() == StateWriter.VERSION ? reader.state() : null;
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot ends too early", e);
        }
    }

    private RecoveredState state() throws IOException {
        long lastNumber = in.readLong();
        UsedIds usedIds = UsedIds.fromBytes(in.readNBytes(in.readInt()));
        Map<String, SessionMark> sessionMarks = new LinkedHashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            SessionMark mark = new SessionMark(text(), in.readInt(), in.readInt(), in.readLong(), in.readInt(),
                    in.readInt());
            sessionMarks.put(mark.session(), mark);
        }
        Map<ProviderId, ProviderMark> providerMarks = new LinkedHashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            ProviderMark mark = new ProviderMark(new ProviderId(text()), text());
            providerMarks.put(mark.provider(), mark);
        }
        List<Order> orders = list(this::order);
        List<RecoveredClose> closes = list(this::close);
        // Recovery tells ended exits from open orders.
        return new RecoveredState(lastNumber, usedIds, sessionMarks, providerMarks, orders, List.of(), closes, kill());
    }

    private RecoveredClose close() throws IOException {
        return new RecoveredClose(order(), text(), Instant.parse(text()));
    }

    private KillState kill() throws IOException {
        return in.readBoolean()
                ? new KillState.On(in.readLong(), Instant.parse(text()), text(), text())
                : KillState.off();
    }

    private Order order() throws IOException {
        OrderId orderId = new OrderId(text());
        OrderIntent intent = intent();
        Terms terms = terms();
        Life life = new Life(in.readBoolean(), in.readBoolean(), Life.Working.valueOf(text()),
                optional(Life.End::valueOf),
                Instant.parse(text()),
                Instant.parse(text()));
        Chain chain = new Chain(optional(ClOrdId::new), list(this::request), list(this::request));
        int today = in.readInt();
        Executions executions = new Executions(list(this::execution), today);
        return new Order(orderId, intent, terms, life, chain, executions, list(this::route), in.readInt());
    }

    private OrderIntent intent() throws IOException {
        Party party = party();
        ClOrdId clOrdId = optional(ClOrdId::new);
        Symbol symbol = Symbol.of(text());
        Side side = Side.valueOf(text());
        Terms terms = terms();
        Handling handling = new Handling(in.readBoolean(), in.readBoolean(), in.readBoolean(), optional(Qty::of),
                optional(Function.identity()), optional(Function.identity()), optional(Qty::of));
        Exits exits = Exits.of(optional(Price::of), optional(Price::of));
        return new OrderIntent(party, clOrdId, symbol, side, terms, handling.withExits(exits), new ProviderId(text()),
                optional(OrderId::new));
    }

    private Party party() throws IOException {
        return new Party(Edge.valueOf(text()), text(), new AccountId(text()));
    }

    private Terms terms() throws IOException {
        return new Terms(OrdType.valueOf(text()), Qty.of(text()), optional(Qty::of), optional(Price::of),
                optional(Price::of),
                TimeInForce.valueOf(text()));
    }

    private Request request() throws IOException {
        return new Request(RequestKind.valueOf(text()), new ClOrdId(text()), party(), optional(ClOrdId::new),
                in.readBoolean() ? terms() : null, Request.Call.valueOf(text()),
                in.readBoolean() ? new Request.Settled(Instant.parse(text()), optional(text -> text)) : null);
    }

    private Execution execution() throws IOException {
        return new Execution(new ExecId(text()), RouteId.of(text()), new FillId(text()), Qty.of(text()),
                Price.of(text()),
                new BigDecimal(text()), optional(Liquidity::valueOf), optional(Instant::parse));
    }

    private Route route() throws IOException {
        return new Route(RouteId.of(text()), optional(VenueOrderId::new), terms(), Qty.of(text()),
                Route.State.valueOf(text()));
    }

    private interface Part<T> {
        T read() throws IOException;
    }

    private <T> List<T> list(Part<T> part) throws IOException {
        List<T> list = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            list.add(part.read());
        }
        return list;
    }

    private <T> @Nullable T optional(Function<String, T> reader) throws IOException {
        return in.readBoolean() ? reader.apply(in.readUTF()) : null;
    }

    private String text() throws IOException {
        return Objects.requireNonNull(optional(Function.identity()), "this part of a snapshot is always there");
    }
}
