package dev.fixway.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bounds of [Qty] and [Price]: at most 20 integer and 28 fraction digits, kept exactly as sent.
class NumbersTest {
    private static final String INTEGER_20 = "12345678901234567890";
    private static final String FRACTION_28 = "1234567890123456789012345678";

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "1.0", "0.10", "007", ".5", "12345678901234567890.1234567890123456789012345678",
            "99999999999999999999", "0.0000000000000000000000000001", "0.0000000000000000000000000000"})
    void keepsWhatWasSent(String text) {
        assertThat(Qty.of(text).value()).isEqualTo(new BigDecimal(text));
        assertThat(Price.of(text).value()).isEqualTo(new BigDecimal(text));
        assertThat(Price.of("-" + text).value()).isEqualTo(new BigDecimal(text).negate());
        assertThat(Qty.of(Qty.of(text).toString())).isEqualTo(Qty.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", ".", "-.", "1 ", " 1", "1 000", "1,000", "+1", "--1", "1-", "1.2.3", "1e3",
            "1E3",
            "1E+999999999", "0x10", "NaN", "Infinity", "1f", "1_000", "١٢", "1\u0000", "1\n"})
    void refusesWhatIsNoPlainNumber(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Qty.of(text)).withMessageContaining("plain decimal");
        assertThatIllegalArgumentException().isThrownBy(() -> Price.of(text)).withMessageContaining("plain decimal");
    }

    @Test
    void keepsTwentyIntegerDigitsAndRefusesOneMore() {
        assertThat(Qty.of(INTEGER_20 + "." + FRACTION_28)).hasToString(INTEGER_20 + "." + FRACTION_28);

        assertThatIllegalArgumentException().isThrownBy(() -> Qty.of(INTEGER_20 + "1"))
                .withMessageContaining("20 integer");
        assertThatIllegalArgumentException().isThrownBy(() -> Price.of("-1" + INTEGER_20))
                .withMessageContaining("20 integer");
    }

    @Test
    void keepsTwentyEightFractionDigitsAndRefusesOneMore() {
        assertThat(Price.of("0." + FRACTION_28)).hasToString("0." + FRACTION_28);

        assertThatIllegalArgumentException().isThrownBy(() -> Qty.of("0." + FRACTION_28 + "1"))
                .withMessageContaining("28 fraction");
        assertThatIllegalArgumentException().isThrownBy(() -> Qty.of("0." + FRACTION_28 + "0"))
                .withMessageContaining("28 fraction");
        assertThatIllegalArgumentException().isThrownBy(() -> Price.of("-0." + FRACTION_28 + "1"))
                .withMessageContaining("28 fraction");
    }

    @Test
    void refusesFortyDigitsAndMoreTextThanANumberHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> Qty.of("1".repeat(40)))
                .withMessageContaining("20 integer");
        assertThatIllegalArgumentException().isThrownBy(() -> Qty.of("0".repeat(1_000_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(100));
    }

    @Test
    void refusesHugeExponentsBeforeAnyArithmetic() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String text : new String[]{"1E+999999999", "-1E+999999999", "1E-999999999", "1E+20", "1E-29",
                    "9E+2147483647", "1E-2147483647"}) {
                assertThatIllegalArgumentException().as(text).isThrownBy(() -> new Price(new BigDecimal(text)));
            }
        });
    }

    @Test
    void writesExponentsOut() {
        assertThat(new Qty(new BigDecimal("1E+19"))).hasToString("10000000000000000000");
        assertThat(new Qty(new BigDecimal("12E+2"))).isEqualTo(Qty.of("1200"));
        assertThat(new Price(new BigDecimal("-1E-28"))).hasToString("-0.0000000000000000000000000001");
    }

    @Test
    void takesAZeroOfAnySizeForZero() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(new Qty(new BigDecimal(BigInteger.ZERO, -999_999_999))).isEqualTo(Qty.ZERO);
            assertThat(new Price(new BigDecimal(BigInteger.ZERO, Integer.MIN_VALUE))).hasToString("0");
            assertThatIllegalArgumentException().isThrownBy(() -> new Qty(new BigDecimal(BigInteger.ZERO, 29)));
        });
    }

    @Test
    void quantitiesAreNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> Qty.of("-0.1")).withMessageContaining("not negative");
        assertThat(Qty.of("-0").isZero()).isTrue();
    }

    @Test
    void comparesSizesWhateverTheScale() {
        assertThat(Qty.of("1.0")).isNotEqualTo(Qty.of("1")).isEqualByComparingTo(Qty.of("1"));
        assertThat(Qty.of("1.0").max(Qty.of("2"))).isEqualTo(Qty.of("2"));
        assertThat(Qty.of("1.0").max(Qty.of("1"))).isEqualTo(Qty.of("1.0"));
        assertThat(Qty.of("1.0").min(Qty.of("2"))).isEqualTo(Qty.of("1.0"));
        assertThat(Qty.of("2").min(Qty.of("1.0"))).isEqualTo(Qty.of("1.0"));
        assertThat(Price.of("-1")).isLessThan(Price.of("0.0"));
        assertThat(Price.of("-1").isPositive()).isFalse();
        assertThat(Price.of("0.00").isPositive()).isFalse();
        assertThat(Price.of("0.01").isPositive()).isTrue();
    }

    @Test
    void addsExactlyAndSubtractsDownToZero() {
        assertThat(Qty.of("0.1").plus(Qty.of("0.20"))).isEqualTo(Qty.of("0.30"));
        assertThat(Qty.of("1").minus(Qty.of("0.9999999999999999999999999999")))
                .isEqualTo(Qty.of("0.0000000000000000000000000001"));
        assertThat(Qty.of("1").minus(Qty.of("1.50"))).isEqualTo(Qty.of("0.00"));
        assertThat(Qty.of("1").minus(Qty.of("0.00"))).isEqualTo(Qty.of("1.00"));
        assertThat(Qty.of("1.50").minus(Qty.of("0"))).isEqualTo(Qty.of("1.50"));
        assertThatIllegalArgumentException().isThrownBy(() -> Qty.of("99999999999999999999").plus(Qty.of("1")));
    }
}
