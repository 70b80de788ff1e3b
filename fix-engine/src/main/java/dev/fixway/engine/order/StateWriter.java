package dev.fixway.engine.order;

import dev.fixway.engine.domain.Execution;
import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.ledger.ProviderMark;
import dev.fixway.engine.ledger.SessionMark;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Writes the open state for a snapshot; [StateReader] reads it.
final class StateWriter {
    /// First byte of the state: raise it when the form changes, and older snapshots are passed over.
    static final int VERSION = 6;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private StateWriter() {}

    static byte[] write(RecoveredState state) {
        try {
            StateWriter writer = new StateWriter();
            writer.state(state);
            writer.out.flush();
            return writer.bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
    }

    private void state(RecoveredState state) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(state.lastNumber());
        byte[] used = state.usedIds().toBytes();
        out.writeInt(used.length);
        out.write(used);
        out.writeInt(state.sessionMarks().size());
        for (SessionMark mark : state.sessionMarks().values()) {
            text(mark.session());
            out.writeInt(mark.epoch());
            out.writeInt(mark.inbound());
            out.writeLong(mark.cursor());
            out.writeInt(mark.outbound());
            out.writeInt(mark.reserved());
        }
        out.writeInt(state.providerMarks().size());
        for (ProviderMark mark : state.providerMarks().values()) {
            text(mark.provider());
            text(mark.cursor());
        }
        out.writeInt(state.openOrders().size() + state.endedExits().size());
        for (Order order : state.openOrders()) {
            order(order);
        }
        for (Order order : state.endedExits()) {
            order(order);
        }
        out.writeInt(state.closes().size());
        for (RecoveredClose close : state.closes()) {
            order(close.order());
            text(close.requestHash());
            text(close.decidedAt());
        }
        out.writeBoolean(state.kill().isOn());
        if (state.kill() instanceof KillState.On on) {
            out.writeLong(on.number());
            text(on.since());
            text(on.by());
            text(on.text());
        }
    }

    private void order(Order order) throws IOException {
        text(order.orderId());
        intent(order.intent());
        terms(order.terms());
        life(order.life());
        text(order.chain().current());
        requests(order.chain().open());
        requests(order.chain().settled());
        out.writeInt(order.executions().today());
        out.writeInt(order.executions().known().size());
        for (Execution execution : order.executions().known()) {
            execution(execution);
        }
        out.writeInt(order.routes().size());
        for (Route route : order.routes()) {
            text(route.routeId());
            text(route.venueOrderId());
            terms(route.terms());
            text(route.cumQty());
            text(route.state());
        }
        out.writeInt(order.reportCount());
    }

    private void intent(OrderIntent intent) throws IOException {
        party(intent.party());
        text(intent.clOrdId());
        text(intent.symbol());
        text(intent.side());
        terms(intent.terms());
        Handling handling = intent.handling();
        out.writeBoolean(handling.reduceOnly());
        out.writeBoolean(handling.postOnly());
        out.writeBoolean(handling.hidden());
        text(handling.displayQty());
        text(handling.positionId());
        text(handling.marginMode());
        text(handling.leverage());
        Exits exits = handling.exits();
        text(exits == null ? null : exits.stopLoss());
        text(exits == null ? null : exits.takeProfit());
        text(intent.provider());
        text(intent.parent());
    }

    private void party(Party party) throws IOException {
        text(party.edge());
        text(party.name());
        text(party.account());
    }

    private void terms(Terms terms) throws IOException {
        text(terms.ordType());
        text(terms.orderQty());
        text(terms.cashOrderQty());
        text(terms.price());
        text(terms.stopPx());
        text(terms.timeInForce());
    }

    private void life(Life life) throws IOException {
        out.writeBoolean(life.acknowledged());
        out.writeBoolean(life.triggered());
        text(life.working());
        text(life.end());
        text(life.createdAt());
        text(life.updatedAt());
    }

    private void requests(Collection<Request> requests) throws IOException {
        out.writeInt(requests.size());
        for (Request request : requests) {
            text(request.kind());
            text(request.clOrdId());
            party(request.party());
            text(request.origClOrdId());
            out.writeBoolean(request.newTerms() != null);
            if (request.newTerms() != null) {
                terms(request.newTerms());
            }
            text(request.call());
            Request.Settled settled = request.settled();
            out.writeBoolean(settled != null);
            if (settled != null) {
                text(settled.at());
                text(settled.refusal());
            }
        }
    }

    private void execution(Execution execution) throws IOException {
        text(execution.execId());
        text(execution.routeId());
        text(execution.fillId());
        text(execution.lastQty());
        text(execution.lastPx());
        text(execution.notional().toPlainString());
        text(execution.liquidity());
        text(execution.correctedAt());
    }

    private void text(@Nullable Object value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeUTF(value.toString());
        }
    }
}
