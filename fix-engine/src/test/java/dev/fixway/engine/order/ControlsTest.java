package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.market.LastPrices;
import dev.fixway.engine.risk.RiskControls;
import dev.fixway.engine.risk.RiskSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Limits on both edges, and what the ledger says about them.
class ControlsTest {
    private static final Instant SEEN = Instant.parse("2026-03-02T09:29:59Z");

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private EngineRig rig;

    @BeforeEach
    void start() {
        RiskSettings settings = RiskSettings.read(Environment.read(Map.of("RISK_ORDER_QTY_MAX", "100",
                "RISK_ORDER_VALUE_MAX", "800", "RISK_MESSAGES_PER_SECOND", "1", "RISK_MESSAGES_BURST", "4"), folder));
        rig = EngineRig.guarded(new RiskControls(settings, Set.of(ScriptedVenue.ID),
                (_, _) -> new LastPrices.LastPrice(Price.of("9"), SEEN)));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static List<String> risk(LedgerEvent row) {
        return Stream
                .of(LedgerField.RISK_DECISION, LedgerField.RISK_RULE, LedgerField.RISK_LIMIT, LedgerField.RISK_VALUE,
                        LedgerField.REFERENCE_PRICE, LedgerField.REFERENCE_PRICE_TIME)
                .map(row::get)
                .map(String::valueOf)
                .toList();
    }

    private LedgerEvent last(EventType type) {
        return rig.ledger.rows().stream().filter(row -> row.type() == type).reduce((_, row) -> row).orElseThrow();
    }

    @Test
    void refusesOrdersByTheRule() {
        Terms market = Terms.of(OrdType.MARKET, Qty.of("90"), null, null, TimeInForce.DAY);
        rig.one.d("A", "101");
        rig.one.d("B", "81");

        assertThat(rig.rest.post("R", market).text()).isEqualTo("refused MAX_ORDER_VALUE");
        rig.tells(rig.one.session(), "8(A) 8/8 101/0/0 @0 37=NONE 103=3 58=MAX_ORDER_QTY: 101 is more than 100",
                "8(B) 8/8 81/0/0 @0 37=NONE 103=3 58=MAX_ORDER_VALUE: 810 is more than 800");
        assertThat(risk(last(EventType.ORDER_DENIED))).containsExactly("REJECTED", "MAX_ORDER_VALUE", "800", "810", "9",
                "2026-03-02T09:29:59Z");
        rig.calls();
    }

    @Test
    void refusesReplacesByTheRule() {
        rig.works("X", "50");
        rig.one.g("B", "X", "101");

        assertThat(rig.rest.patch(rig.orderId("X"), "81").text()).isEqualTo("request refused MAX_ORDER_VALUE NEW");
        rig.tells(rig.one.session(), "9(B,X) 0 99 434=2 58=MAX_ORDER_QTY: 101 is more than 100");
        assertThat(risk(last(EventType.REPLACE_REJECTED))).containsExactly("REJECTED", "MAX_ORDER_VALUE", "800", "810",
                "null", "null");
        assertThat(risk(last(EventType.ORDER_RECEIVED))).startsWith("PASSED", "null");
        assertThat(rig.rest.patch(rig.orderId("X"), "80").text()).isEqualTo("known NEW");
    }

    @Test
    void limitsMessagesButNotCancels() {
        for (int i = 0; i < 4; i++) {
            assertThat(rig.rest.post("R" + i, "1").text()).isEqualTo("known NEW");
        }

        assertThat(rig.rest.post("R4", "1").text()).isEqualTo("refused MESSAGE_RATE");
        assertThat(rig.rest.patch(rig.orderId("R0"), "2").text()).isEqualTo("request refused MESSAGE_RATE NEW");
        for (int i = 0; i < 4; i++) {
            assertThat(rig.rest.delete(rig.orderId("R" + i)).text()).isEqualTo("known CANCELED");
        }
    }
}
