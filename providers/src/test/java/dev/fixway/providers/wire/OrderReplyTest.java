package dev.fixway.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which statuses may be a venue's no.
class OrderReplyTest {
    private static final RouteId ROUTE = OrderId.of("TEST", 1).route(1);

    @ParameterizedTest
    @CsvSource({"400,REJECTED", "403,REJECTED", "404,REJECTED", "408,UNKNOWN", "422,REJECTED", "429,RATE_LIMITED",
            "500,UNKNOWN", "502,UNKNOWN", "504,UNKNOWN", "302,UNKNOWN"})
    void takesForARefusalWhatSaysSo(int status, String expected) {
        Outcome outcome = OrderReply.outcome(ROUTE, new Reply.Answered(status, "{\"message\":\"no\"}"),
                _ -> new Outcome.Unknown(ROUTE, "taken"),
                answered -> new Outcome.Rejected(ROUTE, RejectReason.VENUE_REFUSED, answered.body()));

        assertThat(switch (outcome) {
            case Outcome.Rejected(_, RejectReason reason, _) ->
                reason == RejectReason.VENUE_REFUSED ? "REJECTED" : reason.name();
            case Outcome.Unknown _ -> "UNKNOWN";
            default -> outcome.toString();
        }).isEqualTo(expected);
    }
}
