package dev.fixway.providers.standin;

import dev.fixway.providers.standin.StandInMessages.FillText;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.Note;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a test makes the stand-in do, step by step; guarded by the book's monitor.
final class StandInHands {
    private final StandInBook book;
    private final StandInDesk desk;
    private final StandInMatcher matcher;
    private final StandInStream stream;
    private final FaultScript script;

    /// One command of a test.
    ///
    /// - `order`: client id
    /// - `fill`: of `fill`, `bust`, `correct`; an empty fill id makes a new one
    record Command(String verb, @Nullable String order, @Nullable FillText fill, @Nullable TermsText terms,
            @Nullable Note note, @Nullable Integer count, @Nullable Fault fault, @Nullable NewOrder place) {}

    StandInHands(StandInBook book, StandInDesk desk, StandInMatcher matcher, StandInStream stream,
            FaultScript script) {
        this.book = book;
        this.desk = desk;
        this.matcher = matcher;
        this.stream = stream;
        this.script = script;
    }

    void make(Command command) {
        int count = command.count() == null ? 1 : command.count();
        switch (command.verb()) {
            case "step" -> matcher.step();
            case "fault" -> script.add(Objects.requireNonNull(command.fault()));
            case "forget_faults" -> script.clear();
            case "place" -> place(Objects.requireNonNull(command.place()));
            case "confirm" -> desk.confirm(Objects.requireNonNull(command.order()));
            case "refuse" -> desk.refuse(Objects.requireNonNull(command.order()), note(command));
            case "drop" -> stream.drop();
            case "miss" -> stream.miss(count);
            case "reverse" -> stream.reverse(count);
            case "twice" -> stream.twice(count);
            case "freeze" -> stream.freeze(count > 0);
            default -> happen(command, order(command));
        }
    }

    /// An order from elsewhere on the account.
    private void place(NewOrder order) {
        StandInDesk.Answer answer = desk.submit(order, true);
        if (answer.status() != 201) {
            throw new IllegalArgumentException(answer.toString());
        }
    }

    private void happen(Command command, StandInOrder order) {
        switch (command.verb()) {
            case "fill" -> fill(order, Objects.requireNonNull(command.fill()));
            case "bust", "correct" -> {
                FillText fill = Objects.requireNonNull(command.fill());
                if (!order.hasFill(fill.fillId())) {
                    throw new IllegalArgumentException("no fill " + fill.fillId());
                }
                book.happened(order, command.verb(), fill, null, null);
            }
            case "ack", "stopped", "triggered", "done_for_day" -> book.happened(order, command.verb());
            case "canceled", "expired", "suspended", "rejected" ->
                book.happened(order, command.verb(), null, null, note(command));
            case "restated", "replaced" ->
                book.happened(order, command.verb(), null, Objects.requireNonNull(command.terms()), note(command));
            default -> throw new IllegalArgumentException("no verb " + command.verb());
        }
    }

    private void fill(StandInOrder order, FillText fill) {
        if (fill.fillId().isEmpty()) {
            book.filled(order, new BigDecimal(fill.quantity()), fill.price());
        } else {
            book.happened(order, "fill", fill, null, null);
        }
    }

    private static Note note(Command command) {
        return command.note() == null ? new Note(null, "", null) : command.note();
    }

    private StandInOrder order(Command command) {
        StandInOrder order = command.order() == null ? null : book.order(command.order());
        if (order == null) {
            throw new IllegalArgumentException("no order " + command.order());
        }
        return order;
    }
}
