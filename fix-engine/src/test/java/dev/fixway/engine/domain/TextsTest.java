package dev.fixway.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void keepsTextThatIsShortAndClean() {
        String text = "x".repeat(Texts.TEXT_LENGTH_MAX);

        assertThat(Texts.bounded(text)).isSameAs(text);
        assertThat(Texts.bounded("")).isEmpty();
        assertThat(Texts.bounded("prix élevé 注文 \uD83D\uDE80")).isEqualTo("prix élevé 注文 \uD83D\uDE80");
    }

    @Test
    void cutsLongText() {
        assertThat(Texts.bounded("ab".repeat(500))).isEqualTo("ab".repeat(128));
    }

    @Test
    void replacesAPairThatTheCutTearsApart() {
        String text = "x".repeat(255) + "\uD83D\uDE80";

        assertThat(Texts.bounded(text)).isEqualTo("x".repeat(255) + "?");
    }

    @Test
    void replacesControlCharactersAndLoneSurrogates() {
        assertThat(Texts.bounded("a\u0001b\nc\u007fd\u0085e\uD83Df\uDE80")).isEqualTo("a?b?c?d?e?f?");
    }

    @Test
    void boundsTheTextOfNotesAndRefusals() {
        assertThat(new Note(null, null, "a\u0001").text()).isEqualTo("a?");
        assertThat(new Refusal(RejectReason.OTHER, "b\u0001" + "x".repeat(300)).text()).startsWith("b?").hasSize(256);
    }

    @Test
    void printableAsciiHasNoBlanksAtItsEnds() {
        assertThat(Texts.isPrintableAscii("A 1~!")).isTrue();
        assertThat(Texts.isPrintableAscii("é")).isFalse();
        assertThat(Texts.isPrintableAscii("a\u007f")).isFalse();
        assertThat(Texts.isPrintableAscii("a\u001f")).isFalse();
        assertThat(Texts.isPrintableAscii(" a")).isFalse();
        assertThat(Texts.isPrintableAscii("a ")).isFalse();
        assertThat(Texts.isPrintableAscii(" ")).isFalse();
    }

    @Test
    void keepsRawMessagesOfUpTo64KiloBytesWhole() {
        byte[] bytes = new byte[RawMessage.LENGTH_MAX];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        String raw = RawMessage.of(bytes);

        assertThat(raw).hasSize(RawMessage.LENGTH_MAX);
        assertThat(raw.getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(bytes);
        assertThat(RawMessage.of(raw)).isEqualTo(raw);
        assertThat(RawMessage.of(new byte[0])).isEmpty();
    }

    @Test
    void cutsLongerRawMessagesWithAMarkAndTheHashOfTheWhole() {
        byte[] bytes = "a".repeat(RawMessage.LENGTH_MAX + 1).getBytes(StandardCharsets.ISO_8859_1);

        String raw = RawMessage.of(bytes);

        assertThat(RawMessage.of("a".repeat(bytes.length))).isEqualTo(raw);
        // head -c 65537 /dev/zero | tr '\0' a | sha256sum
        assertThat(raw).isEqualTo("a".repeat(RawMessage.LENGTH_MAX)
                + "[cut, 65537 bytes, sha256=008ffc88d3c96a9f307524eb361e47c5222a887fc45fa0c1fb8d429c5c23b430]");
    }
}
