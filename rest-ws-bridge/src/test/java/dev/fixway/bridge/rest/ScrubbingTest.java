package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrubbingTest {
    @ParameterizedTest
    @CsvSource({"token=abc rest,token=***REDACTED*** rest", "my_API_KEY: abc,my_API_KEY=***REDACTED***",
            "apikey=1 secret=2,apikey=***REDACTED*** secret=***REDACTED***",
            "Authorization: Bearer xyz end,Authorization=***REDACTED*** end", "no secrets here,no secrets here"})
    void masksSecrets(String text, String expected) {
        assertThat(Scrubbing.scrub(text)).isEqualTo(expected);
    }

    @Test
    void masksWholeMembersByTheirName() {
        Response response = Response.json(200,
                json -> Scrubbing.write(json, "details", Map.of("list", List.of(Map.of("client_secret", "x")))));

        assertThat(java.nio.charset.StandardCharsets.UTF_8.decode(response.body()).toString())
                .isEqualTo("{\"list\":[{\"client_secret\":\"***REDACTED***\"}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "{'symbol':'A','api_key':'s3cret'} | {'symbol':'A','api_key':'***REDACTED***'}",
            "{'Authorization' : 'Bearer s3cret', 'x':1} | {'Authorization' : '***REDACTED***', 'x':1}",
            "{'PassWord':'s3cret','APIkey':'s3cret'} | {'PassWord':'***REDACTED***','APIkey':'***REDACTED***'}",
            "GET /v1/orders?token=s3cret&limit=1 | GET /v1/orders?token=***REDACTED***&limit=1",
            "{'symbol':'TOKEN/USD'} | {'symbol':'TOKEN/USD'}"})
    void masksWhatIsNamedLikeASecret(String text, String expected) {
        assertThat(Scrubbing.mask(text.replace('\'', '"'))).isEqualTo(expected.replace('\'', '"'));
    }
}
