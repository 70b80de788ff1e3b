package dev.fixway.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every ledger does, whatever it is made of.
public abstract class LedgerContract {
    private static final long SEED = 20_261_121;

    /// Opens the ledger of this test: a new one at first, the same one after [#close].
    protected abstract Ledger open();

    /// Closes what [#open] gave.
    protected abstract void close(Ledger ledger);

    @Test
    void beginsEmptyWithAnInstallation() {
        Ledger ledger = open();

        assertThat(ledger.installation()).matches("[0-9A-Z]{4}");
        assertThat(ledger.headSeq()).isZero();
        assertThat(ledger.groupCount()).isZero();
        assertThat(ledger.latestSnapshot()).isNull();
        assertThat(replayed(ledger, 0, 0)).isEmpty();
        assertThat(read(ledger, 1)).isEmpty();
        close(ledger);
    }

    @Test
    void keepsItsInstallationAndGroupsOverARestart() {
        Ledger ledger = open();
        String installation = ledger.installation();
        List<Group> groups = append(ledger, 200, 5);
        close(ledger);

        Ledger again = open();

        assertThat(again.installation()).isEqualTo(installation);
        assertThat(again.groupCount()).isEqualTo(groups.size());
        assertThat(again.headSeq()).isEqualTo(events(groups).size());
        assertThat(replayed(again, 0, 0)).isEqualTo(groups);
        close(again);
    }

    @Test
    void replaysWhatFollowsAnyGroup() {
        Ledger ledger = open();
        List<Group> groups = append(ledger, 60, 3);

        long seq = 0;
        for (int group = 0; group <= groups.size(); group++) {
            assertThat(replayed(ledger, seq, group)).as("after group %s", group)
                    .isEqualTo(groups.subList(group, groups.size()));
            seq += group < groups.size() ? groups.get(group).events().size() : 0;
        }
        close(ledger);
    }

    @Test
    void readsFromAnySequenceUntilTold() {
        Ledger ledger = open();
        List<LedgerEvent> events = events(append(ledger, 60, 4));

        for (int from = 1; from <= events.size() + 1; from++) {
            assertThat(read(ledger, from)).isEqualTo(events.subList(from - 1, events.size()));
        }
        List<LedgerEvent> three = new ArrayList<>();
        ledger.reader().read(2, event -> {
            three.add(event);
            return three.size() < 3;
        });
        assertThat(three).isEqualTo(events.subList(1, 4));
        close(ledger);
    }

    @Test
    void takesNothingForAnEmptyGroup() {
        Ledger ledger = open();

        ledger.append(new Group(List.of(), List.of(), List.of()));

        assertThat(ledger.groupCount()).isZero();
        close(ledger);
    }

    @Test
    void refusesAGapInTheSequences() {
        Ledger ledger = open();
        append(ledger, 5, 3);
        long head = ledger.headSeq();
        LedgerEvent later = new RandomEvents(1, ledger.installation(), head + 1).event();

        assertThatThrownBy(() -> ledger.append(new Group(List.of(later), List.of(), List.of())))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(ledger.headSeq()).isEqualTo(head);
        ledger.append(new Group(new RandomEvents(1, ledger.installation(), head).events(1), List.of(), List.of()));
        assertThat(ledger.headSeq()).isEqualTo(head + 1);
        close(ledger);
    }

    @Test
    void keepsTheNewestSnapshot() {
        Ledger ledger = open();
        append(ledger, 10, 3);
        Snapshot first = new Snapshot(ledger.headSeq(), ledger.groupCount(), new byte[]{1});
        ledger.keep(first);
        ledger.append(new Group(new RandomEvents(2, ledger.installation(), ledger.headSeq()).events(3), List.of(),
                List.of()));
        Snapshot second = new Snapshot(ledger.headSeq(), ledger.groupCount(), new byte[]{2, 3});
        ledger.keep(second);
        close(ledger);

        Ledger again = open();

        assertThat(again.latestSnapshot()).usingRecursiveComparison().isEqualTo(second);
        close(again);
    }

    @Test
    void refusesASnapshotAheadOfItself() {
        Ledger ledger = open();
        append(ledger, 3, 3);

        Snapshot ahead = new Snapshot(ledger.headSeq() + 1, ledger.groupCount(), new byte[0]);

        assertThatThrownBy(() -> ledger.keep(ahead)).isInstanceOf(LedgerException.class);
        close(ledger);
    }

    @Test
    void findsTheMarksOfASessionAboveACursor() {
        Ledger ledger = open();
        List<Group> groups = append(ledger, 300, 3);
        String session = "FIX.4.4:FIXWAY->CLIENT1";

        for (long cursor : new long[]{0, 1, ledger.headSeq() / 2, ledger.headSeq() - 1, ledger.headSeq()}) {
            List<SessionMark> expected = groups.stream()
                    .flatMap(group -> group.sessionMarks().stream())
                    .filter(mark -> mark.session().equals(session) && mark.cursor() > cursor)
                    .toList();
            assertThat(ledger.reader().marksSince(session, cursor)).isEqualTo(expected);
        }
        close(ledger);
    }

    @Test
    void answersByOrderAndByClientId() {
        Ledger ledger = open();
        List<LedgerEvent> events = events(append(ledger, 150, 6));

        for (long number = 1; number < 20; number++) {
            OrderId order = OrderId.of(ledger.installation(), number);
            assertThat(ledger.reader().eventsOf(order)).isNotEmpty()
                    .isEqualTo(
                            events.stream()
                                    .filter(event -> order.value().equals(event.get(LedgerField.ORDER_ID)))
                                    .toList());
        }
        assertThat(ledger.reader().eventsOf(OrderId.of(ledger.installation(), 99_999))).isEmpty();
        assertThat(ledger.reader().eventsOf(OrderId.of("????".replace('?', 'Z'), 1))).isEmpty();
        for (int id = 0; id < 40; id++) {
            String clOrdId = "c" + id;
            String party = "FIX.4.4:FIXWAY->CLIENT1";
            assertThat(ledger.reader().eventsByClOrdId(party, new ClOrdId(clOrdId))).isEqualTo(events.stream()
                    .filter(event -> clOrdId.equals(event.get(LedgerField.CL_ORD_ID))
                            && (party.equals(event.get(LedgerField.ACTOR_ID))
                                    || party.equals(event.get(LedgerField.REQUESTER))))
                    .toList());
        }
        close(ledger);
    }

    @Test
    void listsOrdersNewestFirst() {
        Ledger ledger = open();
        List<LedgerEvent> events = events(append(ledger, 150, 6));
        List<LedgerEvent> begun = events.stream()
                .filter(OrderRow::begins)
                .filter(event -> "MAIN".equals(event.get(LedgerField.ACCOUNT)))
                .toList()
                .reversed();
        AccountId main = new AccountId("MAIN");

        assertThat(ledger.reader().find(new OrderFilter(main, null, Set.of(), null, null, null, null, 10_000)))
                .isEqualTo(ids(begun));
        assertThat(ledger.reader().find(new OrderFilter(main, null, Set.of(), null, null, null, null, 7)))
                .isEqualTo(ids(begun.subList(0, 7)));
        assertThat(ledger.reader().find(new OrderFilter(main, "AAPL", Set.of(), Side.BUY, null, null, null, 10_000)))
                .isEqualTo(ids(begun.stream()
                        .filter(event -> "AAPL".equals(event.get(LedgerField.SYMBOL))
                                && "BUY".equals(event.get(LedgerField.SIDE)))
                        .toList()));
        assertThat(ledger.reader().find(new OrderFilter(main, null, Set.of(), null, "c7", null, null, 10_000)))
                .isEqualTo(ids(begun.stream().filter(event -> "c7".equals(event.get(LedgerField.CL_ORD_ID))).toList()));
        Instant since = time(begun.get(20));
        Instant until = time(begun.get(10));
        assertThat(ledger.reader().find(new OrderFilter(main, null, Set.of(), null, null, since, until, 10_000)))
                .isEqualTo(ids(begun.subList(11, 21)));
        List<OrderId> ended = ledger.reader()
                .find(new OrderFilter(main, null, Set.of(OrdStatus.FILLED, OrdStatus.CANCELED), null, null, null, null,
                        10_000));
        assertThat(ended).isNotEmpty()
                .isEqualTo(
                        begun.stream()
                                .filter(event -> Set.of("FILLED", "CANCELED").contains(lastStatus(events, event)))
                                .map(LedgerContract::id)
                                .toList());
        close(ledger);
    }

    private static String lastStatus(List<LedgerEvent> events, LedgerEvent order) {
        return events.stream()
                .filter(event -> id(order).value().equals(event.get(LedgerField.ORDER_ID)))
                .filter(OrderRow::concerns)
                .filter(event -> event.has(LedgerField.ORD_STATUS))
                .toList()
                .getLast()
                .text(LedgerField.ORD_STATUS);
    }

    private static Instant time(LedgerEvent event) {
        return Instant.parse(event.text(LedgerField.EVENT_TIME));
    }

    private static OrderId id(LedgerEvent event) {
        return new OrderId(event.text(LedgerField.ORDER_ID));
    }

    private static List<OrderId> ids(List<LedgerEvent> events) {
        return events.stream().map(LedgerContract::id).toList();
    }

    /// Appends random groups and returns them.
    protected static List<Group> append(Ledger ledger, int count, int eventsMax) {
        RandomEvents random = new RandomEvents(SEED, ledger.installation(), ledger.headSeq());
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Group group = random.group(eventsMax);
            ledger.append(group);
            groups.add(group);
        }
        return groups;
    }

    protected static List<LedgerEvent> events(List<Group> groups) {
        return groups.stream().flatMap(group -> group.events().stream()).toList();
    }

    protected static List<Group> replayed(Ledger ledger, long afterSeq, long afterGroup) {
        List<Group> groups = new ArrayList<>();
        ledger.replay(afterSeq, afterGroup, groups::add);
        return groups;
    }

    protected static List<LedgerEvent> read(Ledger ledger, long fromSeq) {
        List<LedgerEvent> events = new ArrayList<>();
        ledger.reader().read(fromSeq, event -> events.add(event));
        return events;
    }
}
