package dev.fixway.providers.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.config.Secret;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.providers.Heard;
import dev.fixway.providers.wire.StreamLink;
import dev.fixway.providers.wire.StreamRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every message of the trading stream, from files written by the documented fields, to what the engine is told.
/// Whatever must ask the venue fails: there is none.
class AlpacaTradesTest {
    private static final RouteId FIRST = RouteId.of("TEST00000000000001-1");
    private static final RouteId SECOND = RouteId.of("TEST00000000000001-2");
    private static final VenueOrderId ID = new VenueOrderId("5f6e1f1c-0000-4a38-9d3a-2a0f1ad10017");
    private static final VenueOrderId NEXT_ID = new VenueOrderId("5f6e1f1c-0000-4a38-9d3a-2a0f1ad10018");
    private static final Instant SUBMITTED = Instant.parse("2026-03-10T14:31:02.117001Z");
    private static final ProviderEvent ACKNOWLEDGED = new ProviderEvent.Acknowledged(FIRST, ID, null, SUBMITTED);

    private final AlpacaAlone alone = new AlpacaAlone();
    private final Heard heard = alone.heard;
    private final Link link = new Link();
    private final AlpacaTrades trades = new AlpacaTrades(
            new AlpacaSettings.Credentials(Secret.of("PK1"), Secret.of("s1")), alone.events, alone.recovery, heard);

    @BeforeEach
    void send() {
        alone.book.sends(FIRST);
    }

    @AfterEach
    void close() {
        alone.close();
    }

    @Test
    void asksToBeLetInAndListens() {
        trades.onOpen(link);
        trades.onText(link,
                "{\"stream\":\"authorization\",\"data\":{\"status\":\"authorized\",\"action\":\"authenticate\"}}");

        assertThat(link.sent).hasSize(2);
        assertThat(link.sent.getFirst()).contains("\"action\":\"authenticate\"", "\"key_id\":\"PK1\"",
                "\"secret_key\":\"s1\"");
        assertThat(link.sent.getLast()).isEqualTo("{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}");
    }

    @Test
    void waitsLongWhenItsKeysAreNotKnown() {
        trades.onOpen(link);

        assertThatThrownBy(() -> trades.onText(link,
                "{\"stream\":\"authorization\",\"data\":{\"status\":\"unauthorized\",\"action\":\"authenticate\"}}"))
                .isInstanceOf(StreamRefusal.class);
    }

    @Test
    void isNotReadyBeforeItKnowsWhatItMissed() {
        trades.onOpen(link);

        assertThatThrownBy(
                () -> trades.onText(link, "{\"stream\":\"listening\",\"data\":{\"streams\":[\"trade_updates\"]}}"))
                .hasMessageContaining("connection refused");
        assertThat(link.isReady).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "pending_new", "new", "held", "pending_cancel", "pending_replace",
            "calculated"})
    void acknowledgesWhatTheVenueHas(String event) {
        tell(event);
        tell(event);

        assertThat(heard.events()).containsExactly(ACKNOWLEDGED);
    }

    @Test
    void tellsAFillOnceAndNoNewAfterIt() {
        tell("fill");
        tell("new");
        tell("fill");

        assertThat(heard.events()).containsExactly(ACKNOWLEDGED, new ProviderEvent.Filled(FIRST, new FillId("c10"),
                Qty.of("10"), Price.of("187.40"), null, Instant.parse("2026-03-10T14:31:06.500000001Z")));
    }

    @Test
    void tellsAPartOfAnOrder() {
        tell("partial_fill");

        assertThat(heard.events()).containsExactly(ACKNOWLEDGED, new ProviderEvent.Filled(FIRST, new FillId("c4"),
                Qty.of("4"), Price.of("187.38"), null, Instant.parse("2026-03-10T14:31:05.123456Z")));
    }

    @Test
    void tellsEachEnd() {
        tell("canceled");
        assertThat(heard.events()).containsExactly(ACKNOWLEDGED,
                new ProviderEvent.Canceled(FIRST, "canceled at the venue", Instant.parse("2026-03-10T14:32:00Z")));
    }

    @Test
    void tellsExpiry() {
        tell("expired");
        assertThat(heard.events()).containsExactly(ACKNOWLEDGED,
                new ProviderEvent.Expired(FIRST, "expired", Instant.parse("2026-03-10T20:00:00Z")));
    }

    @Test
    void tellsRejection() {
        tell("rejected");
        assertThat(heard.events()).containsExactly(ACKNOWLEDGED,
                new ProviderEvent.Rejected(FIRST, RejectReason.VENUE_REFUSED, "rejected by the venue",
                        Instant.parse("2026-03-10T14:31:03Z")));
    }

    @Test
    void tellsAReplaceWhenTheNewOrderWorks() {
        tell("new");
        tell("new_in_place");
        tell("replaced");

        assertThat(heard.events()).containsExactly(ACKNOWLEDGED, new ProviderEvent.Replaced(SECOND, NEXT_ID,
                Terms.of(OrdType.LIMIT, Qty.of("12"), Price.of("188"), null, TimeInForce.GTC),
                Instant.parse("2026-03-10T14:33:00.010Z")));
    }

    @Test
    void endsADayOrderThatIsDoneAndKeepsTheOthers() {
        tell("done_for_day_of_day_order");
        assertThat(heard.events()).last()
                .isEqualTo(
                        new ProviderEvent.Expired(FIRST, "done for the day", Instant.parse("2026-03-10T20:00:00Z")));
    }

    @Test
    void pausesWhatIsDoneStoppedOrSuspended() {
        Instant at = Instant.parse("2026-03-10T14:35:00Z");
        tell("stopped");
        tell("suspended");
        tell("done_for_day");

        assertThat(heard.events()).containsExactly(ACKNOWLEDGED, new ProviderEvent.Stopped(FIRST, at),
                new ProviderEvent.Suspended(FIRST, "suspended at the venue", at),
                new ProviderEvent.DoneForDay(FIRST, Instant.parse("2026-03-10T20:00:00Z")));
    }

    @Test
    void tellsNewTermsThatTheVenueMade() {
        tell("new");
        tell("restated");

        assertThat(heard.events()).last()
                .isEqualTo(new ProviderEvent.Restated(FIRST,
                        Terms.of(OrdType.LIMIT, Qty.of("20"), Price.of("93.7"), null, TimeInForce.GTC), 99,
                        "restated by the venue", Instant.parse("2026-03-11T09:00:00Z")));
    }

    @Test
    void tellsRefusalsThatComeLate() {
        tell("order_cancel_rejected");
        tell("order_replace_rejected");

        assertThat(heard.of(ProviderEvent.RequestRefused.class)).hasSize(2)
                .allMatch(refused -> refused.routeId().equals(FIRST) && refused.reason() == RejectReason.TOO_LATE);
    }

    @Test
    void takesBackAndCorrectsTheFillThatIsMeant() {
        tell("fill");
        tell("trade_correct");
        tell("trade_bust");

        Instant at = Instant.parse("2026-03-10T15:00:00Z");
        assertThat(heard.events().subList(2, 4)).containsExactly(
                new ProviderEvent.FillCorrected(FIRST, new FillId("c10"), Qty.of("10"), Price.of("187.35"), at),
                new ProviderEvent.FillBusted(FIRST, new FillId("c10"), at));
    }

    @Test
    void readsAnOrderOfFewWordsAndAnUnknownStatus() {
        tell("sparse");

        assertThat(heard.events()).containsExactly(
                new ProviderEvent.Acknowledged(FIRST, ID, null, Instant.parse("2026-03-10T14:31:02Z")));
    }

    @Test
    void asksForAnOrderThatIsNotShownWhole() {
        assertThatThrownBy(() -> tell("without_quantities")).hasMessageContaining("connection refused");

        assertThat(heard.events()).isEmpty();
    }

    @Test
    void measuresAnOrderByAmountBeforeItsLastFill() {
        tell("fill_of_amount");

        assertThat(heard.of(ProviderEvent.Acknowledged.class)).last()
                .satisfies(
                        ack -> assertThat(ack.orderQty()).isEqualTo(Qty.of("2.669514148")));
        assertThat(heard.events()).last().isInstanceOf(ProviderEvent.Filled.class);
    }

    private void tell(String name) {
        try {
            alone.events.happened(AlpacaJson.read(file(name)).path("data"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String file(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                AlpacaTradesTest.class.getResourceAsStream("/alpaca/stream/" + name + ".json"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class Link implements StreamLink {
        private final List<String> sent = new ArrayList<>();
        private boolean isReady;

        @Override
        public void send(String text) {
            sent.add(text);
        }

        @Override
        public void ready() {
            isReady = true;
        }
    }
}
