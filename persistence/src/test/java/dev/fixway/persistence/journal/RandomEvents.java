package dev.fixway.persistence.journal;

import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ProviderMark;
import dev.fixway.engine.ledger.SessionMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Events of made-up orders from a seed: what a ledger must keep, not what an engine would decide.
public final class RandomEvents {
    private static final String[] SESSIONS = {"FIX.4.4:FIXWAY->CLIENT1", "FIX.4.4:FIXWAY->CLIENT2", "api"};
    private static final String[] SYMBOLS = {"AAPL", "BTC/USD", "EUR_USD", "Ünïcødé \uD83D\uDE80"};
    private static final EventType[] LATER = {EventType.ROUTED, EventType.ACKNOWLEDGED, EventType.PARTIAL_FILL,
            EventType.FILL, EventType.CANCEL_REQUESTED, EventType.CANCEL_REJECTED, EventType.CANCELLED,
            EventType.REQUEST_DENIED};
    private static final int RECENT_ORDERS = 200;
    /// Time of the first event; each is about a second later than the one before it.
    public static final long EPOCH_SECOND = 1_790_000_000L;

    private final SplittableRandom random;
    private final String installation;
    private long seq;
    private long orders;
    /// Executions told last, by the ids with which they are changed.
    private final List<ExecId> executions = new ArrayList<>();

    /// - `headSeq`: the first event follows this sequence
    public RandomEvents(long seed, String installation, long headSeq) {
        this.random = new SplittableRandom(seed);
        this.installation = installation;
        this.seq = headSeq;
    }

    /// A group of up to `eventsMax` events, with marks now and then, never empty.
    public Group group(int eventsMax) {
        List<LedgerEvent> events = events(random.nextInt(eventsMax + 1));
        List<SessionMark> sessions = random.nextInt(4) == 0 ? List.of(mark(seq)) : List.of();
        boolean isBare = events.isEmpty() && sessions.isEmpty();
        List<ProviderMark> providers = isBare || random.nextInt(6) == 0
                ? List.of(new ProviderMark(new ProviderId("mock"), "cursor-" + random.nextLong()))
                : List.of();
        return new Group(events, sessions, providers);
    }

    /// This many events.
    public List<LedgerEvent> events(int count) {
        List<LedgerEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(event());
        }
        return events;
    }

    /// One event: of a new order, of an earlier one, or of none.
    public LedgerEvent event() {
        int kind = random.nextInt(10);
        if (orders == 0 || kind < 3) {
            return begin(++orders).at(++seq);
        }
        if (kind == 8 && !executions.isEmpty() && random.nextInt(4) == 0) {
            return change().at(++seq);
        }
        return kind == 9 ? ofNone().at(++seq) : later(LATER[random.nextInt(LATER.length)]).at(++seq);
    }

    /// Takes one of the last executions back or corrects it.
    private LedgerEvent.Builder change() {
        int at = random.nextInt(executions.size());
        ExecId old = executions.get(at);
        OrderId order = new OrderId(old.value().substring(0, old.value().indexOf('.')));
        executions.set(at, order.execId((int) seq + 1));
        boolean isBust = random.nextInt(3) > 0;
        return head(isBust ? EventType.TRADE_CANCELLED : EventType.TRADE_CORRECTED, "mock")
                .set(LedgerField.ORDER_ID, order)
                .set(LedgerField.EXEC_REF_ID, old)
                .set(LedgerField.EXEC_ID, executions.get(at))
                .set(LedgerField.LAST_QTY, isBust ? "0" : decimal())
                .set(LedgerField.LAST_PX, decimal());
    }

    private LedgerEvent.Builder trade(LedgerEvent.Builder event, ExecId execId) {
        executions.add(execId);
        if (executions.size() > RECENT_ORDERS) {
            executions.removeFirst();
        }
        return event.set(LedgerField.ACCOUNT, account(any(SESSIONS)))
                .set(LedgerField.SYMBOL, any(SYMBOLS))
                .set(LedgerField.SIDE, any(Side.values()))
                .set(LedgerField.LAST_PX, decimal());
    }

    private SessionMark mark(long cursor) {
        return new SessionMark(SESSIONS[random.nextInt(2)], 1, random.nextInt(1, 1000), cursor, random.nextInt(1000),
                2000);
    }

    private LedgerEvent.Builder begin(long number) {
        String session = any(SESSIONS);
        return head(EventType.ORDER_RECEIVED, session).set(LedgerField.ORDER_ID, OrderId.of(installation, number))
                .set(LedgerField.ACCOUNT, account(session))
                .set(LedgerField.CL_ORD_ID, clOrdId())
                .set(LedgerField.SYMBOL, any(SYMBOLS))
                .set(LedgerField.SIDE, any(Side.values()))
                .set(LedgerField.ORD_STATUS, OrdStatus.PENDING_NEW.name())
                .set(LedgerField.ORDER_QTY, decimal())
                .set(LedgerField.PRICE, decimal())
                .set(LedgerField.EXEC_ID, OrderId.of(installation, number).execId(1))
                .set(LedgerField.RAW_MESSAGE, raw())
                .set(LedgerField.RECIPIENTS, session);
    }

    private LedgerEvent.Builder later(EventType type) {
        String session = any(SESSIONS);
        OrderId order = OrderId.of(installation, Math.max(1, orders - random.nextInt(RECENT_ORDERS)));
        boolean isRequest = type == EventType.CANCEL_REQUESTED || type == EventType.REQUEST_DENIED;
        ExecId execId = order.execId((int) seq + 1);
        LedgerEvent.Builder event = head(type, isRequest ? session : "mock").set(LedgerField.ORDER_ID, order)
                .set(LedgerField.CL_ORD_ID, random.nextBoolean() ? clOrdId() : null)
                .set(LedgerField.REQUESTER, random.nextInt(3) == 0 ? session : null)
                .set(LedgerField.ORD_STATUS, random.nextBoolean() ? any(OrdStatus.values()).name() : null)
                .set(LedgerField.PROVIDER_CLIENT_ID, order.route(1))
                .set(LedgerField.PROVIDER_ORDER_ID, "V" + random.nextInt(50))
                .set(LedgerField.EXEC_ID, execId)
                .set(LedgerField.SECONDARY_EXEC_ID, random.nextBoolean() ? "F" + random.nextInt(50) : null)
                .set(LedgerField.LAST_QTY, decimal())
                .set(LedgerField.CUM_QTY, decimal());
        return type == EventType.FILL || type == EventType.PARTIAL_FILL ? trade(event, execId) : event;
    }

    private LedgerEvent.Builder ofNone() {
        return head(any(new EventType[]{EventType.SESSION_LOGON, EventType.ORDER_DENIED, EventType.GATEWAY_STARTED}),
                any(SESSIONS)).set(LedgerField.CL_ORD_ID, clOrdId())
                .set(LedgerField.REASON_TEXT, any(SYMBOLS))
                .set(LedgerField.MSG_SEQ_NUM, random.nextInt(1, 9999))
                .flag(LedgerField.POSS_DUP, random.nextBoolean());
    }

    private LedgerEvent.Builder head(EventType type, String actor) {
        Instant at = Instant.ofEpochSecond(EPOCH_SECOND + seq, random.nextInt(1_000_000_000));
        return LedgerEvent.of(type)
                .set(LedgerField.EVENT_TIME, at)
                .set(LedgerField.RECORDED_AT, at)
                .set(LedgerField.NODE_ID, installation)
                .set(LedgerField.EPOCH, "1")
                .set(LedgerField.ACTOR_ID, actor)
                .set(LedgerField.PROVIDER, "mock")
                .set(LedgerField.SOURCE, "LIVE");
    }

    private static String account(String session) {
        return session.endsWith("2") ? "SECOND" : "MAIN";
    }

    private String clOrdId() {
        return "c" + random.nextInt(40);
    }

    private String decimal() {
        int scale = random.nextInt(4);
        return switch (scale) {
            case 0 -> String.valueOf(random.nextInt(100_000));
            case 1 -> "99999999999999999999.0000000000000000000000000001";
            case 2 -> "0.10";
            default -> random.nextInt(1000) + "." + random.nextInt(10, 99);
        };
    }

    private @Nullable String raw() {
        if (random.nextInt(3) == 0) {
            return null;
        }
        StringBuilder bytes = new StringBuilder("8=FIX.4.4\u00019=");
        random.ints(random.nextInt(60), 0, 256).forEach(i -> bytes.append((char) i));
        return bytes.toString();
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
