package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.risk.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Blocks new orders and replaces, and cancels what is open until nothing is, over restarts too. Owned by the `orders`
/// thread.
///
/// Each cancel is a request like any other, by a party of its own: what is in doubt is cancelled when it is settled,
/// and one that the venue refused is asked for again.
final class KillSwitch {
    /// What every order and replace is told.
    static final Decision.Refused REFUSED = new Decision.Refused(RejectReason.KILL_SWITCH, "no orders are taken", null,
            null, null);
    static final String NOT_SENT = "KILL_SWITCH: not sent";
    static final String CANCELED = "canceled by the kill switch";
    private static final Logger LOG = LoggerFactory.getLogger(KillSwitch.class);
    private static final String NAME = "kill-switch";
    private static final String ID = "KIL";
    private static final Duration ROUND = Duration.ofSeconds(2);
    private final EngineState state;
    private final Requests requests;
    /// What was asked of orders in this round: a venue that refuses is not asked at once again.
    private final Set<OrderId> asked = new HashSet<>();
    private boolean isArmed;

    KillSwitch(EngineState state, Requests requests) {
        this.state = state;
        this.requests = requests;
    }

    /// Whether the kill switch asked for it.
    static boolean isBy(Party party) {
        return party.edge() == Edge.SYSTEM && party.name().equals(NAME);
    }

    /// The state behind a row of the ledger.
    static KillState after(KillState before, LedgerEvent row) {
        return switch (row.type()) {
            case KILL_TRIGGERED -> new KillState.On(OrderIds.numberOf(row.text(LedgerField.REF_ID)),
                    Instant.parse(row.text(LedgerField.EVENT_TIME)), row.text(LedgerField.ACTOR_ID),
                    row.text(LedgerField.REASON_TEXT));
            case KILL_RELEASED -> KillState.off();
            default -> before;
        };
    }

    void decide(Turn turn, Command.SwitchKill command) {
        switch (command.act()) {
            case SWITCH_ON -> switchOn(turn, command);
            case RELEASE -> release(turn, command);
            case SHOW -> {
                // It is answered below.
            }
        }
        turn.after(() -> command.reply().send(new Answer.Kill(state.kill, open())));
    }

    private void switchOn(Turn turn, Command.SwitchKill command) {
        if (!state.kill.isOn()) {
            ExecId id = state.ids.exec(ID);
            LedgerEvent.Builder row = record(turn, EventType.KILL_TRIGGERED, command);
            row.set(LedgerField.REF_ID, id);
            state.kill = new KillState.On(OrderIds.numberOf(id.value()), turn.now(), command.party().name(),
                    command.text());
            state.providers.values().forEach(ProviderDesk::block);
            LOG.warn("kill switch on by={} text={}", command.party().name(), command.text());
        }
        again(turn);
    }

    private void release(Turn turn, Command.SwitchKill command) {
        if (state.kill.isOn()) {
            record(turn, EventType.KILL_RELEASED, command);
            state.kill = KillState.off();
            LOG.warn("kill switch released by={} text={}", command.party().name(), command.text());
        }
    }

    private static LedgerEvent.Builder record(Turn turn, EventType type, Command.SwitchKill command) {
        LedgerEvent.Builder row = LedgerEvent.of(type)
                .set(LedgerField.REASON_TEXT, command.text())
                .set(LedgerField.RISK_RULE, RejectReason.KILL_SWITCH.code());
        Turn.describe(row, new Cause(command.party(), turn.now(), command.arrival(), "LIVE"));
        turn.add(row, null, List.of());
        return row;
    }

    private int open() {
        return state.kill instanceof KillState.On on
                ? (int) state.book.all().stream().filter(live -> on.covers(live.order())).count()
                : 0;
    }

    /// The round is over: what is still open is asked for again.
    void due(Turn turn) {
        isArmed = false;
        again(turn);
    }

    /// Asks for every order that is open and of which no cancel is under way.
    void again(Turn turn) {
        asked.clear();
        look(turn, List.copyOf(state.book.all()));
    }

    /// The same for what the group in hand has touched: what comes back into memory, or stays open after all.
    void look(Turn turn) {
        look(turn, List.copyOf(state.book.touched()));
    }

    private void look(Turn turn, List<Live> orders) {
        if (!(state.kill instanceof KillState.On on)) {
            return;
        }
        boolean isOpen = false;
        for (Live live : orders) {
            if (on.covers(live.order())) {
                isOpen = true;
                cancel(turn, live);
            }
        }
        if (isOpen && !isArmed) {
            isArmed = true;
            state.timers.later(ROUND, new Item.KillAgain());
        }
    }

    private void cancel(Turn turn, Live live) {
        Order order = live.order();
        boolean isPossible = state.provider(order.intent().provider()) != null;
        if (!isPossible || order.chain().has(RequestKind.CANCEL) || !asked.add(order.orderId())) {
            return;
        }
        AccountId account = order.intent().party().account();
        Command.CancelOrder cancel = new Command.CancelOrder(OrderRef.byId(order.orderId().value()), null,
                new Party(Edge.SYSTEM, NAME, account), null, Arrival.internal(turn.now()), Reply.NONE);
        requests.decide(turn, cancel, new Item.Asked(cancel, new Knowledge(turn.now())));
    }
}
