package dev.fixway.providers.alpaca;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Provider;
import dev.fixway.providers.RemoteVenue;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// A stand-in in the test's process that fills when the test says so.
final class DrivenAlpaca implements RemoteVenue {
    private final Path folder;
    private final AlpacaStandIn.Manner manner;
    private AlpacaStandIn venue;

    DrivenAlpaca(Path folder, Filling filling) {
        this.folder = folder;
        AlpacaStandIn.Manner any = new AlpacaStandIn.Manner(0, Duration.ZERO,
                new BigDecimal(filling == Filling.HALF_FIRST ? "0.5" : "1"), 3, 1_000_000);
        venue = AlpacaStandIn.start(any, folder.resolve("book"));
        manner = any.at(venue.port());
    }

    AlpacaStandIn venue() {
        return venue;
    }

    @Override
    public Provider adapter() {
        return adapter(Map.of());
    }

    /// - `settings`: beside those that every test has
    Provider adapter(Map<String, String> settings) {
        return adapter(settings, InstantSource.system());
    }

    Provider adapter(Map<String, String> settings, InstantSource clock) {
        Map<String, String> all = new HashMap<>(venue.settings());
        all.putAll(Map.of("PROVIDER_REQUEST_TIMEOUT_MS", "600", "PROVIDER_STREAM_SILENCE_MS", "1000",
                "RECONNECT_INITIAL_BACKOFF_MS", "10", "RECONNECT_MAX_BACKOFF_MS", "50", "ALPACA_VISIBILITY_MS", "0",
                "ALPACA_COMPARE_SECS", "3600", "ALPACA_REQUESTS_PER_MINUTE", "100000"));
        all.putAll(settings);
        return new AlpacaFactory().create(Environment.read(all, folder), folder, clock);
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
        venue.make("step");
    }

    @Override
    public void fail(Failure failure) {
        venue.fault(switch (failure) {
            case LOST_REQUEST -> PaperFault.next(Kind.LOST_REQUEST, On.SUBMIT);
            case LOST_REPLY -> PaperFault.next(Kind.LOST_REPLY, On.SUBMIT);
            case SILENCE -> PaperFault.next(Kind.SILENT, On.SUBMIT);
            case SILENCE_TAKEN -> PaperFault.next(Kind.SILENT_TAKEN, On.SUBMIT);
            case ERROR -> PaperFault.refusal(On.SUBMIT, 500, 50_010_000, "internal server error");
            case ERROR_TAKEN -> PaperFault.next(Kind.TAKEN_BUT, On.SUBMIT).answer(504, "<html>Gateway Time-out</html>");
            case UNREADABLE -> PaperFault.next(Kind.UNREADABLE, On.SUBMIT);
            case TRUNCATED -> PaperFault.next(Kind.TRUNCATED, On.SUBMIT);
            case REFUSAL -> PaperFault.refusal(On.SUBMIT, 403, 40_310_000, "insufficient buying power");
            case RATE_LIMIT -> PaperFault.next(Kind.RATE_LIMIT, On.SUBMIT);
        });
    }

    @Override
    public void cutStream() {
        venue.make("drop");
    }

    @Override
    public void garbleStream() {
        venue.make("miss", 2);
        venue.make("reverse", 2);
        venue.make("twice", 2);
    }

    @Override
    public void goDown() {
        venue.close();
    }

    @Override
    public void comeUp() {
        venue = AlpacaStandIn.start(manner, folder.resolve("book"));
    }

    @Override
    public void fill(RouteId routeId, Qty lastQty) {
        venue.fill(routeId.value(), lastQty.toString(), "99");
    }

    @Override
    public void placeElsewhere(String clientId, Symbol symbol, Qty orderQty) {
        venue.place(clientId, symbol.value(), orderQty.toString());
    }

    @Override
    public void close() {
        venue.close();
    }
}
