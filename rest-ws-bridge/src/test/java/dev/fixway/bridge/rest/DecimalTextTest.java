package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
    @ParameterizedTest
    @CsvSource({"185.50,185.50", "-1,-1", "+1.0,1.0", ".5,0.5", "1.,1", "00012.300,12.300", "1_000.5,1000.5",
            "1__0_,10",
            "1e3,1000", "1E+2,100", "150e-2,1.50", "1.50e1,15.0", "0,0", "-0,0", "0.00,0.00",
            "1e-28,0.0000000000000000000000000001",
            "1.2345678901234567890155E-7,0.0000001234567890123456789016",
            "3.33333333333333333333333333333E-8,0.0000000333333333333333333333",
            "0.00000000000000000000000000005,0.0000000000000000000000000001",
            "0.00000000000000000000000000004,0.0000000000000000000000000000",
            "123456.12345678901234567890123456789,123456.12345678901234567890123",
            "99999999999999999999,99999999999999999999", "1e0019,10000000000000000000"})
    void readsStrings(String text, String expected) {
        assertThat(DecimalText.ofString(text).toPlainString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " 1", "1 ", "NaN", "Infinity", "-", ".", "_1", "-_1", "1.2.3", "1e", "1e+", "1e_2",
            "1e2.0",
            "0x10", "1,5", "--1", "1-", "e5", "1e29", "0E-29", "1e-29", "1e999999999999999999", "100000000000000000000",
            "99999999999999999999.99999999999999", "79228162514264337593543950336", "\u0661"})
    void refusesStrings(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DecimalText.ofString(text));
    }

    @ParameterizedTest
    @CsvSource({"10,10", "18446744073709551615,18446744073709551615", "1.10,1.1", "1.0,1", "-2.50,-2.5", "0.1,0.1",
            "1e3,1000",
            "1.5E+2,150", "0.000,0", "0.30000000000000004,0.30000000000000004", "1e-30,0.0000000000000000000000000000",
            "1e-9999999,0",
            "0e9999999,0"})
    void readsNumbersFromTheirText(String token, String expected) {
        assertThat(DecimalText.ofNumber(token).toPlainString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e20", "1e300", "1e999999999999", "123456789012345678901"})
    void refusesNumbersBeyondTheEngine(String token) {
        assertThatIllegalArgumentException().isThrownBy(() -> DecimalText.ofNumber(token));
    }

    @org.junit.jupiter.api.Test
    void refusesTextWithoutEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> DecimalText.ofString("0".repeat(1_001)));
    }
}
