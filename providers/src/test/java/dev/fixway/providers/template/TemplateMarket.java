package dev.fixway.providers.template;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.VenueProfile;
import dev.fixway.engine.provider.VenueRefusal;
import dev.fixway.providers.wire.Reply;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// What the venue tells beside orders: prices when it is asked. Account, positions and bars it has none; the port
/// refuses those by name.
///
/// - `ask`: sends a GET
record TemplateMarket(Capabilities capabilities, Function<String, Reply> ask) implements MarketDesk {

    @Override
    public VenueProfile profile() {
        VenueProfile orders = VenueProfile.of(capabilities);
        return new VenueProfile(List.of(VenueProfile.AssetClass.STOCK), orders.orderTypes(), orders.positionMode(),
                orders.features(), null, null);
    }

    @Override
    public Quote quote(Symbol symbol) {
        Reply reply = ask.apply("/quotes/" + symbol);
        if (reply instanceof Reply.Answered(int status, _) && status == 404) {
            throw new VenueRefusal(VenueRefusal.Kind.NO_SUCH_SYMBOL, "template has no quote of " + symbol);
        }
        return TemplateProvider.content(reply,
                quote -> new Quote(symbol, TemplateProvider.NAME, Price.of(TemplateCodec.text(quote, "bid")), null,
                        Price.of(TemplateCodec.text(quote, "ask")), null, Price.of(TemplateCodec.text(quote, "last")),
                        null, Instant.parse(TemplateCodec.text(quote, "at"))));
    }
}
