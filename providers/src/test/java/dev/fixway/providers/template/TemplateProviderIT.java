package dev.fixway.providers.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.VenueProfile;
import dev.fixway.engine.provider.VenueRefusal;
import dev.fixway.providers.RemoteProviderContract;
import dev.fixway.providers.RemoteVenue;
import dev.fixway.providers.TestVenue;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The template as the engine relies on it.
class TemplateProviderIT extends RemoteProviderContract {
    @Override
    protected RemoteVenue remote(Path folder, TestVenue.Filling filling) {
        return new DrivenTemplate(filling);
    }

    @Test
    void quotesAndRefusesByNameWhatItHasNot(@TempDir Path folder) {
        MarketDesk market = opened(remote(folder, TestVenue.Filling.WHOLE)).adapter().market();

        assertThat(market.quote(SYMBOL).last()).isEqualTo(Price.of("100"));
        assertThat(market.profile().assetClasses()).containsExactly(VenueProfile.AssetClass.STOCK);
        assertThatThrownBy(() -> market.quote(new Symbol("NONE"))).isInstanceOf(VenueRefusal.class)
                .hasMessage("template has no quote of NONE");
        assertThatThrownBy(market::account).isInstanceOf(VenueRefusal.class);
    }
}
