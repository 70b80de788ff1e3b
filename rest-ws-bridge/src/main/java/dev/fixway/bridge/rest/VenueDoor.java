package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.order.OrderDesk;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.VenueRefusal;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks venues for what no order tells: account, positions, prices. Questions block, so each has a virtual thread, at
/// most [#AT_ONCE_MAX] at a time, and is answered within the patience of [Deadlines].
final class VenueDoor {
    static final int AT_ONCE_MAX = 64;
    /// Query parameter that chooses among several providers.
    static final String PROVIDER = "provider";
    private static final Logger LOG = LoggerFactory.getLogger(VenueDoor.class);

    private final RestEdge edge;
    private final Function<ProviderId, MarketDesk> markets;
    private final OrderDesk engine;
    private final Deadlines deadlines;
    private final Semaphore room = new Semaphore(AT_ONCE_MAX);

    VenueDoor(RestEdge edge, Function<ProviderId, MarketDesk> markets, OrderDesk engine, Deadlines deadlines) {
        this.edge = edge;
        this.markets = markets;
        this.engine = engine;
        this.deadlines = deadlines;
    }

    /// The provider that the query names, else the default one.
    ProviderId provider(Query query) {
        ProviderId named = query.read(PROVIDER, edge::provider);
        return named == null ? edge.defaultProvider() : named;
    }

    /// The provider of a request that has no other parameters.
    ProviderId provider(Call call) {
        return provider(call.query(Set.of(PROVIDER)));
    }

    /// Answers the call with what the work learns, all on the virtual thread.
    void answer(Call call, ProviderId provider, Function<MarketDesk, Response> work) {
        ask(call, provider, work, call::answer);
    }

    /// Takes what the venue says back to the I/O thread, unless the call is answered by then.
    <T> void askThen(Call call, ProviderId provider, Function<MarketDesk, T> question, Consumer<T> then) {
        ask(call, provider, question, told -> call.onIoThread(() -> {
            if (!call.isAnswered()) {
                call.guarded(() -> then.accept(told));
            }
        }));
    }

    private <T> void ask(Call call, ProviderId provider, Function<MarketDesk, T> question, Consumer<T> then) {
        if (!room.tryAcquire()) {
            call.answer(ApiError.busy().response());
            return;
        }
        deadlines.watch(call,
                () -> ApiError.venueFailed(edge.platform(provider), "has not answered in time").response());
        Thread.ofVirtual().name("venue-question").start(() -> {
            try {
                call.guarded(() -> then.accept(told(call, provider, () -> question.apply(markets.apply(provider)))));
            } finally {
                room.release();
            }
        });
    }

    /// What the venue says; leaves with a [RefusedRequest] when it says nothing that can be used.
    private <T> T told(Call call, ProviderId provider, Supplier<T> question) {
        String platform = edge.platform(provider);
        try {
            return question.get();
        } catch (VenueRefusal e) {
            LOG.info("venue refused a question platform={} kind={} text={}", platform, e.kind(), e.getMessage());
            throw new RefusedRequest(VenueErrors.of(e, platform, call.subject()));
        } catch (ProviderException e) {
            LOG.warn("venue could not be asked platform={} cause={}", platform, e.toString());
            EngineStatus status = engine.status();
            throw new RefusedRequest(status.state() == EngineStatus.State.RUNNING
                    ? ApiError.venueFailed(platform, "could not be asked: " + e.getMessage())
                    : ApiError.unavailable(status.reason()));
        }
    }
}
