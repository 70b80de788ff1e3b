package dev.fixway.providers.template;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.providers.wire.OrderStreamListener;
import dev.fixway.providers.wire.StreamLink;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Hears the stream and tells each number once, in order. A number that is missing, and what happened while the stream
/// was away, is asked for. Belongs to the stream's thread.
final class TemplateEvents extends OrderStreamListener {
    private static final int HEARTBEAT_FIRST = -1;
    private final TemplateProvider venue;
    /// Everything up to this number was told.
    private long told;
    private boolean isCaughtUp;

    /// - `cursor`: the number that the ledger has; null at the first start, which begins with what comes
    TemplateEvents(TemplateProvider venue, ProviderListener listener, @Nullable String cursor) {
        super(listener);
        this.venue = venue;
        this.told = cursor == null ? HEARTBEAT_FIRST : Long.parseLong(cursor);
    }

    @Override
    public void onOpen(StreamLink link) {
        isCaughtUp = false;
    }

    /// An event, or a heartbeat with the number of the last one. What this throws breaks the connection: the next one
    /// tries again.
    @Override
    public void onText(StreamLink link, String text) {
        TemplateCodec.read(text, line -> {
            boolean isHeartbeat = line.has("last");
            long number = Long.parseLong(TemplateCodec.text(line, isHeartbeat ? "last" : "id"));
            if (told == HEARTBEAT_FIRST) {
                told = isHeartbeat ? number : number - 1;
            }
            if (number > told + (isHeartbeat ? 0 : 1)) {
                venue.eventsAfter(told).forEach(event -> tell(event, true));
            } else if (!isHeartbeat) {
                tell(line, false);
            }
            return number;
        });
        if (!isCaughtUp) {
            isCaughtUp = true;
            link.ready();
        }
    }

    private void tell(JsonNode event, boolean isRecovered) {
        long number = Long.parseLong(TemplateCodec.text(event, "id"));
        if (number <= told) {
            return;
        }
        String cursor = Long.toString(number);
        String clientId = TemplateCodec.text(event, "client_id");
        if (engine().isOurs(clientId)) {
            ProviderEvent news = TemplateCodec.event(event, RouteId.of(clientId));
            if (news != null && isRecovered) {
                engine().onRecovered(news, cursor);
            } else if (news != null) {
                engine().onEvent(news, cursor);
            }
        } else {
            engine().onForeign(stranger(TemplateCodec.text(event, "order")), cursor);
        }
        told = number;
    }

    private VenueOrder stranger(String venueId) {
        VenueOrder order = venue.order("/orders/" + venueId);
        if (order == null) {
            throw new ProviderException("template: tells of an order that it does not have: " + venueId);
        }
        return order;
    }
}
