package dev.fixway.providers.standin;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.providers.standin.StandInMessages.Event;
import dev.fixway.providers.standin.StandInMessages.StreamText;
import dev.fixway.providers.wire.OrderStreamListener;
import dev.fixway.providers.wire.StreamLink;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The stand-in's stream as the engine hears it: every event once and in its number, whatever the stream does. A gap
/// breaks the connection, and the next one begins behind the last event that was told.
///
/// Belongs to the stream's thread.
final class StandInEvents extends OrderStreamListener {
    private final URI venue;
    private final Function<String, @Nullable VenueOrder> orders;
    private long last;

    /// - `cursor`: number of the last event that is in the ledger; null when there is none
    StandInEvents(URI venue, ProviderListener listener, @Nullable String cursor,
            Function<String, @Nullable VenueOrder> orders) {
        super(listener);
        this.venue = venue;
        this.orders = orders;
        this.last = cursor == null ? 0 : Long.parseLong(cursor);
    }

    URI address() {
        return URI.create("ws" + venue.toString().substring("http".length()) + "/stream?from=" + last);
    }

    @Override
    public void onOpen(StreamLink link) {
        // The address says it all.
    }

    @Override
    public void onText(StreamLink link, String text) {
        StreamText message = StandInMessages.read(text, StreamText.class);
        Event event = message.event();
        if (event != null && event.seq() > last) {
            if (event.seq() > last + 1) {
                throw new ProviderException("stand-in: event " + event.seq() + " after " + last);
            }
            tell(event);
            last = event.seq();
        }
        if (message.live() != null) {
            if (message.live() != last) {
                throw new ProviderException("stand-in: its events end with " + message.live() + ", ours with " + last);
            }
            link.ready();
        }
    }

    private void tell(Event event) {
        String cursor = Long.toString(event.seq());
        if (!engine().isOurs(event.clientId())) {
            VenueOrder order = orders.apply(event.venueId());
            if (order == null) {
                throw new ProviderException("stand-in: no order for event " + event.seq());
            }
            engine().onForeign(order, cursor);
            return;
        }
        ProviderEvent told = StandInCodec.event(event, RouteId.of(event.clientId()));
        if (told != null) {
            engine().onEvent(told, cursor);
        }
    }
}
