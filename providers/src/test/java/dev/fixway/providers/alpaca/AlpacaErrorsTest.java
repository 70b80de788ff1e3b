package dev.fixway.providers.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.RejectReason;
import dev.fixway.providers.wire.Reply;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the venue's refusals become.
class AlpacaErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"403|40310000|insufficient buying power|INSUFFICIENT_FUNDS",
            "403|40310000|insufficient balance for USD (requested: 100, available: 0)|INSUFFICIENT_FUNDS",
            "403|40310000|insufficient qty available for order (requested: 10, available: 0)|INCORRECT_QTY",
            "403|40310000|cost basis must be >= minimal amount of order 10|INCORRECT_QTY",
            "403|40310000|potential wash trade detected. use complex orders|VENUE_REFUSED",
            "403|40310000|account not eligible to trade|VENUE_REFUSED",
            "403|40310100|trade denied due to pattern day trading protection|INSUFFICIENT_FUNDS",
            "422|40010001|client_order_id must be unique|DUPLICATE_CL_ORD_ID",
            "422|40010001|qty must be > 0|INCORRECT_QTY",
            "422|40010001|invalid crypto time_in_force|UNSUPPORTED",
            "422|42210000|asset \"XYZ\" not found|UNKNOWN_SYMBOL",
            "422|42210000|invalid limit_price 1.005. sub-penny increment does not fulfill minimum pricing criteria|INVALID_PRICE",
            "422|42210000|fractional orders must be DAY orders|INCORRECT_QTY",
            "422|42210000|asset AAPL is not fractionable|INCORRECT_QTY",
            "400|40010000|request body format is invalid|VENUE_REFUSED",
            "401|40110000|access key verification failed|VENUE_REFUSED"})
    void tellsWhyAnOrderWasNotTaken(int status, int code, String message, RejectReason reason) {
        assertThat(AlpacaErrors.ofOrder(refusal(status, code, message))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"404|40410000|order not found for 5f6e1f1c|UNKNOWN_ORDER",
            "422|42210000|order is already in \"filled\" state|TOO_LATE",
            "422|42210000|order is not cancelable|TOO_LATE",
            "422|42210000|cannot replace order in pending_replace status|ALREADY_PENDING",
            "422|40010001|order isn't sent to exchange yet|VENUE_REFUSED",
            "422|42210000|order parameters are not changed|VENUE_REFUSED",
            "403|40310000|insufficient buying power|INSUFFICIENT_FUNDS",
            "422|42210000|qty must be > filled quantity|INCORRECT_QTY"})
    void tellsWhyARequestWasNotTaken(int status, int code, String message, RejectReason reason) {
        assertThat(AlpacaErrors.ofRequest(refusal(status, code, message))).isEqualTo(reason);
    }

    @Test
    void readsARefusalWithoutACode() {
        AlpacaErrors.Refusal refusal = AlpacaErrors.refusal(
                new Reply.Answered(401, "{\"message\":\"unauthorized.\"}"));

        assertThat(refusal).extracting(AlpacaErrors.Refusal::code, AlpacaErrors.Refusal::message)
                .containsExactly(0,
                        "unauthorized.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>403 Forbidden</html>", "", "{}", "[]", "{\"message\":null}"})
    void takesOnlyTheVenuesOwnWords(String body) {
        assertThat(AlpacaErrors.refusal(new Reply.Answered(403, body))).isNull();
    }

    private static AlpacaErrors.Refusal refusal(int status, int code, String message) {
        String body = AlpacaJson.write(java.util.Map.of("code", code, "message", message, "symbol", "AAPL"));
        return Objects.requireNonNull(AlpacaErrors.refusal(new Reply.Answered(status, body)));
    }
}
