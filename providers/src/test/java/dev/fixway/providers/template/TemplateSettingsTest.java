package dev.fixway.providers.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.engine.provider.Provider;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateSettingsTest {
    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private Provider provider(Map<String, String> settings) {
        return new TemplateFactory().create(Environment.read(settings, folder), folder, InstantSource.system());
    }

    @Test
    void tradesOnPaperUnlessToldOtherwise() {
        try (Provider paper = provider(Map.of("TEMPLATE_TOKEN", "t"));
                Provider live = provider(Map.of("TEMPLATE_TOKEN", "t", "GATEWAY_MODE", "live"))) {
            assertThat(paper.platform()).isEqualTo("template-paper");
            assertThat(live.platform()).isEqualTo("template-live");
        }
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> provider(Map.of())).isInstanceOf(ConfigException.class)
                .hasMessage("template needs TEMPLATE_TOKEN: missing TEMPLATE_TOKEN; set none");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> provider(Map.of("TEMPLATE_TOKEN", "t", "TEMPLATE_URL", "ws://there")))
                .hasMessageContaining("TEMPLATE_URL")
                .hasMessageContaining("http://");
    }
}
