package dev.fixway.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bounds of ids.
class IdsTest {
    private static final String ROCKET = "\uD83D\uDE80";
    private static final String ORDER_ID = "T3ST00000000000ABC";

    static Stream<Arguments> ids() {
        return Stream.of(id("ClOrdId", 64, ClOrdId::new), id("Symbol", 64, Symbol::new),
                id("AccountId", 64, AccountId::new),
                id("ExecId", 48, ExecId::new), id("FillId", 128, FillId::new),
                id("VenueOrderId", 128, VenueOrderId::new),
                id("ProviderId", 32, ProviderId::new),
                id("Party", 128, text -> new Party(Edge.FIX, text, new AccountId("MAIN"))));
    }

    private static Arguments id(String name, int lengthMax, Function<String, Object> maker) {
        return Arguments.of(Named.of(name, maker), lengthMax);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void countsCodePoints(Function<String, Object> maker, int lengthMax) {
        assertThat(maker.apply("a")).isNotNull();
        assertThat(maker.apply("a".repeat(lengthMax))).isNotNull();
        assertThat(maker.apply(ROCKET.repeat(lengthMax)).toString()).contains(ROCKET.repeat(lengthMax));

        assertThatIllegalArgumentException().isThrownBy(() -> maker.apply(""));
        assertThatIllegalArgumentException().isThrownBy(() -> maker.apply("a".repeat(lengthMax + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> maker.apply(ROCKET.repeat(lengthMax + 1)));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void refusesControlCharactersAndLoneSurrogates(Function<String, Object> maker, int lengthMax) {
        for (String bad : new String[]{"\u0000", "\u0001", "\t", "\n", "\r", "\u001f", "\u007f", "\u0085", "\u009f",
                "\uD83D",
                "\uDE80", "\uDE80\uD83D", "\uD83Dx"}) {
            assertThatIllegalArgumentException().as(Integer.toHexString(bad.charAt(0)))
                    .isThrownBy(() -> maker.apply("a" + bad))
                    .satisfies(e -> assertThat(Texts.isClean(String.valueOf(e.getMessage()))).isTrue());
        }
        assertThat(maker.apply(" ~é日").toString()).contains(" ~é日");
    }

    static Stream<Arguments> counting() {
        return Stream.of(counting("OrderId", n -> OrderId.of("T3ST", n)),
                counting("RouteId", n -> OrderId.of("T3ST", n).route(1)),
                counting("ClOrdId to base 36", n -> new ClOrdId("S-" + Long.toString(n, 36))),
                counting("ClOrdId to base 10", n -> new ClOrdId("S-" + n)));
    }

    private static Arguments counting(String name, LongFunction<Object> maker) {
        return Arguments.of(Named.of(name, maker));
    }

    /// As in a hash table that is half full. A bin of nine becomes a tree.
    @ParameterizedTest
    @MethodSource("counting")
    void idsThatCountFillAHashTableEvenly(LongFunction<Object> maker) {
        int bins = 1 << 18;
        for (long first : new long[]{1, 1_700_000, 1_795_337_414_497_000L}) {
            Map<Integer, Integer> sizes = new HashMap<>();
            for (long n = first; n < first + bins / 2; n++) {
                int hash = maker.apply(n).hashCode();
                sizes.merge((hash ^ hash >>> 16) & (bins - 1), 1, Integer::sum);
            }

            assertThat(sizes.size()).as("bins in use, from %d", first).isGreaterThan(bins * 37 / 100);
            assertThat(Collections.max(sizes.values())).as("largest bin, from %d", first).isLessThanOrEqualTo(8);
        }
    }

    /// Two with the same hash would be enough for the JVM to undo what it compiled of every look-up.
    @Test
    void orderIdsInARowShareNoHash() {
        int ids = 1 << 18;
        Set<Integer> hashes = new HashSet<>();
        for (long n = 1_795_337_414_497_000_000L; hashes.size() < ids; n++) {
            if (!hashes.add(OrderId.of("T3ST", n).hashCode())) {
                fail("order %d has the hash of one before it", n);
            }
        }
    }

    @Test
    void orderIdsAreMadeOfInstallationAndNumber() {
        OrderId id = OrderId.of("T3ST", 36L * 36 * 36);

        assertThat(id).hasToString("T3ST00000000001000");
        assertThat(id.number()).isEqualTo(36L * 36 * 36);
        assertThat(id.execId(7)).hasToString("T3ST00000000001000.7");
        assertThat(id.route(2)).hasToString("T3ST00000000001000-2");
        assertThat(id.route(2).orderId()).isEqualTo(id);
        assertThat(OrderId.of("T3ST", 35)).isLessThan(OrderId.of("T3ST", 36));
    }

    @Test
    void orderNumbersStayWithinALong() {
        OrderId last = new OrderId("T3ST00ZZZZZZZZZZZZ");

        assertThat(last.number()).isPositive();
        assertThat(OrderId.of("T3ST", last.number())).isEqualTo(last);
        assertThatIllegalArgumentException().isThrownBy(() -> OrderId.of("T3ST", last.number() + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> OrderId.of("T3ST", Long.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> OrderId.of("T3ST", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> OrderId.of("T3S", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> OrderId.of("t3st", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NONE", "T3ST00000000000AB", "T3ST00000000000ABCD", "T3ST00000000000ABc",
            "T3ST00000000000AB-",
            "T3ST00000000000AB ", "T3ST00000000000ABÄ", "T3ST01000000000ABC", "T3ST10000000000ABC",
            "T3ST00000000000AB\n"})
    void refusesWhatIsNoOrderId(String text) {
        assertThat(OrderId.isOrderId(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new OrderId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-9", "-10", "-1234567890123"})
    void takesRouteIdsOfUpTo32Characters(String suffix) {
        assertThat(RouteId.of(ORDER_ID + suffix).orderId()).isEqualTo(new OrderId(ORDER_ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "-0", "-01", "--1", "-1-1", "-x", "- 1", "-1 ", "-1\n", "-12345678901234",
            "-١", ".1"})
    void refusesWhatIsNoRouteId(String suffix) {
        assertThatIllegalArgumentException().isThrownBy(() -> RouteId.of(ORDER_ID + suffix));
    }

    @Test
    void refusesRouteIdsOfNoOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> RouteId.of("-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> RouteId.of("ABC-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new OrderId(ORDER_ID).route(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new OrderId(ORDER_ID).route(-1));
    }
}
