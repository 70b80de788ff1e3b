package dev.fixway.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a stream's numbers say: new, again, missing.
class SequenceCheckTest {
    private final SequenceCheck check = new SequenceCheck();

    @Test
    void repeatsCountOnce() throws IOException {
        assertThat(isNew("35=A|34=1")).isTrue();
        assertThat(isNew("35=8|34=2")).isTrue();
        assertThat(isNew("35=8|34=2|43=Y")).isFalse();
        assertThat(check.numbers().repeats()).isOne();
        assertThat(check.numbers().missing()).isZero();
    }

    @Test
    void aGapIsFilledByWhatComesAgain() throws IOException {
        isNew("35=A|34=1");
        isNew("35=8|34=6");
        assertThat(check.numbers().gaps()).containsExactly(java.util.Map.entry(2, 5));

        assertThat(isNew("35=8|34=3|43=Y")).isTrue();
        assertThat(check.numbers().gaps()).containsExactly(java.util.Map.entry(2, 2), java.util.Map.entry(4, 5));
        assertThat(isNew("35=8|34=3|43=Y")).isFalse();

        isNew("35=4|34=4|43=Y|123=Y|36=6");
        assertThat(check.numbers().gaps()).containsExactly(java.util.Map.entry(2, 2));
        assertThat(check.numbers().missing()).isOne();
        assertThat(check.numbers().last()).isEqualTo(6);
    }

    @Test
    void aLogMayBeginInTheMiddle() throws IOException {
        assertThat(isNew("35=8|34=500")).isTrue();
        assertThat(isNew("35=8|34=501")).isTrue();
        assertThat(check.numbers().missing()).isZero();
    }

    @Test
    void aResetBeginsAnewAndKeepsWhatWasMissing() throws IOException {
        isNew("35=A|34=1");
        isNew("35=8|34=4");
        assertThat(isNew("35=A|34=1|141=Y")).isTrue();
        assertThat(isNew("35=8|34=2")).isTrue();
        assertThat(check.numbers().resets()).isOne();
        assertThat(check.numbers().missing()).isEqualTo(2);
        assertThat(check.numbers().gaps()).isEmpty();
    }

    @Test
    void theLogonThatAsksForAResetIsWrittenBeforeItsEpoch() throws IOException {
        isNew("in e1 ", "35=A|34=1");
        isNew("in e1 ", "35=D|34=2");
        isNew("in e1 ", "35=A|34=1|141=Y");

        assertThat(isNew("in e2 ", "35=A|34=3")).isTrue();
        assertThat(isNew("in e2 ", "35=D|34=2|43=Y")).isTrue();
        assertThat(isNew("in e2 ", "35=D|34=2|43=Y")).isFalse();
        assertThat(check.numbers().resets()).isOne();
        assertThat(isNew("in e2 ", "35=D|34=4")).isTrue();
        assertThat(isNew("in e3 ", "35=D|34=4")).isTrue();
        assertThat(check.numbers().resets()).isEqualTo(2);
    }

    private boolean isNew(String body) throws IOException {
        return isNew("", body);
    }

    private boolean isNew(String prefix, String body) throws IOException {
        byte[] text = (prefix + MessageScannerTest.message(body)).getBytes(StandardCharsets.ISO_8859_1);
        try (MessageScanner scanner = new MessageScanner("log", new ByteArrayInputStream(text))) {
            return check.isNew(Objects.requireNonNull(scanner.next()));
        }
    }
}
