package dev.fixway.providers.standin;

import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.providers.standin.StandInMessages.Amend;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.Note;
import dev.fixway.providers.standin.StandInMessages.OrderText;
import dev.fixway.providers.standin.StandInMessages.Refusal;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Carries out what is asked of the stand-in; guarded by the book's monitor.
final class StandInDesk {
    private final StandInBook book;
    private final Amends amends;
    private final Duration visibility;
    private final Map<String, Deque<Amend>> held = new HashMap<>();
    private static final Amend CANCEL = new Amend(null, new TermsText("", "", "", null, null));

    StandInDesk(StandInBook book, Amends amends, Duration visibility) {
        this.book = book;
        this.amends = amends;
        this.visibility = visibility;
    }

    /// Status and body of an answer.
    record Answer(int status, Object body) {
        static Answer of(Refusal refusal) {
            return new Answer(422, refusal);
        }

        static Answer tooLate() {
            return new Answer(409, new Refusal("too_late", "the order has ended"));
        }

        static Answer unknown() {
            return new Answer(404, new Refusal("unknown_order", "no such order"));
        }
    }

    /// - `acknowledge`: false leaves the order without a word on the stream
    Answer submit(NewOrder order, boolean acknowledge) {
        Refusal refusal = StandInRules.newOrder(order);
        if (refusal != null) {
            return Answer.of(refusal);
        }
        if (book.order(order.clientId()) != null) {
            return new Answer(409, new Refusal("duplicate", "the client id is used"));
        }
        StandInOrder taken = book.place(order, BigDecimal.ZERO);
        if (acknowledge) {
            book.happened(taken, "ack");
        }
        return new Answer(201, taken.text());
    }

    Answer amend(String clientId, Amend amend, boolean hold) {
        StandInOrder order = book.order(clientId);
        if (order == null) {
            return Answer.unknown();
        }
        Refusal refusal = amendRefusal(order, amend);
        if (refusal != null) {
            return Answer.of(refusal);
        }
        if (!order.isOpen() && !isEnlarged(order, amend)) {
            return Answer.tooLate();
        }
        if (hold) {
            hold(clientId, amend);
        } else {
            amended(order, amend);
        }
        return new Answer(202, order.text());
    }

    private @Nullable Refusal amendRefusal(StandInOrder order, Amend amend) {
        if (amends == Amends.NO) {
            return new Refusal("unsupported", "orders cannot be amended");
        }
        if ((amends == Amends.BY_NEW_ORDER) != (amend.clientId() != null)) {
            return new Refusal("client_id", "a client id belongs to an amend by a new order, and to no other");
        }
        if (amend.clientId() != null && book.order(amend.clientId()) != null) {
            return new Refusal("duplicate", "the client id is used");
        }
        if (!amend.terms().type().equals(order.terms().type())) {
            return new Refusal("unsupported", "the type cannot change");
        }
        return StandInRules.terms(amend.terms());
    }

    /// A filled order may be made larger where the same order goes on.
    private boolean isEnlarged(StandInOrder order, Amend amend) {
        return amends == Amends.IN_PLACE && order.text().state().equals("filled")
                && new BigDecimal(amend.terms().quantity()).compareTo(order.filledInAll()) > 0;
    }

    private void amended(StandInOrder order, Amend amend) {
        BigDecimal quantity = new BigDecimal(amend.terms().quantity()).max(order.filledInAll());
        TermsText terms = amend.terms().withQuantity(quantity.toPlainString());
        if (amend.clientId() == null) {
            book.happened(order, "replaced", null, terms, null);
            return;
        }
        NewOrder old = order.placed();
        BigDecimal carried = order.filledInAll();
        book.happened(order, "replaced_by", amend.clientId());
        StandInOrder next = book.place(new NewOrder(amend.clientId(), old.symbol(), old.side(), terms), carried);
        book.happened(next, "ack");
        book.happened(next, "replaced", null, terms, null);
    }

    Answer cancel(String clientId, boolean hold) {
        StandInOrder order = book.order(clientId);
        if (order == null) {
            return Answer.unknown();
        }
        if (!order.isOpen()) {
            return Answer.tooLate();
        }
        if (hold) {
            hold(clientId, CANCEL);
        } else {
            book.happened(order, "canceled", "canceled on request");
        }
        return new Answer(202, order.text());
    }

    private void hold(String clientId, Amend request) {
        held.computeIfAbsent(clientId, _ -> new ArrayDeque<>()).add(request);
    }

    /// How many requests of each client id wait.
    Map<String, Integer> held() {
        return held.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, of -> of.getValue().size()));
    }

    private @Nullable Amend oldestHeld(String clientId) {
        return held.getOrDefault(clientId, new ArrayDeque<>()).poll();
    }

    /// Carries out the oldest cancel or amend that was held.
    void confirm(String clientId) {
        Amend amend = oldestHeld(clientId);
        StandInOrder order = book.order(clientId);
        if (amend == null || order == null) {
            throw new IllegalArgumentException("nothing is held for " + clientId);
        }
        if (amend.equals(CANCEL)) {
            book.happened(order, "canceled", "canceled on request");
        } else {
            amended(order, amend);
        }
    }

    /// Refuses the oldest cancel or amend that was held.
    void refuse(String clientId, Note note) {
        StandInOrder order = book.order(clientId);
        if (oldestHeld(clientId) == null || order == null) {
            throw new IllegalArgumentException("nothing is held for " + clientId);
        }
        book.happened(order, "request_refused", null, null, note);
    }

    Answer find(String clientId) {
        StandInOrder order = book.order(clientId);
        return order == null || isHidden(order) ? Answer.unknown() : new Answer(200, order.text());
    }

    Answer list() {
        List<OrderText> open = book.orders()
                .stream()
                .filter(order -> order.isOpen() && !isHidden(order))
                .map(StandInOrder::text)
                .toList();
        return new Answer(200, open);
    }

    private boolean isHidden(StandInOrder order) {
        return book.now().isBefore(order.createdAt().plus(visibility));
    }
}
