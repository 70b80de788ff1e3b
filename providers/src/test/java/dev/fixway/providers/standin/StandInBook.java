package dev.fixway.providers.standin;

import dev.fixway.providers.standin.StandInJournal.Line;
import dev.fixway.providers.standin.StandInJournal.Placed;
import dev.fixway.providers.standin.StandInMessages.Event;
import dev.fixway.providers.standin.StandInMessages.FillText;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.Note;
import dev.fixway.providers.standin.StandInMessages.Position;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the stand-in knows: orders, numbered events, and how often each client id was submitted.
///
/// Whoever calls holds the book's monitor, over as much as must be one step.
public final class StandInBook implements AutoCloseable {
    private final InstantSource clock;
    private final StandInJournal journal;
    private final Map<String, StandInOrder> orders = new LinkedHashMap<>();
    private final Map<String, Integer> submissions = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private Consumer<Event> told = _ -> {
    };

    private StandInBook(Path file, InstantSource clock) {
        this.clock = clock;
        this.journal = StandInJournal.open(file, this::fold);
    }

    static StandInBook open(Path file, InstantSource clock) {
        return new StandInBook(file, clock);
    }

    /// Who hears of every event from now on.
    void tell(Consumer<Event> listener) {
        told = listener;
    }

    private void fold(Line line) {
        if (line.submitted() != null) {
            submissions.merge(line.submitted(), 1, Integer::sum);
        }
        if (line.placed() != null) {
            Placed placed = line.placed();
            orders.put(placed.order().clientId(), new StandInOrder(placed.order(), placed.venueId(), placed.at(),
                    new BigDecimal(placed.carried())));
        }
        if (line.event() != null) {
            events.add(line.event());
            Objects.requireNonNull(orders.get(line.event().clientId())).fold(line.event());
        }
    }

    private void add(Line line) {
        journal.add(line);
        fold(line);
    }

    void submitted(String clientId) {
        add(new Line(clientId, null, null));
    }

    StandInOrder place(NewOrder order, BigDecimal carried) {
        add(new Line(null, new Placed(order, "V" + (orders.size() + 1), clock.instant(), carried.toPlainString()),
                null));
        return Objects.requireNonNull(orders.get(order.clientId()));
    }

    /// Records that something happened to an order and tells it.
    void happened(StandInOrder order, String kind, @Nullable FillText fill, @Nullable TermsText terms,
            @Nullable Note note) {
        Event event = new Event(events.size() + 1L, order.venueId(), order.clientId(), kind, clock.instant(), fill,
                terms, note);
        add(new Line(null, null, event));
        told.accept(event);
    }

    void happened(StandInOrder order, String kind) {
        happened(order, kind, null, null, null);
    }

    void happened(StandInOrder order, String kind, String text) {
        happened(order, kind, null, null, new Note(null, text, null));
    }

    /// The next fill of an order, under an id of its own.
    void filled(StandInOrder order, BigDecimal quantity, String price) {
        String fillId = order.venueId() + '.' + (events.size() + 1);
        happened(order, "fill", new FillText(fillId, quantity.toPlainString(), price), null, null);
    }

    @Nullable
    StandInOrder order(String clientId) {
        return orders.get(clientId);
    }

    Collection<StandInOrder> orders() {
        return List.copyOf(orders.values());
    }

    Map<String, Integer> submissions() {
        return Map.copyOf(submissions);
    }

    /// Everything that came after an event.
    List<Event> after(long seq) {
        return List.copyOf(events.subList((int) Math.min(seq, events.size()), events.size()));
    }

    long last() {
        return events.size();
    }

    Instant now() {
        return clock.instant();
    }

    List<Position> positions() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (StandInOrder order : orders.values()) {
            BigDecimal filled = order.filled();
            if (filled.signum() != 0) {
                sums.merge(order.symbol(), order.isBuy() ? filled : filled.negate(), BigDecimal::add);
            }
        }
        return sums.entrySet().stream().map(sum -> new Position(sum.getKey(), sum.getValue().toPlainString())).toList();
    }

    @Override
    public void close() {
        journal.close();
    }
}
