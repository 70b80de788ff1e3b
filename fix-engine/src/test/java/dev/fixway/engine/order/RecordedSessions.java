package dev.fixway.engine.order;

import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.ReportHead;
import dev.fixway.engine.domain.ReportText;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.ledger.SessionMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what sessions get, in their own view of it; remembers which messages were decided.
final class RecordedSessions implements Sessions {
    private final List<String> deeds;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final List<Integer> decided = new CopyOnWriteArrayList<>();
    /// What becomes of answers to a session; taken without an entry.
    final Map<String, Answered> answers = new ConcurrentHashMap<>();
    /// Sessions that have logged on or out since the engine last asked.
    final Queue<SessionEvent> happened = new ConcurrentLinkedQueue<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();
    /// Before each report.
    final Gate tellings = new Gate();

    /// - `seq`: of the row; 0 for an answer without an event
    record Sent(String session, String text, long seq, Report report) {}

    RecordedSessions(List<String> deeds) {
        this.deeds = deeds;
    }

    /// Everything a session got, as text.
    List<String> of(String session) {
        return sent.stream().filter(s -> s.session().equals(session)).map(Sent::text).toList();
    }

    List<Sent> all() {
        return List.copyOf(sent);
    }

    /// What was told so far is of no interest.
    void forget() {
        sent.clear();
    }

    /// MsgSeqNums whose commands were decided.
    List<Integer> decidedNumbers() {
        return List.copyOf(decided);
    }

    /// Reasons for which all sessions were closed.
    List<String> closedReasons() {
        return List.copyOf(closed);
    }

    @Override
    public void decided(Arrival.FixOrigin origin) {
        decided.add(origin.msgSeqNum());
    }

    @Override
    public List<SessionEvent> takeEvents() {
        List<SessionEvent> events = new ArrayList<>();
        for (SessionEvent next = happened.poll(); next != null; next = happened.poll()) {
            events.add(next);
        }
        return events;
    }

    @Override
    public List<SessionMark> changedMarks() {
        return List.of();
    }

    @Override
    public void committed(List<SessionMark> marks) {
        // No session waits for a mark.
    }

    @Override
    public void deliver(String session, LedgerEvent row, Report report) {
        tellings.pass();
        Report recorded = Objects.requireNonNull(ReportCodec.read(row), "what is delivered is a report");
        if (!recorded.equals(report)) {
            // What goes direct and what a drain reads later must be the same words.
            closed.add("told " + report + " but recorded " + recorded);
            throw new AssertionError("told " + report + " but recorded " + recorded);
        }
        keep(session, row.seq(), report);
    }

    @Override
    public void told() {
        // Nothing is gathered.
    }

    @Override
    public Answered answer(String session, Report report) {
        Answered answered = answers.getOrDefault(session, Answered.TAKEN);
        if (answered == Answered.TAKEN) {
            keep(session, 0, report);
        }
        return answered;
    }

    private void keep(String session, long seq, Report report) {
        String text = ReportText.of(viewed(session, report));
        sent.add(new Sent(session, text, seq, report));
        deeds.add("report " + text);
    }

    /// Who did not ask sees the order's current id and no 41.
    private static Report viewed(String session, Report report) {
        if (!session.equals(EngineRig.DROP_COPY) && report instanceof Report.Execution execution
                && !execution.head().answers(session)) {
            ReportHead head = execution.head();
            ReportHead plain = new ReportHead(head.execId(), head.execType(), head.current(), null, head.current(),
                    null, head.entering(), head.transactTime());
            return new Report.Execution(plain, execution.state(), execution.trade(), execution.note());
        }
        return report;
    }

    @Override
    public void closeAll(String reason) {
        closed.add(reason);
    }
}
