package dev.fixway.engine.reconcile;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.replay.Direction;
import dev.fixway.engine.replay.Flaw;
import dev.fixway.engine.replay.LogMessage;
import dev.fixway.engine.replay.TagValues;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Holds logs against the ledger: [#reach], then every message of
/// the logs, then every group of the ledger, then [#finish].
///
/// Requests are compared with the raw message that the ledger keeps, reports with what the ledger says that was sent;
/// where both agree, the order's life is lived again from its reports alone.
public final class Reconciliation implements Closeable {
    private static final Set<String> REPORTS = Set.of("8", "9", "j");
    private static final Set<String> REQUESTS = Set.of("D", "F", "G");
    private static final String ENGINE_UNAVAILABLE = Integer
            .toString(Report.BusinessReject.APPLICATION_NOT_AVAILABLE);
    private static final long PARTITION_BYTES = 8 << 20;
    private static final int PARTITIONS_MAX = 512;

    private final Partitions legs;
    private final ReportWire wire;
    private final Consumer<Break> breaks;
    private final Map<String, Scope> scopes = new HashMap<>();
    private final Map<BreakClass, Long> counts = new EnumMap<>(BreakClass.class);
    private @Nullable LogMessage cut;
    private String cutSession = "";
    private long reach = -1;

    /// - `logBytes`: about how much the logs hold
    /// - `breaks`: hears each break
    public Reconciliation(ReportWire wire, long logBytes, Consumer<Break> breaks) throws IOException {
        this.wire = wire;
        this.breaks = breaks;
        legs = new Partitions(Math.clamp(logBytes / PARTITION_BYTES + 1, 1, PARTITIONS_MAX));
    }

    void found(Break found) {
        counts.merge(found.kind(), 1L, Long::sum);
        breaks.accept(found);
    }

    /// Takes a message of the logs.
    public void message(String session, Direction direction, LogMessage message, boolean isNew) throws IOException {
        tellCut(message);
        if (message.flaws().contains(Flaw.TRUNCATED)) {
            cut = message;
            cutSession = session;
            return;
        }
        Scope scope = scopes.computeIfAbsent(session, _ -> new Scope());
        if (direction == Direction.OUT) {
            scope.sent(message.msgSeqNum(), "Y".equals(message.fields().get(797)));
        }
        if (!isNew) {
            return;
        }
        if (direction == Direction.OUT && ("3".equals(message.msgType()) || isOfSession(message))) {
            scope.refused(message.fields().number(45));
        }
        Leg leg = leg(session, direction, message);
        if (leg != null) {
            put(leg);
        } else if (!message.flaws().isEmpty()) {
            found(new Break(BreakClass.DAMAGED, session, message.msgType() + ' ' + message.msgSeqNum(),
                    message.where().toString(), 0, message.flaws().toString()));
        }
    }

    /// A cut message is the end of a log that was being written, unless more of the same file follows.
    private void tellCut(LogMessage next) {
        LogMessage before = cut;
        cut = null;
        if (before != null && next.where().file().equals(before.where().file())) {
            found(new Break(BreakClass.TRUNCATED, cutSession, before.msgType() + ' ' + before.msgSeqNum(),
                    before.where().toString(), 0, "the message is cut off"));
        }
    }

    private static @Nullable Leg leg(String session, Direction direction, LogMessage message) {
        TagValues fields = message.fields();
        // A state that is told because a request was refused is recorded, and has an ExecID(17) of another kind.
        boolean isStatus = "I".equals(fields.get(150)) && fields.text(17).startsWith("STA-");
        boolean isReport = direction == Direction.OUT && REPORTS.contains(message.msgType()) && !isStatus
                && !isOfSession(message);
        boolean isRequest = direction == Direction.IN && REQUESTS.contains(message.msgType());
        if (!isReport && !isRequest) {
            return null;
        }
        boolean isMarked = "Y".equals(fields.get(97)) || message.isPossDup();
        return new Leg(isReport ? Leg.Kind.REPORT : Leg.Kind.REQUEST, session,
                isReport ? reportKey(fields) : requestKey(fields.text(11), message.msgSeqNum()), 0,
                message.where().toString(), isMarked, !message.flaws().isEmpty(), fields);
    }

    /// A j of the session itself: only that for want of room or of a ledger is the engine's, and recorded.
    private static boolean isOfSession(LogMessage message) {
        return "j".equals(message.msgType()) && !ENGINE_UNAVAILABLE.equals(message.fields().get(380));
    }

    private static String requestKey(String clOrdId, int msgSeqNum) {
        return clOrdId + ' ' + msgSeqNum;
    }

    private static String reportKey(TagValues fields) {
        return switch (fields.text(35)) {
            case "8" -> fields.text(17);
            case "9" -> fields.text(11) + ' ' + fields.text(434) + (isOfUsedId(fields) ? " used before" : "");
            default -> fields.text(45) + ' ' + fields.text(379);
        };
    }

    private void put(Leg leg) throws IOException {
        TagValues fields = leg.fields();
        String execId = fields.text(17);
        int dot = execId.lastIndexOf('.');
        boolean isOurs = dot > 0 && OrderId.isOrderId(execId.substring(0, dot));
        String orderId = isOurs ? execId.substring(0, dot) : fields.text(37);
        boolean isOfOrder = leg.kind() == Leg.Kind.REPORT && !orderId.isEmpty() && !"NONE".equals(orderId);
        String clOrdId = fields.text(11);
        // A request and the answer that refuses it come into the same partition.
        String request = clOrdId.isEmpty() ? leg.pair() : leg.session() + ' ' + clOrdId;
        legs.put(isOfOrder ? orderId : request, leg);
        if (isOfOrder && leg.isLogged() && !leg.isMarked() && !isDenial(fields)) {
            legs.put(orderId, new Leg(Leg.Kind.LIFE, leg.session(), orderId, 0, leg.where(), false, leg.isDamaged(),
                    fields));
        }
    }

    /// What refuses a message and not an order, even where it shows the order whose ClOrdID(11) the message used again.
    static boolean isDenial(TagValues fields) {
        return "8".equals(fields.text(150)) && fields.text(17).startsWith("DEN-");
    }

    /// An OrderCancelReject(9) because the ClOrdID(11) was used before: the first use has an answer of its own.
    static boolean isOfUsedId(TagValues fields) {
        return "9".equals(fields.text(35)) && "6".equals(fields.text(102));
    }

    /// There is a ledger; what it took after this sequence may be missing in the logs.
    public void reach(long seq) {
        reach = seq;
    }

    /// Takes a group of the ledger.
    public void group(Group group) throws IOException {
        for (SessionMark mark : group.sessionMarks()) {
            Scope scope = scopes.get(mark.session());
            if (scope != null) {
                scope.cursor(mark.cursor());
            }
        }
        for (LedgerEvent event : group.events()) {
            reports(event);
            request(event);
        }
    }

    private void reports(LedgerEvent event) throws IOException {
        for (String session : ReportCodec.recipients(event)) {
            Scope scope = scopes.get(session);
            TagValues fields = scope == null ? null : wire.of(event, session, scope.isDropCopy());
            if (fields != null) {
                put(new Leg(Leg.Kind.REPORT, session, reportKey(fields), event.seq(), "", false, false, fields));
            }
        }
    }

    private void request(LedgerEvent event) throws IOException {
        String session = event.get(LedgerField.SESSION_ID);
        String raw = event.get(LedgerField.RAW_MESSAGE);
        String msgSeqNum = event.get(LedgerField.MSG_SEQ_NUM);
        String msgType = event.get(LedgerField.MSG_TYPE);
        if (session != null && raw != null && msgSeqNum != null && msgType != null && REQUESTS.contains(msgType)
                && scopes.containsKey(session)) {
            TagValues fields = TagValues.of(raw);
            put(new Leg(Leg.Kind.REQUEST, session, requestKey(fields.text(11), Integer.parseInt(msgSeqNum)),
                    event.seq(), "", false, false, fields));
        }
    }

    /// Compares everything that was taken.
    public Summary finish() throws IOException {
        Comparison comparison = new Comparison(this::found, scopes, legs, reach);
        for (int i = 0; i < legs.count(); i++) {
            comparison.partition(i);
        }
        return comparison.summary(counts);
    }

    @Override
    public void close() throws IOException {
        legs.close();
    }
}
