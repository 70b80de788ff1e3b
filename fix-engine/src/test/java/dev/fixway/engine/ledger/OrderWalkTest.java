package dev.fixway.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Reports;
import dev.fixway.engine.domain.Transitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Long random lives of orders. After each event the order is held against [ExpectedOrder], and against what its rows
/// fold to after they went through their stored bytes. `-Dfixway.walk.seed=…` repeats a run,
/// `-Dfixway.walk.count=…` makes it longer.
class OrderWalkTest {
    private static final int WALKS = Integer.getInteger("fixway.walk.count", 500);
    private static final int EVENTS = 200;
    private static final long SEED = Long.getLong("fixway.walk.seed", new Random().nextLong());
    private static final Instant START = Instant.parse("2026-03-02T09:30:00Z");
    private static final long STEP_NANOS = 1_000_000_007;

    private final Set<String> kinds = new TreeSet<>();
    private final Set<EventType> types = EnumSet.noneOf(EventType.class);
    private int repeatCount;
    private int lateFillCount;
    private int refusalCount;

    @Test
    void staysWhatItsEventsMakeOfIt(TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(SEED));
        for (int walk = 0; walk < WALKS; walk++) {
            Walk steps = new Walk(new WalkEvents(SEED + walk), walk + 1);
            try {
                steps.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + SEED + ", walk " + walk + ": " + e + "\n" + steps.story(), e);
            }
        }

        assertThat(kinds).as("every kind of event has happened")
                .hasSize(OrderEvent.class.getPermittedSubclasses().length);
        assertThat(types).as("partial and complete fills").contains(EventType.PARTIAL_FILL, EventType.FILL);
        assertThat(List.of(repeatCount, lateFillCount, refusalCount)).as("repeats, late fills, refusals")
                .allMatch(n -> n > WALKS);
    }

    /// One life.
    private final class Walk {
        private final WalkEvents events;
        private final ExpectedOrder expected;
        private final List<OrderEvent> past = new ArrayList<>();
        private Instant now = START;
        private Order order;
        private @Nullable Order folded;

        Walk(WalkEvents events, int number) {
            this.events = events;
            OrderEvent first = events.first(number);
            expected = new ExpectedOrder(first);
            order = Order.create(first, now);
            store(first, Reports.ofFirst(order));
        }

        void run() {
            while (past.size() < EVENTS) {
                OrderEvent event = events.next(order);
                if (event == null) {
                    continue;
                }
                if (event instanceof OrderEvent.Filled fill
                        && order.executions().isKnown(fill.routeId(), fill.fillId())) {
                    repeat(fill);
                } else if (Transitions.allows(order, event)) {
                    step(event);
                } else {
                    refuse(event);
                }
            }
        }

        @SuppressWarnings("ReferenceEquality") // The same instance means that nothing changed.
        private void repeat(OrderEvent.Filled fill) {
            past.add(fill);
            repeatCount++;
            if (order.apply(fill, now) != order) {
                throw new AssertionError("a repeated fill changed the order: " + fill);
            }
        }

        private void refuse(OrderEvent event) {
            past.add(event);
            refusalCount++;
            try {
                order.apply(event, now);
            } catch (IllegalStateException e) {
                return;
            }
            throw new AssertionError("happened although it is not allowed: " + event);
        }

        private void step(OrderEvent event) {
            now = now.plusNanos(STEP_NANOS);
            boolean wasFinal = order.phase().isFinal();
            var endBefore = order.life().end();
            Order before = order;
            order = before.apply(event, now);
            boolean told = expected.happened(event);
            Report report = Reports.of(before, event, order);
            store(event, report);
            require(expected.difference(order));
            if (endBefore != null && endBefore != order.life().end()) {
                throw new AssertionError("an end became " + order.life().end());
            }
            if (told) {
                told(event, report, wasFinal);
            } else if (report instanceof Report.Execution) {
                throw new AssertionError("told although nobody should know: " + report);
            }
        }

        private void told(OrderEvent event, @Nullable Report report, boolean wasFinal) {
            if (!(report instanceof Report.Execution execution)) {
                throw new AssertionError("not told: " + event);
            }
            require(expected.difference(execution.state()));
            String execId = order.orderId() + "." + order.reportCount();
            if (!execution.head().execId().value().equals(execId)) {
                throw new AssertionError("ExecID " + execution.head().execId() + " instead of " + execId);
            }
            if (event instanceof OrderEvent.Filled && wasFinal) {
                lateFillCount++;
            }
        }

        /// Writes, encodes, decodes and folds: order and report must come back whole.
        private void store(OrderEvent event, @Nullable Report report) {
            past.add(event);
            kinds.add(event.getClass().getSimpleName());
            LedgerEvent.Builder row = EventCodec.write(event, order).set(LedgerField.EVENT_TIME, now);
            if (report != null) {
                ReportCodec.put(row, report);
            }
            LedgerEvent written = row.at(past.size());
            types.add(written.type());
            LedgerEvent read = CanonicalBytes.read(CanonicalBytes.of(written));
            same("row", written, read);
            folded = EventCodec.fold(folded, read);
            same("order", order, folded);
            same("report", report, ReportCodec.read(read));
        }

        private void same(String what, @Nullable Object expectedValue, @Nullable Object actual) {
            if (!Objects.equals(expectedValue, actual)) {
                throw new AssertionError(what + " came back as\n" + actual + "\ninstead of\n" + expectedValue);
            }
        }

        private void require(@Nullable String difference) {
            if (difference != null) {
                throw new AssertionError(difference);
            }
        }

        String story() {
            StringBuilder story = new StringBuilder();
            past.forEach(event -> story.append(event).append('\n'));
            return story.toString();
        }
    }
}
