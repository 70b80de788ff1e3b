package dev.fixway.providers.template;

import dev.fixway.config.Secret;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Provider;
import dev.fixway.providers.RemoteVenue;
import dev.fixway.providers.wire.WireSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The venue in the test's process, as the contract drives it.
final class DrivenTemplate implements RemoteVenue {
    private static final WireSettings WIRE = new WireSettings(Duration.ofSeconds(2), Duration.ofMillis(600), 1 << 20,
            Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMinutes(5));
    private final TemplateBook book = new TemplateBook();
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private final boolean isHalfFirst;
    private final int port;
    private TemplateVenue venue = new TemplateVenue(0, book, failure);

    DrivenTemplate(Filling filling) {
        isHalfFirst = filling == Filling.HALF_FIRST;
        port = venue.port();
    }

    @Override
    public Provider adapter() {
        return new TemplateProvider(new TemplateSettings(URI.create("http://127.0.0.1:" + port),
                Secret.of(TemplateVenue.TOKEN), true, 100_000, Duration.ZERO, WIRE));
    }

    @Override
    public Terms trading(Qty orderQty, TimeInForce timeInForce) {
        return Terms.of(OrdType.MARKET, orderQty, null, null, timeInForce);
    }

    @Override
    public Terms resting(Qty orderQty, TimeInForce timeInForce) {
        return Terms.of(OrdType.LIMIT, orderQty, Price.of("1.5"), null, timeInForce);
    }

    @Override
    public void moveOn() {
        book.step(isHalfFirst);
    }

    @Override
    public void fail(Failure next) {
        failure.set(next);
    }

    @Override
    public void cutStream() {
        venue.cutStream();
    }

    @Override
    public void garbleStream() {
        venue.garbleStream();
    }

    @Override
    public void goDown() {
        venue.close();
    }

    @Override
    public void comeUp() {
        venue = new TemplateVenue(port, book, failure);
    }

    @Override
    public void fill(RouteId routeId, Qty lastQty) {
        book.fill(Objects.requireNonNull(book.find(routeId.value()), "an order"), lastQty.value());
    }

    @Override
    public void placeElsewhere(String clientId, Symbol symbol, Qty orderQty) {
        book.enter(new JsonMapper().createObjectNode()
                .put("client_id", clientId)
                .put("symbol", symbol.value())
                .put("side", "BUY")
                .put("type", "LIMIT")
                .put("tif", "GTC")
                .put("qty", orderQty.toString())
                .put("limit", "1.5"));
    }

    @Override
    public void close() {
        venue.close();
    }
}
