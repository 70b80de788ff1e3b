package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What counts as the same output, and what does not.
class ReadmeBlockTest {
    @Test
    void readsCommandsAndTheOutputBehindThem() {
        String readme = """
                ```bash
                one
                ```

                ```
                shown
                ```

                ```bash
                two
                ```

                Text between.

                ```json
                {}
                ```
                """;

        assertThat(ReadmeBlock.read(readme)).containsExactly(new ReadmeBlock("one", List.of("shown")),
                new ReadmeBlock("two", List.of()));
    }

    @Test
    void comparesByShape() {
        ReadmeBlock block = new ReadmeBlock("x", List.of("10  2026-11-21T05:43:27.204Z  FILL …",
                "{\"id\":\"4CB100DN0NEE0NGBV3\",\"status\":\"OPEN\"}", "clean: 15 events"));

        assertThat(block.firstLineMissingIn("""
                warming up
                7   2027-01-02T01:02:03Z FILL and more
                {"id":"AAAA00DN0NEE0NGBV9","status":"OPEN"}
                between
                clean: 3 events
                """)).isEmpty();
    }

    @Test
    void missesWhatIsNotThereOrNotInOrder() {
        ReadmeBlock block = new ReadmeBlock("x", List.of("a 1", "b 2"));

        assertThat(block.firstLineMissingIn("b 2\na 1\n")).isEqualTo("b 2");
        assertThat(block.firstLineMissingIn("a one\nb 2\n")).isEqualTo("a 1");
        assertThat(new ReadmeBlock("x", List.of("{\"status\":\"OPEN\"}")).firstLineMissingIn("{\"status\":\"FILLED\"}"))
                .isNotEmpty();
    }
}
