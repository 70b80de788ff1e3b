package dev.fixway.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedTest {
    private static final int THREADS = 4;
    private static final int EACH = 50_000;

    @Test
    void theSameTextIsTheSameValue() {
        assertThat(Qty.of(text("100.50"))).isSameAs(Qty.of(text("100.50")));
        assertThat(Price.of(text("9.75"))).isSameAs(Price.of(text("9.75")));
        assertThat(Symbol.of(text("EUR/USD"))).isSameAs(Symbol.of(text("EUR/USD")));
    }

    @Test
    void anotherTextIsAnotherValue() {
        // "Aa" and "BB" have one hash; scales stay as they were sent.
        assertThat(Symbol.of("Aa").value()).isEqualTo("Aa");
        assertThat(Symbol.of("BB").value()).isEqualTo("BB");
        assertThat(Symbol.of("Aa").value()).isEqualTo("Aa");
        assertThat(Qty.of("1.0")).isNotEqualTo(Qty.of("1"));
        assertThat(Qty.of("1")).hasToString("1");
        assertThat(Qty.of("1.0")).hasToString("1.0");
    }

    @Test
    void whatCannotBeReadIsRefusedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatIllegalArgumentException().isThrownBy(() -> Qty.of("-1"));
            assertThatIllegalArgumentException().isThrownBy(() -> Price.of("1e3"));
            assertThatIllegalArgumentException().isThrownBy(() -> Symbol.of(""));
        }
        assertThat(Price.of("-1").value()).isEqualByComparingTo("-1");
    }

    @Test
    void keepsNoLongText() {
        String longText = "9".repeat(20) + '.' + "9".repeat(20);

        assertThat(Qty.of(longText)).isEqualTo(Qty.of(longText)).isNotSameAs(Qty.of(longText));
    }

    @Test
    void threadsThatReadAtOnceGetWhatTheyAskFor() throws InterruptedException {
        AtomicLong wrong = new AtomicLong();
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(seed -> Thread.ofPlatform().start(() -> {
                    Random random = new Random(seed);
                    for (int i = 0; i < EACH; i++) {
                        int cents = random.nextInt(5_000);
                        if (!Price.of(Integer.toString(cents)).toString().equals(Integer.toString(cents))) {
                            wrong.incrementAndGet();
                        }
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(wrong).hasValue(0);
    }

    /// A text of its own.
    private static String text(String of) {
        return String.valueOf(of.toCharArray());
    }
}
