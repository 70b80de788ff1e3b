package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.ProviderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallDeadlinesTest {
    private static final long WAIT_MILLIS = 10_000;
    private static final Item REMINDER = new Item.CallsDue(new ProviderId("mock"));

    private final Inbox inbox = new Inbox(10);
    private final Timers timers = new Timers(inbox);

    @AfterEach
    void close() {
        timers.close();
    }

    private static Item.CallLate call(long number) {
        return new Item.CallLate(OrderId.of("TEST", number), number);
    }

    @Test
    void tellsEachLateCallOnceInTheOrderOfTheirBeginning() throws InterruptedException {
        CallDeadlines deadlines = new CallDeadlines(Duration.ofMillis(30), timers, REMINDER);
        deadlines.begin(call(1));
        deadlines.begin(call(2)).callOff();
        deadlines.begin(call(3));

        List<Item> told = new ArrayList<>();
        while (told.size() < 2) {
            assertThat(inbox.poll(WAIT_MILLIS)).isEqualTo(REMINDER);
            told.addAll(deadlines.due());
        }

        assertThat(told).containsExactly(call(1), call(3));
        assertThat(deadlines.due()).isEmpty();
        assertThat(inbox.poll(100)).as("nothing more to be reminded of").isNull();
    }

    @Test
    void remindsOfACallThatBeginsAfterAllOthersHaveEnded() throws InterruptedException {
        CallDeadlines deadlines = new CallDeadlines(Duration.ofMillis(10), timers, REMINDER);
        deadlines.begin(call(1)).callOff();
        assertThat(inbox.poll(WAIT_MILLIS)).isEqualTo(REMINDER);
        assertThat(deadlines.due()).isEmpty();

        deadlines.begin(call(2));
        assertThat(inbox.poll(WAIT_MILLIS)).isEqualTo(REMINDER);
        assertThat(deadlines.due()).containsExactly(call(2));
    }

    @Test
    void aReminderThatComesTooEarlyIsSetAgain() throws InterruptedException {
        CallDeadlines deadlines = new CallDeadlines(Duration.ofMillis(200), timers, REMINDER);
        deadlines.begin(call(1));
        assertThat(deadlines.due()).as("asked by somebody else").isEmpty();

        List<Item> told = new ArrayList<>();
        while (told.isEmpty()) {
            assertThat(inbox.poll(WAIT_MILLIS)).isEqualTo(REMINDER);
            told.addAll(deadlines.due());
        }
        assertThat(told).containsExactly(call(1));
    }
}
