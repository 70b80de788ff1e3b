package dev.fixway.engine.order;

import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.MassStatusQuestion;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Reports;
import dev.fixway.engine.order.Sessions.Answered;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A 150=I for each open order that is meant, in the order of their entry: OrderMassStatusRequest(AF), and what a
/// session is told when its numbers have begun again.
///
/// - Which orders is settled when the request is decided; what is said of each is how it stands when it is told, so no
///   answer is older than a report before it. One that ended meanwhile is told as ended
/// - So many orders at a time: other commands come in between, and a session whose socket takes nothing is waited for
/// - Requests of a session are answered one after the other; beyond a few they are refused
///
/// Owned by the `orders` thread.
final class MassStatuses {
    private static final int AT_ONCE = 100;
    private static final int WAITING_MAX = 8;
    private static final Duration AGAIN = Duration.ofMillis(50);
    private final EngineState state;
    private final Denials denials;
    private final Map<String, Queue<Course>> courses = new HashMap<>();

    /// A request that is being answered.
    ///
    /// - `begun`: the group that decided it
    /// - `question`: null when nobody has asked
    private record Course(Turn begun, Party party, @Nullable MassStatusQuestion question, int total,
            Deque<Live> left) {}

    MassStatuses(EngineState state, Denials denials) {
        this.state = state;
        this.denials = denials;
    }

    void decide(Turn turn, Command.AskMassStatus command) {
        String session = command.party().name();
        if (courses.getOrDefault(session, new ArrayDeque<>()).size() >= WAITING_MAX) {
            denials.busy(turn, command, "the requests before are still being answered");
            return;
        }
        Deque<Live> meant = meant(order -> isMeant(order, command));
        begin(turn, new Course(turn, command.party(), command.question(), meant.size(), meant));
    }

    void tellOpen(Turn turn, Command.TellOpen command) {
        Deque<Live> own = meant(order -> !order.isOver() && order.intent().party().equals(command.party()));
        if (!own.isEmpty()) {
            begin(turn, new Course(turn, command.party(), null, own.size(), own));
        }
    }

    private Deque<Live> meant(Predicate<Order> isMeant) {
        return state.book.all()
                .stream()
                .filter(live -> isMeant.test(live.order()))
                .sorted(Comparator.comparingLong(live -> live.orderId().number()))
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private void begin(Turn turn, Course course) {
        String session = course.party.name();
        Queue<Course> waiting = courses.computeIfAbsent(session, _ -> new ArrayDeque<>());
        waiting.add(course);
        if (waiting.size() == 1) {
            goOn(turn, session);
        }
    }

    private static boolean isMeant(Order order, Command.AskMassStatus command) {
        return order.intent().party().account().equals(command.party().account())
                && command.question().isAbout(order);
    }

    /// Tells the next orders when the group is out.
    void goOn(Turn turn, String session) {
        turn.after(() -> tell(turn, session));
    }

    private void tell(Turn turn, String session) {
        Queue<Course> waiting = courses.getOrDefault(session, new ArrayDeque<>());
        Answered answered = Answered.TAKEN;
        for (int i = 0; i < AT_ONCE && !waiting.isEmpty() && answered == Answered.TAKEN; i++) {
            Course course = waiting.element();
            answered = state.sessions.answer(session, report(turn, course));
            if (answered == Answered.TAKEN) {
                course.left.poll();
                if (course.left.isEmpty()) {
                    waiting.remove();
                }
            }
        }
        Item next = new Item.MassStatusDue(session);
        if (waiting.isEmpty() || answered == Answered.NOBODY) {
            courses.remove(session);
        } else if (answered == Answered.FULL || !state.inbox.offer(next)) {
            state.timers.later(AGAIN, next);
        }
    }

    private Report report(Turn turn, Course course) {
        var execId = state.ids.exec("STA");
        Live first = course.left.peek();
        if (first == null) {
            MassStatusQuestion asked = Objects.requireNonNull(course.question, "who has not asked is told of orders");
            return new Report.NoOrders(execId, asked, course.party.account(), turn.now());
        }
        // An order that was let go and came back is another object.
        Live now = state.book.find(first.orderId());
        Order order = (now == null ? first : now).order();
        if (course.question == null) {
            return Reports.status(execId, order, order.chain().current(), turn.now());
        }
        Report.StatusAsked asked = new Report.StatusAsked.OfMany(course.question.massStatusReqId(), course.total,
                course.left.size() == 1);
        return new Report.Status(Reports.status(execId, order, null, turn.now()), asked);
    }

    /// Somebody has logged on or out: what was asked before was for the connection before.
    void changed(Turn turn, String session) {
        Queue<Course> waiting = courses.get(session);
        if (waiting != null) {
            // Within one group the logon came first.
            waiting.removeIf(course -> course.begun != turn);
        }
    }
}
