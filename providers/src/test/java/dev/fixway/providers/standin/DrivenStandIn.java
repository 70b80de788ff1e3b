package dev.fixway.providers.standin;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.engine.provider.Provider;
import dev.fixway.providers.RemoteVenue;
import dev.fixway.providers.standin.Fault.Kind;
import dev.fixway.providers.standin.Fault.On;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import dev.fixway.providers.wire.WireSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// A stand-in in the test's process that fills when the test says so.
final class DrivenStandIn implements RemoteVenue {
    private final Path file;
    private StandInVenue venue;
    private StandInVenue.Manner manner;
    final StandInControl control;

    DrivenStandIn(Path folder, Amends amends, Filling filling) {
        file = folder.resolve("book");
        manner = new StandInVenue.Manner(0, amends, Duration.ZERO, Duration.ZERO,
                new BigDecimal(filling == Filling.HALF_FIRST ? "0.5" : "1"));
        venue = StandInVenue.start(manner, file);
        manner = new StandInVenue.Manner(venue.port(), amends, Duration.ZERO, Duration.ZERO, manner.firstShare());
        control = new StandInControl(manner.port());
    }

    @Override
    public Provider adapter() {
        WireSettings wire = new WireSettings(Duration.ofSeconds(2), Duration.ofMillis(600), 1 << 20,
                Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMinutes(5));
        return new StandInProvider(new StandInSettings(URI.create("http://127.0.0.1:" + manner.port()),
                manner.amends(), Duration.ZERO, true, wire));
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
        control.step();
    }

    @Override
    public void fail(Failure failure) {
        control.fault(Fault.next(switch (failure) {
            case LOST_REQUEST -> Kind.LOST_REQUEST;
            case LOST_REPLY -> Kind.LOST_REPLY;
            case SILENCE -> Kind.SILENT;
            case SILENCE_TAKEN -> Kind.SILENT_TAKEN;
            case ERROR -> Kind.ERROR_NOT_TAKEN;
            case ERROR_TAKEN -> Kind.ERROR_TAKEN;
            case UNREADABLE -> Kind.UNREADABLE;
            case TRUNCATED -> Kind.TRUNCATED;
            case REFUSAL -> Kind.REJECT;
            case RATE_LIMIT -> Kind.RATE_LIMIT;
        }, On.SUBMIT));
    }

    @Override
    public void cutStream() {
        control.dropStream();
    }

    @Override
    public void garbleStream() {
        control.missEvents(2);
        control.reverseEvents(2);
        control.doubleEvents(2);
    }

    @Override
    public void goDown() {
        venue.close();
    }

    @Override
    public void comeUp() {
        venue = StandInVenue.start(manner, file);
    }

    @Override
    public void fill(RouteId routeId, Qty lastQty) {
        control.fill(routeId.value(), lastQty.toString(), "99");
    }

    @Override
    public void placeElsewhere(String clientId, Symbol symbol, Qty orderQty) {
        control.place(new NewOrder(clientId, symbol.value(), "buy",
                new TermsText("limit", "gtc", orderQty.toString(), "1.5", null)));
    }

    @Override
    public void close() {
        control.close();
        venue.close();
    }
}
