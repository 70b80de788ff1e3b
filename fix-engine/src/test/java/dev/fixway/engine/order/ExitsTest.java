package dev.fixway.engine.order;

import static dev.fixway.engine.order.EngineRig.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Exits that a venue keeps for orders of ours, and closes of positions that they stand in the way of.
class ExitsTest {
    private static final Terms STOP = Terms.of(OrdType.STOP, Qty.of("10"), null, Price.of("9"), TimeInForce.DAY);
    private static final Terms PROFIT = Terms.of(OrdType.LIMIT, Qty.of("10"), Price.of("12"), null, TimeInForce.DAY);
    private EngineRig rig = EngineRig.ready();

    @AfterEach
    void close() {
        rig.close();
    }

    /// An entry that is filled whole and out of memory.
    private RouteId entered() {
        return entered("X");
    }

    private RouteId entered(String clOrdId) {
        rig.one.d(clOrdId, "10");
        soon().until(() -> rig.typesOf(clOrdId).contains("ACKNOWLEDGED"));
        RouteId route = rig.route(clOrdId);
        rig.venue.fill(route, "10");
        soon().until(() -> rig.typesOf(clOrdId).contains("FILL"));
        rig.settle();
        rig.sessions.forget();
        return route;
    }

    private VenueOrderId works(String id, Terms terms, RouteId entry) {
        VenueOrderId exit = rig.venue.strangers.keep(id, terms, entry);
        rig.venue.strangers.release(exit);
        soon().until(() -> rows(EventType.ACKNOWLEDGED).stream()
                .anyMatch(row -> id.equals(row.get(
                        LedgerField.PROVIDER_ORDER_ID))));
        return exit;
    }

    private List<LedgerEvent> rows(EventType type) {
        return rig.ledger.rows().stream().filter(row -> row.type() == type).toList();
    }

    private List<String> alarms() {
        return rows(EventType.ALARM_RAISED).stream().map(row -> row.get(LedgerField.REASON_CODE)).toList();
    }

    private Optional<OrderId> closing() {
        return rig.ledger.rows()
                .stream()
                .filter(row -> row.has(LedgerField.REQUEST_HASH))
                .map(row -> new OrderId(row.text(LedgerField.ORDER_ID)))
                .findFirst();
    }

    /// A close that waits for the exit to go, which the venue has been asked for.
    private OrderId waits() {
        rig.venue.then(ScriptedVenue.Step.TAKE);
        rig.rest.close("pos-1", "aa", "10", "10", Long.MAX_VALUE);
        soon().until(() -> rig.types().contains("CANCEL_ROUTED"));
        return closing().orElseThrow();
    }

    private String closingStatus() {
        return closing()
                .map(orderId -> rig.rowsOf(orderId)
                        .stream()
                        .filter(row -> row.type() != EventType.ALARM_RAISED)
                        .toList()
                        .getLast())
                .map(row -> row.type() + " " + row.get(LedgerField.REASON_TEXT))
                .orElse("");
    }

    @Test
    void isKnownByItsEntryThatIsOverAndAgainAfterARestart() {
        RouteId entry = entered();
        VenueOrderId exit = rig.venue.strangers.keep("E-1", STOP, entry);
        rig.tells(EngineRig.DROP_COPY, "8(E-1) A/A 10/0/10 @0");
        rig.restart();
        rig.venue.strangers.release(exit);
        rig.venue.strangers.repeat(exit);

        soon().until(() -> rows(EventType.ACKNOWLEDGED).size() == 2);
        rig.settle();
        assertThat(rows(EventType.ORDER_ADOPTED)).hasSize(1)
                .allMatch(row -> entry.orderId().value().equals(row.get(LedgerField.PARENT_ORDER_ID)));
    }

    /// Also a start that lets go of all that has ended.
    @Test
    void areKnownAtAStartAsLongAsOneBesideThemIsOpen() {
        RouteId entry = entered();
        VenueOrderId stop = works("E-1", STOP, entry);
        VenueOrderId profit = works("E-2", PROFIT, entry);
        works("E-3", STOP, entered("Y"));
        rig.venue.strangers.cancel(stop);
        soon().until(() -> rig.types().contains("CANCELLED"));
        rig.settle();

        assertThat(endedExits()).containsExactly("E-1");

        rig.venue.strangers.cancel(profit);
        soon().until(() -> rows(EventType.CANCELLED).size() == 2);
        rig.settle();

        assertThat(endedExits()).isEmpty();
    }

    private List<String> endedExits() {
        rig.ledger.forgetSnapshots();
        List<Order> whole = Recovery.of(rig.ledger).endedExits();
        assertThat(Recovery.of(rig.ledger, 0).endedExits()).isEqualTo(whole);
        return whole.stream().map(order -> String.valueOf(order.intent().clOrdId())).toList();
    }

    @Test
    void cancelsTheExitsBeforeItClosesAndTellsTheirEndBehind() {
        VenueOrderId exit = works("E-1", PROFIT, entered());
        rig.venue.then(ScriptedVenue.Step.TAKE);
        RestClient.Asked close = rig.rest.close("pos-1", "aa", "10", "10", Long.MAX_VALUE);
        soon().until(() -> rig.types().contains("CANCEL_ROUTED"));
        rig.settle();
        assertThat(rows(EventType.ROUTED)).as("nothing is sent while the exit stands").hasSize(1);

        rig.venue.strangers.cancel(exit);
        soon().until(close::isAnswered);
        assertThat(rig.types()).as("the exit's end waits").doesNotContain("CANCEL_ACCEPTED");
        RouteId route = ((Answer.Known) close.answer()).order().orderId().route(1);
        rig.venue.fill(route, "10");

        soon().until(() -> rig.types().contains("CANCEL_ACCEPTED"));
        List<String> types = rig.types();
        assertThat(types.lastIndexOf("FILL")).isLessThan(types.indexOf("CANCEL_ACCEPTED"));
        assertThat(alarms()).isEmpty();
    }

    @Test
    void tellsTheEndOfExitsAlsoWhenTheCloseTakesItsTime() {
        VenueOrderId exit = works("E-1", PROFIT, entered());
        rig.venue.then(ScriptedVenue.Step.TAKE);
        rig.rest.close("pos-1", "aa", "4", "10", Long.MAX_VALUE);
        soon().until(() -> rig.types().contains("CANCEL_ROUTED"));
        rig.venue.strangers.cancel(exit);

        soon().until(() -> rig.types().contains("CANCEL_ACCEPTED"));
        assertThat(alarms()).as("6 are left without exits").containsExactly("POSITION_UNPROTECTED");
    }

    @Test
    void sendsNoCloseThatWaitedWhenTheProcessEnded() {
        works("E-1", PROFIT, entered());
        rig.venue.then(ScriptedVenue.Step.TAKE);
        rig.rest.close("pos-1", "aa", "10", "10", Long.MAX_VALUE);
        soon().until(() -> rig.types().contains("CANCEL_ROUTED"));
        rig.restart();

        assertThat(closingStatus()).isEqualTo("REJECTED restarted before it was sent");
        assertThat(alarms()).containsExactly("POSITION_UNPROTECTED");
        assertThat(rig.venue.book()).hasSize(1);
    }

    @Test
    void cancelsACloseThatWaitsWithoutTheVenue() {
        VenueOrderId exit = works("E-1", PROFIT, entered());
        OrderId close = waits();
        rig.one.send(replace("R", close));
        rig.one.send(new Command.CancelOrder(OrderRef.byId(close.value()), new ClOrdId("C"), rig.one.party(), null,
                rig.one.arrival("F", FixClient.Sent.PLAIN, null), Reply.NONE));

        rig.tells(rig.one.session(), "8(R) E/E 10/0/10 @0", "8(C) 6/6 10/0/10 @0",
                "8(C) 4/4 10/0/0 @0 58=canceled before it was sent", "9(R) 4 0 434=2 58=the order is CANCELED");
        rig.venue.strangers.cancel(exit);
        soon().until(() -> rig.types().contains("CANCEL_ACCEPTED"));
        rig.settle();
        assertThat(rig.venue.book()).as("the entry alone was sent").hasSize(1);
        assertThat(alarms()).containsExactly("POSITION_UNPROTECTED");
    }

    @Test
    void tellsAPersonWhenTheVenueCancelsTheClose() {
        VenueOrderId exit = works("E-1", PROFIT, entered());
        OrderId close = waits();
        rig.venue.strangers.cancel(exit);
        soon().until(() -> rig.venue.book().size() == 2);
        rig.venue.cancel(close.route(1));

        soon().until(() -> !alarms().isEmpty());
        rig.settle();
        assertThat(closingStatus()).startsWith("CANCELLED");
        assertThat(alarms()).containsExactly("POSITION_UNPROTECTED");
    }

    @Test
    void refusesWhatWasAskedOfACloseThatIsNotSent() {
        VenueOrderId exit = works("E-1", PROFIT, entered());
        rig.one.send(replace("R", waits()));
        rig.venue.strangers.fill(exit, "10");

        rig.tells(rig.one.session(), "8(R) E/E 10/0/10 @0", "9(R) 8 0 434=2 58=the order is REJECTED");
    }

    @Test
    void refusesWhatWasAskedOfACloseThatWaitedWhenTheProcessEnded() {
        works("E-1", PROFIT, entered());
        rig.one.send(replace("R", waits()));
        rig.tells(rig.one.session(), "8(R) E/E 10/0/10 @0");
        rig.restart();

        rig.tells(rig.one.session(), "8(R) E/E 10/0/10 @0", "9(R) 8 0 434=2 58=the order is REJECTED");
    }

    private Command.ReplaceOrder replace(String clOrdId, OrderId order) {
        return new Command.ReplaceOrder(OrderRef.byId(order.value()), new ClOrdId(clOrdId), FixClient.limit("9"),
                rig.one.party(), null, rig.one.arrival("G", FixClient.Sent.PLAIN, null), Reply.NONE);
    }

    @Test
    void sendsNoCloseWhenTheVenueDoesNotCancelInTime() {
        rig.close();
        EngineSettings slow = EngineRig.SETTINGS;
        rig = EngineRig.ready(new EngineSettings(slow.inboxCapacity(), slow.denialLaneCapacity(), slow.parkedMax(),
                slow.parkedMaxAge(), Duration.ofMillis(300), slow.restAnswerTimeout(), slow.clientOrderIdWindow(),
                slow.resentOrderMaxAge()));
        works("E-1", PROFIT, entered());
        rig.venue.then(ScriptedVenue.Step.TAKE);
        RestClient.Asked close = rig.rest.close("pos-1", "aa", "10", "10", Long.MAX_VALUE);

        soon().until(close::isAnswered);
        assertThat(closingStatus())
                .isEqualTo("REJECTED the venue has not cancelled the exits in time: nothing was sent");
        assertThat(rig.venue.book()).hasSize(1);
    }

    @Test
    void sendsNoCloseWhenAnExitIsFilledFirst() {
        VenueOrderId exit = works("E-1", PROFIT, entered());
        rig.venue.then(ScriptedVenue.Step.TAKE);
        rig.rest.close("pos-1", "aa", "10", "10", Long.MAX_VALUE);
        soon().until(() -> rig.types().contains("CANCEL_ROUTED"));
        rig.venue.strangers.fill(exit, "10");

        soon().until(() -> closingStatus().startsWith("REJECTED"));
        assertThat(rows(EventType.REJECTED).getLast().text(LedgerField.REASON_CODE))
                .isEqualTo(RejectReason.TOO_LATE.name());
        assertThat(rig.venue.book()).hasSize(1);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void tellsWhatIsLeftWhenAnExitFilledAPartOfItFirst() {
        VenueOrderId exit = works("E-1", PROFIT, entered());
        rig.venue.then(ScriptedVenue.Step.TAKE);
        rig.rest.close("pos-1", "aa", "10", "10", Long.MAX_VALUE);
        soon().until(() -> rig.types().contains("CANCEL_ROUTED"));
        rig.venue.strangers.fill(exit, "4");
        rig.venue.strangers.cancel(exit);

        soon().until(() -> rig.types().contains("CANCEL_ACCEPTED"));
        assertThat(closingStatus()).isEqualTo("REJECTED an exit was filled first: nothing was sent");
        assertThat(alarms()).containsExactly("POSITION_UNPROTECTED");
    }

    @Test
    void tellsAPersonOnceWhatIsLeftWithoutExits() {
        RouteId entry = entered();
        VenueOrderId profit = works("E-1", PROFIT, entry);
        VenueOrderId stop = works("E-2", STOP, entry);
        rig.venue.strangers.cancel(profit);
        rig.settle();
        assertThat(alarms()).as("the stop rests").isEmpty();
        rig.venue.strangers.cancel(stop);

        soon().until(() -> !alarms().isEmpty());
        rig.venue.strangers.repeat(stop);
        rig.settle();
        assertThat(alarms()).containsExactly("POSITION_UNPROTECTED");
    }

    @Test
    void tellsARejectedExitAndCountsWhatBothFill() {
        RouteId entry = entered();
        VenueOrderId profit = works("E-1", PROFIT, entry);
        VenueOrderId stop = works("E-2", STOP, entry);
        rig.venue.strangers.fill(profit, "10");
        rig.venue.strangers.fill(stop, "10");
        soon().until(() -> alarms().contains("OCO_DOUBLE_EXIT"));
        VenueOrderId other = works("E-3", STOP, entry);
        rig.venue.strangers.reject(other);
        rig.settle();

        assertThat(alarms()).as("everything is closed").containsExactly("OCO_DOUBLE_EXIT");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsWhenTheLastExitIsCancelledAfterAStart(boolean isInOrder) {
        RouteId entry = entered();
        VenueOrderId profit = works("E-1", PROFIT, entry);
        VenueOrderId stop = works("E-2", STOP, entry);
        rig.venue.strangers.cancel(profit);
        startAgain(isInOrder);
        assertThat(alarms()).as("the stop rests").isEmpty();
        startAgain(isInOrder);
        rig.venue.strangers.cancel(stop);

        soon().until(() -> !alarms().isEmpty());
        assertThat(alarms()).containsExactly("POSITION_UNPROTECTED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsWhenTheOnlyExitIsCancelledAfterAStart(boolean isInOrder) {
        VenueOrderId stop = works("E-1", STOP, entered());
        startAgain(isInOrder);
        rig.venue.strangers.cancel(stop);

        soon().until(() -> !alarms().isEmpty());
        assertThat(alarms()).containsExactly("POSITION_UNPROTECTED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsNothingWhenTheOtherExitWasFilledOrCancelledByRequestBeforeAStart(boolean isInOrder) {
        RouteId entry = entered();
        VenueOrderId profit = works("E-1", PROFIT, entry);
        VenueOrderId stop = works("E-2", STOP, entry);
        rig.venue.strangers.fill(profit, "10");
        RouteId other = entered("Y");
        works("E-3", PROFIT, other);
        VenueOrderId otherStop = works("E-4", STOP, other);
        rig.rest.delete(adopted("E-3")).answer();
        soon().until(() -> rig.types().contains("CANCEL_ACCEPTED"));
        startAgain(isInOrder);
        rig.venue.strangers.cancel(stop);
        rig.venue.strangers.cancel(otherStop);

        soon().until(() -> rows(EventType.CANCELLED).size() == 2);
        rig.settle();
        assertThat(alarms()).isEmpty();
    }

    private void startAgain(boolean isInOrder) {
        rig.settle();
        rig = isInOrder ? rig.stopAndStart() : rig.restart();
        rig.settle();
    }

    private OrderId adopted(String venueOrderId) {
        return rows(EventType.ORDER_ADOPTED).stream()
                .filter(row -> venueOrderId.equals(row.get(LedgerField.CL_ORD_ID)))
                .map(row -> new OrderId(row.text(LedgerField.ORDER_ID)))
                .findFirst()
                .orElseThrow();
    }
}
