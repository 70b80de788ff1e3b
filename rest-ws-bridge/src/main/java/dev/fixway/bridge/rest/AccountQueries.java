package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.VenueProfile;
import dev.fixway.engine.provider.VenueRefusal;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /v1/account`, `/v1/capabilities` and `/v1/status`.
final class AccountQueries {
    private static final Logger LOG = LoggerFactory.getLogger(AccountQueries.class);

    private final VenueDoor venues;
    private final Supplier<EngineStatus> engine;
    private final LongSupplier nanoTicker;
    private final InstantSource clock;

    AccountQueries(VenueDoor venues, Supplier<EngineStatus> engine, LongSupplier nanoTicker, InstantSource clock) {
        this.venues = venues;
        this.engine = engine;
        this.nanoTicker = nanoTicker;
        this.clock = clock;
    }

    void account(Call call) {
        venues.answer(call, venues.provider(call), market -> {
            AccountFigures account = market.account();
            return Response.json(200, json -> MarketJson.write(json, account));
        });
    }

    void capabilities(Call call) {
        venues.answer(call, venues.provider(call), market -> {
            VenueProfile profile = market.profile();
            return Response.json(200, json -> MarketJson.write(json, profile));
        });
    }

    /// A venue that does not answer is no error here: that is what is asked.
    void status(Call call) {
        ProviderId provider = venues.provider(call);
        venues.answer(call, provider, market -> {
            long startNanos = nanoTicker.getAsLong();
            boolean isConnected = answers(market, provider) && engine.get().isReady(provider);
            long millis = TimeUnit.NANOSECONDS.toMillis(nanoTicker.getAsLong() - startNanos);
            String now = clock.instant().toString();
            return Response.json(200, json -> {
                json.writeStartObject();
                json.writeBooleanProperty("connected", isConnected);
                json.writeNumberProperty("latency_ms", isConnected ? millis : 0);
                json.writeStringProperty("last_heartbeat", now);
                json.writeEndObject();
            });
        });
    }

    private static boolean answers(MarketDesk market, ProviderId provider) {
        try {
            market.account();
            return true;
        } catch (VenueRefusal refusal) {
            return refusal.kind() == VenueRefusal.Kind.UNSUPPORTED;
        } catch (ProviderException e) {
            LOG.info("venue does not answer provider={} cause={}", provider, e.toString());
            return false;
        }
    }
}
