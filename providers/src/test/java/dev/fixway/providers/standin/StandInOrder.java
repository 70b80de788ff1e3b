package dev.fixway.providers.standin;

import dev.fixway.providers.standin.StandInMessages.Event;
import dev.fixway.providers.standin.StandInMessages.FillText;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.OrderText;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One order at the stand-in: the fold of its events. Guarded by the book's lock.
final class StandInOrder {
    private final NewOrder placed;
    private final String venueId;
    private final Instant createdAt;
    private final BigDecimal carried;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, FillText> fills = new LinkedHashMap<>();
    private TermsText terms;
    private State state = State.PENDING;
    private boolean isPaused;

    /// How it stands.
    enum State {
        PENDING,
        OPEN,
        FILLED,
        CANCELED,
        REJECTED,
        EXPIRED,
        REPLACED
    }

    /// - `carried`: what the orders before it filled, where an amend makes a new order
    StandInOrder(NewOrder placed, String venueId, Instant createdAt, BigDecimal carried) {
        this.placed = placed;
        this.venueId = venueId;
        this.createdAt = createdAt;
        this.carried = carried;
        this.terms = placed.terms();
    }

    void fold(Event event) {
        events.add(event);
        switch (event.kind()) {
            case "ack" -> state = state == State.PENDING ? State.OPEN : state;
            case "fill", "correct" -> {
                FillText fill = Objects.requireNonNull(event.fill());
                fills.put(fill.fillId(), fill);
                isPaused = false;
                settle();
            }
            case "bust" -> {
                fills.remove(Objects.requireNonNull(event.fill()).fillId());
                settle();
            }
            case "canceled" -> state = State.CANCELED;
            case "rejected" -> state = State.REJECTED;
            case "expired" -> state = State.EXPIRED;
            case "replaced_by" -> state = State.REPLACED;
            case "replaced", "restated" -> {
                terms = Objects.requireNonNull(event.terms());
                isPaused = false;
                settle();
            }
            case "done_for_day", "suspended", "stopped" -> isPaused = true;
            case "request_refused", "triggered" -> {
                // Says nothing about the order itself.
            }
            default -> throw new IllegalArgumentException("no event " + event.kind());
        }
    }

    /// An ended order stays ended, whatever happens to its fills; a filled one opens again when a fill is taken back.
    private void settle() {
        boolean isFull = leaves().signum() == 0;
        if ((state == State.OPEN || state == State.PENDING) && isFull) {
            state = State.FILLED;
        } else if (state == State.FILLED && !isFull) {
            state = State.OPEN;
        }
    }

    /// What it filled itself.
    BigDecimal filled() {
        return fills.values()
                .stream()
                .map(fill -> new BigDecimal(fill.quantity()))
                .reduce(BigDecimal.ZERO,
                        BigDecimal::add);
    }

    /// What all orders of its chain filled.
    BigDecimal filledInAll() {
        return carried.add(filled());
    }

    /// What is left to trade, at least zero.
    BigDecimal leaves() {
        return new BigDecimal(terms.quantity()).subtract(filledInAll()).max(BigDecimal.ZERO);
    }

    boolean isOpen() {
        return state == State.PENDING || state == State.OPEN;
    }

    /// Whether it may trade by itself.
    boolean isTradable() {
        return state == State.OPEN && !isPaused;
    }

    boolean hasFill(String fillId) {
        return fills.containsKey(fillId);
    }

    int fillCount() {
        return fills.size();
    }

    boolean isBuy() {
        return placed.side().equals("buy");
    }

    String clientId() {
        return placed.clientId();
    }

    String venueId() {
        return venueId;
    }

    String symbol() {
        return placed.symbol();
    }

    NewOrder placed() {
        return placed;
    }

    TermsText terms() {
        return terms;
    }

    Instant createdAt() {
        return createdAt;
    }

    OrderText text() {
        return new OrderText(placed.clientId(), venueId, placed.symbol(), placed.side(), terms, createdAt,
                state.name().toLowerCase(java.util.Locale.ROOT), List.copyOf(events));
    }
}
