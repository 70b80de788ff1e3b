package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.RawMessage;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.order.OrderDesk;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Offers commands to the engine and brings its answers back to the I/O thread. Called on the I/O thread.
final class EngineDoor {
    private final OrderDesk desk;
    private final Deadlines deadlines;

    EngineDoor(OrderDesk desk, Deadlines deadlines) {
        this.desk = desk;
        this.deadlines = deadlines;
    }

    /// Offers the command that `make` builds round a reply; `then` gets its answer on the I/O thread.
    ///
    /// What the engine cannot take, or could not decide, is answered here. When the call is answered before the engine
    /// has, nothing more comes of it.
    void ask(Call call, Function<Reply, Command> make, Consumer<Answer> then) {
        Question question = new Question(
                answer -> call.onIoThread(() -> call.guarded(() -> settle(call, answer, then))), call::isDelivered);
        call.questions().add(question);
        Command command = make.apply(question);
        if (isKept(command)) {
            var _ = question.claim();
        }
        switch (desk.offer(command)) {
            case TAKEN -> deadlines.watch(call, () -> late(call));
            case BUSY -> call.answer(ApiError.busy().response());
            case UNAVAILABLE -> call.answer(ApiError.unavailable(desk.status().reason()).response());
        }
    }

    /// Whether it is done however late it is decided: what ends orders, and what a person decides.
    private static boolean isKept(Command command) {
        return command instanceof Command.CancelOrder || command instanceof Command.CancelAll
                || command instanceof Command.SwitchKill || command instanceof Command.ResolveOrder;
    }

    /// An order that has not gone to its venue by now will not go there.
    private static Response late(Call call) {
        boolean isWithdrawn = true;
        for (Question question : call.questions()) {
            isWithdrawn &= question.withdraw();
        }
        return ApiError.unavailable("the engine has not answered in time" + (isWithdrawn
                ? ": withdrawn"
                : ", the request is on its way")).response();
    }

    private static void settle(Call call, Answer answer, Consumer<Answer> then) {
        if (call.isAnswered()) {
            return;
        }
        switch (answer) {
            case Answer.Busy _ -> call.answer(ApiError.busy().response());
            case Answer.Unavailable unavailable -> call.answer(ApiError.unavailable(unavailable.reason()).response());
            case Answer.Known _, Answer.Repeated _, Answer.Refused _, Answer.RequestRefused _ -> then.accept(answer);
            case Answer.OfClose _, Answer.Kill _ -> then.accept(answer);
            case Answer.NotOpen _, Answer.Listed _, Answer.Surveyed _, Answer.AllCanceled _ -> then.accept(answer);
        }
    }

    /// How a call came; evidence for the ledger, with credentials masked that do not belong there.
    static Arrival arrival(Call call, String msgType, byte @Nullable [] body) {
        String text = body != null ? new String(body, StandardCharsets.UTF_8) : call.requestLine();
        String masked = Scrubbing.mask(text);
        byte[] raw = body != null && masked.equals(text) ? body : masked.getBytes(StandardCharsets.UTF_8);
        return new Arrival(call.receivedAt(), call.remoteAddr(), msgType, RawMessage.of(raw), null);
    }

    /// An answer that does not belong to what was asked.
    static IllegalStateException unexpected(Answer answer) {
        return new IllegalStateException("the engine answered " + answer.getClass().getSimpleName());
    }
}
