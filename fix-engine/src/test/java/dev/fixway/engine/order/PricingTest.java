package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.Command.SwitchKill.Act;
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
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders that wait until their price is known. Nobody streams one: the venue must be asked.
class PricingTest {
    private static final String NO_PRICE = " 103=99 58=NO_PRICE: no price of AAPL is known to value a market order at";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set by each test
    private EngineRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private void guard(String waitMillis) {
        RiskSettings settings = RiskSettings.read(Environment.read(Map.of("RISK_ORDER_VALUE_MAX", "800",
                "RISK_PRICE_WAIT_MS", waitMillis, "RISK_MESSAGES_PER_SECOND", "1", "RISK_MESSAGES_BURST", "60"),
                folder));
        rig = EngineRig.guarded(new RiskControls(settings, Set.of(ScriptedVenue.ID), LastPrices.NONE));
        rig.venue.prices.is("9", rig.clock.instant());
    }

    private static Terms market(String qty) {
        return Terms.of(OrdType.MARKET, Qty.of(qty), null, null, TimeInForce.DAY);
    }

    private void enter(String clOrdId, String qty) {
        rig.one.send(rig.one.enter(clOrdId, market(qty), rig.one.arrival("D", FixClient.Sent.PLAIN, null)));
    }

    private void parked(int count) {
        soon().until(() -> rig.venue.prices.gate.waiting() == count);
        rig.settle();
    }

    private LedgerEvent last(EventType type) {
        return rig.ledger.rows().stream().filter(row -> row.type() == type).reduce((_, row) -> row).orElseThrow();
    }

    @Test
    void asksOnceForEveryOrderThatWaitsAndDecidesThemInTheirOrder() {
        guard("60000");
        rig.venue.prices.gate.shut();
        enter("A", "10");
        RestClient.Asked posted = rig.rest.post("R", market("89"));
        enter("B", "20");
        parked(1);
        assertThat(rig.sessions.all()).isEmpty();
        assertThat(rig.types()).isEmpty();

        rig.venue.prices.gate.open();

        assertThat(posted.text()).isEqualTo("refused MAX_ORDER_VALUE");
        soon().until(() -> rig.venue.calls().size() == 2);
        assertThat(rig.types()).startsWith("ORDER_RECEIVED", "ROUTED", "ORDER_DENIED", "ORDER_RECEIVED", "ROUTED");
        assertThat(rig.orderId("A").value()).isLessThan(rig.orderId("B").value());
        LedgerEvent row = last(EventType.ORDER_RECEIVED);
        assertThat(row.get(LedgerField.REFERENCE_PRICE)).isEqualTo("9");
        enter("C", "30");
        soon().until(() -> rig.venue.calls().size() == 3);
        assertThat(rig.venue.prices.asked).as("the price is fresh").hasSize(1);
    }

    @Test
    void refusesWhatNoPriceCameFor() {
        guard("60000");
        rig.venue.prices.is("9", rig.clock.instant().minusSeconds(16));
        enter("A", "10");
        rig.tells(rig.one.session(), "8(A) 8/8 10/0/0 @0 37=NONE 103=99 58=STALE_PRICE: the price of AAPL is of"
                + " 2026-03-02T09:29:44Z, too old to value a market order at");
        rig.sessions.forget();
        rig.clock.forward(Duration.ofSeconds(60));
        enter("B", "10");
        soon().until(() -> rig.venue.prices.asked.size() == 2);

        soon().untilAsserted(() -> assertThat(rig.sessions.of(rig.one.session())).hasSize(1));
        rig.calls();
    }

    @Test
    void waitsNoLongerThanItMay() {
        guard("30");
        rig.venue.prices.gate.shut();
        enter("A", "10");
        rig.tells(rig.one.session(), "8(A) 8/8 10/0/0 @0 37=NONE" + NO_PRICE);
        rig.sessions.forget();

        assertThat(rig.rest.post("R", market("10")).text()).isEqualTo("refused NO_PRICE");
        assertThat(rig.venue.prices.asked).as("asked while the first question is under way").hasSize(1);
        rig.venue.prices.gate.open();
        rig.settle();
        soon().until(() -> rig.rest.post(null, market("10")).text().equals("known NEW"));
        rig.tells(rig.one.session());
    }

    @Test
    void asksForNoPriceWhenToldNotTo() {
        guard("0");
        enter("A", "10");

        rig.tells(rig.one.session(), "8(A) 8/8 10/0/0 @0 37=NONE" + NO_PRICE);
        assertThat(rig.venue.prices.asked).isEmpty();
    }

    @Test
    void letsWhateverIsAboutAWaitingOrderWaitBehindIt() {
        guard("60000");
        rig.venue.prices.gate.shut();
        enter("A", "10");
        rig.one.h("A");
        rig.one.f("B", "A");
        rig.one.f("B", "A");
        enter("A", "10");
        RestClient.Asked all = rig.rest.deleteAll();
        rig.two.f("Z", "A");
        parked(1);
        assertThat(rig.sessions.of(rig.one.session())).isEmpty();
        assertThat(rig.sessions.of(rig.two.session())).containsExactly("9(Z,A) 8 1 37=NONE 434=1 58=unknown order");

        rig.venue.prices.gate.open();

        rig.tells(rig.one.session(), "8(A) A/A 10/0/10 @0", "8(B,A) 6/6 10/0/10 @0",
                "9(B,A) 6 6 434=1 58=ClOrdID(11) was used before",
                "8(A) 8/6 10/0/10 @0 103=6 58=ClOrdID(11) was used before", "8(A) I/6 10/0/10 @0",
                "8(A) 0/6 10/0/10 @0", "8(B,A) 4/4 10/0/0 @0");
        assertThat(all.text()).isEqualTo("all canceled 1 failed 0");
    }

    @Test
    void answersAMassStatusWithTheOrderThatWaitedBeforeIt() {
        guard("60000");
        rig.venue.prices.gate.shut();
        enter("A", "10");
        rig.one.af("M");
        parked(1);
        assertThat(rig.sessions.of(rig.one.session())).isEmpty();

        rig.venue.prices.gate.open();

        soon().untilAsserted(() -> assertThat(rig.sessions.of(rig.one.session()))
                .filteredOn(text -> text.startsWith("8(A) I/"))
                .hasSize(1));
    }

    @Test
    void cancelsNoOrderThatCameAfterTheCancelOfAll() {
        guard("60000");
        rig.venue.prices.gate.shut();
        enter("A", "10");
        RestClient.Asked all = rig.rest.deleteAll();
        rig.settle();
        enter("B", "20");
        parked(1);
        rig.venue.prices.gate.open();

        assertThat(all.text()).isEqualTo("all canceled 1 failed 0");
        soon().until(() -> rig.order("B").ordStatus().toString().equals("NEW"));
        assertThat(rig.order("A").ordStatus().toString()).isEqualTo("CANCELED");
    }

    @Test
    void refusesWhatWaitedWhenTheKillSwitchIsOn() {
        guard("60000");
        rig.venue.prices.gate.shut();
        enter("A", "10");
        parked(1);
        rig.rest.kill(Act.SWITCH_ON).answer();
        rig.venue.prices.gate.open();

        rig.tells(rig.one.session(),
                "8(A) 8/8 10/0/0 @0 37=NONE 103=99 58=KILL_SWITCH: no orders are taken");
        rig.calls();
    }

    @Test
    void forgetsWhatWaitedWhenItCrashes() {
        guard("60000");
        rig.venue.prices.gate.shut();
        enter("A", "10");
        RestClient.Asked posted = rig.rest.post("R", market("10"));
        parked(1);
        assertThat(rig.sessions.decidedNumbers()).as("its message is asked for again").doesNotContain(1);

        rig.restart();

        assertThat(posted.text()).isEqualTo("unavailable");
        assertThat(rig.types()).isEmpty();
        rig.venue.prices.is("9", rig.clock.instant());
        enter("A", "10");
        rig.calls("submit O1-1 10");
    }

    @Test
    void takesOnlySoManyAtATime() {
        guard("60000");
        rig.venue.prices.gate.shut();
        for (int i = 0; i < 50; i++) {
            enter("A" + i, "1");
        }
        parked(1);
        enter("B", "1");
        rig.one.f("C", "A0");

        rig.tells(rig.one.session(),
                "8(B) 8/8 1/0/0 @0 37=NONE 103=0 58=too many commands wait for prices", "j 4");
    }

    @Test
    void letsAReplaceWaitAndACancelBehindIt() {
        guard("60000");
        enter("A", "10");
        rig.calls("submit O1-1 10");
        soon().until(() -> rig.order("A").ordStatus().toString().equals("NEW"));
        rig.clock.forward(Duration.ofSeconds(16));
        rig.venue.prices.is("50", rig.clock.instant());
        rig.venue.prices.gate.shut();
        RestClient.Asked patched = rig.rest.patch(rig.orderId("A"), "17");
        parked(1);
        rig.one.f("B", "A");
        rig.settle();
        rig.calls("submit O1-1 10");
        rig.venue.prices.gate.open();

        assertThat(patched.text()).isEqualTo("request refused MAX_ORDER_VALUE PENDING_CANCEL");
        rig.calls("submit O1-1 10", "cancel O1-1");
    }

    @Test
    void valuesAStopAtItsOwnPriceWhenNoneComes() {
        guard("60000");
        rig.venue.prices.is("9", rig.clock.instant().minusSeconds(60));
        Terms stop = Terms.of(OrdType.STOP, Qty.of("10"), null, Price.of("5"), TimeInForce.DAY);
        assertThat(rig.rest.post("R", stop).text()).isEqualTo("known NEW");

        assertThat(rig.venue.prices.asked).hasSize(1);
    }
}
