package dev.fixway.bridge.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.config.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCheckTest {
    private final KeyCheck check = new KeyCheck(Secret.of("right"));

    @ParameterizedTest
    @CsvSource(nullValues = "-", ignoreLeadingAndTrailingWhitespace = false, value = {"-,-,MISSING",
            "Bearer right,-,ACCEPTED",
            "Bearer   right ,-,ACCEPTED", "Bearer wrong,-,DIFFERENT", "Bearer wrong,right,DIFFERENT",
            "Bearer right,wrong,ACCEPTED",
            "-,right,ACCEPTED", "-, right ,ACCEPTED", "-,wrong,DIFFERENT", "bearer right,-,MISSING",
            "bearer wrong,right,ACCEPTED",
            "Basic abc,right,ACCEPTED", "Bearer ,right,ACCEPTED", "Bearer ,-,MISSING", "Bearer é,right,ACCEPTED",
            "-,é,MISSING",
            "Bearerright,-,MISSING", "Bearer righ,-,DIFFERENT", "Bearer rightx,-,DIFFERENT"})
    void judges(@Nullable String authorization, @Nullable String apiKey, KeyCheck.Verdict expected) {
        assertThat(check.check(authorization, apiKey)).isEqualTo(expected);
    }

    @Test
    void letsEverybodyInWithoutAKey() {
        assertThat(new KeyCheck(null).check("Bearer anything", null)).isEqualTo(KeyCheck.Verdict.ACCEPTED);
    }
}
