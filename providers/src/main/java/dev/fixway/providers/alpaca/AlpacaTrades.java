package dev.fixway.providers.alpaca;

import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.providers.wire.OrderStreamListener;
import dev.fixway.providers.wire.StreamLink;
import dev.fixway.providers.wire.StreamRefusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// The trading stream: authenticates, listens, tells first what was missed and then what comes. Text and binary
/// messages are alike. Belongs to the stream's thread.
///
/// A message that cannot be read is no reason to break the stream: what it may have said is asked for.
final class AlpacaTrades extends OrderStreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(AlpacaTrades.class);
    private final AlpacaSettings.Credentials credentials;
    private final AlpacaEvents events;
    private final AlpacaRecovery recovery;
    private boolean isListening;

    AlpacaTrades(AlpacaSettings.Credentials credentials, AlpacaEvents events, AlpacaRecovery recovery,
            ProviderListener listener) {
        super(listener);
        this.credentials = credentials;
        this.events = events;
        this.recovery = recovery;
    }

    @Override
    public void onOpen(StreamLink link) {
        isListening = false;
        link.send(AlpacaJson.write(Map.of("action", "authenticate", "data",
                Map.of("key_id", credentials.key().reveal(), "secret_key", credentials.secret().reveal()))));
    }

    @Override
    public void onBinary(StreamLink link, ByteBuffer message) {
        onText(link, StandardCharsets.UTF_8.decode(message).toString());
    }

    @Override
    public void onText(StreamLink link, String text) {
        try {
            JsonNode message = AlpacaJson.read(text);
            JsonNode data = message.path("data");
            switch (String.valueOf(AlpacaJson.text(message, "stream"))) {
                case "authorization" -> authorized(link, data);
                case "listening" -> listening(link, data);
                case "trade_updates" -> {
                    if (isListening) {
                        events.happened(data);
                    }
                }
                default -> LOG.warn("stream message of another kind passed over venue=alpaca chars={}", text.length());
            }
        } catch (ProviderException | IllegalArgumentException e) {
            if (!isListening) {
                throw e;
            }
            LOG.warn("stream message cannot be read: the venue is asked chars={} cause={}", text.length(),
                    e.toString());
            recovery.compare();
        }
    }

    private static void authorized(StreamLink link, JsonNode data) {
        String status = AlpacaJson.text(data, "status");
        if (!"authorized".equals(status)) {
            throw new StreamRefusal("alpaca does not know these keys: " + status);
        }
        link.send("{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}");
    }

    private void listening(StreamLink link, JsonNode data) {
        boolean isServed = false;
        for (JsonNode name : data.path("streams")) {
            isServed |= name.asString("").equals("trade_updates");
        }
        if (!isServed) {
            throw new StreamRefusal("alpaca does not serve trade_updates");
        }
        // What it throws breaks the connection: the next one tries again.
        recovery.recover();
        isListening = true;
        link.ready();
    }
}
