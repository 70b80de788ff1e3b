package dev.fixway.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.bridge.stream.Subscriptions.Kind;
import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.engine.provider.Timeframe;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// websocket.md, chapter 6.
class SubscriptionsTest {

    private static Subscriptions of(String text) {
        return Subscriptions.parse(text.replace('\'', '"'));
    }

    private static Subscriptions with(String... patterns) {
        return of("[{'platform':'mock','instrument':'A','events':['" + String.join("','", patterns) + "']}]");
    }

    @Test
    void letsEverythingPassWithoutEntries() {
        Subscriptions none = of("[]");

        for (Kind kind : Kind.values()) {
            assertThat(none.passes("any", "A", kind)).isTrue();
        }
        assertThat(none.passesCandle("any", "A", Timeframe.M5)).isTrue();
        assertThat(none.passesAccount("any")).isTrue();
        assertThat(none.wanted("mock")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"*,QUOTE CANDLE ORDER POSITION TRADE ACCOUNT", "quote,QUOTE", "quotes,QUOTE", "order_update,ORDER",
            "orders,ORDER", "position_update,POSITION", "positions,POSITION", "trade_update,TRADE", "trades,TRADE",
            "account_update,ACCOUNT", "candle_*,CANDLE", "bar,CANDLE", "bars,CANDLE", "candle_1m,CANDLE",
            "candles.1m,CANDLE", "candle_5m,''", "candles.5m,''", "candle,''", "trade,''", "option_greeks,''",
            "ORDERS,''", "candle_7m,''"})
    void passesWhatAPatternNames(String pattern, String kinds) {
        Subscriptions filter = with(pattern);

        for (Kind kind : Kind.values()) {
            boolean passes = switch (kind) {
                case CANDLE -> filter.passesCandle("mock", "A", Timeframe.M1);
                case ACCOUNT -> filter.passesAccount("mock");
                default -> filter.passes("mock", "A", kind);
            };
            assertThat(passes).as("%s %s", pattern, kind).isEqualTo(List.of(kinds.split(" ")).contains(kind.name()));
        }
    }

    @Test
    void looksForTheExactSymbolOfThePlatformOrForAll() {
        Subscriptions filter = of("[{'platform':'mock','instrument':'A','events':['quote'],'more':1},"
                + "{'platform':'mock','instrument':'A','events':['orders']},"
                + "{'platform':'mock','instrument':'*','events':['trades']},"
                + "{'platform':'mock','instrument':'B*','events':['*']}]");

        assertThat(filter.passes("mock", "A", Kind.QUOTE)).isTrue();
        assertThat(filter.passes("mock", "A", Kind.ORDER)).isTrue();
        assertThat(filter.passes("mock", "A", Kind.TRADE)).isTrue();
        assertThat(filter.passes("mock", "a", Kind.QUOTE)).isFalse();
        assertThat(filter.passes("mock", "B", Kind.ORDER)).isFalse();
        assertThat(filter.passes("mock", "B", Kind.TRADE)).isTrue();
        assertThat(filter.passes("tektii", "A", Kind.QUOTE)).isFalse();
    }

    @Test
    void asksVenuesForTheUnionOfAllEntries() {
        Subscriptions filter = of("[{'platform':'mock','instrument':'A','events':['quote','candle_5m']},"
                + "{'platform':'mock','instrument':'*','events':['candles.1h']}]");

        Set<Timeframe> both = EnumSet.of(Timeframe.M5, Timeframe.H1);
        assertThat(filter.wanted("mock")).containsExactly(new MarketSubscription(new Symbol("A"), true, both),
                new MarketSubscription(new Symbol("*"), true, both));
        assertThat(with("orders").wanted("mock"))
                .containsExactly(new MarketSubscription(new Symbol("A"), false, Set.of()));
        assertThat(with("*").wanted("mock"))
                .containsExactly(new MarketSubscription(new Symbol("A"), true, EnumSet.allOf(Timeframe.class)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "x", "[", "{}", "[1]", "[{}]", "null",
            "[{'platform':'mock','instrument':'A'}]", "[{'platform':'mock','events':[]}]",
            "[{'instrument':'A','events':[]}]", "[{'platform':'mock','instrument':'A','events':[1]}]",
            "[{'platform':'mock','instrument':'A','events':'quote'}]", "[] []"})
    void isRefusedByNameWhenItIsNoList(String text) {
        Environment environment = Environment.read(Map.of("SUBSCRIPTIONS", text.replace('\'', '"')), Path.of("target"));

        assertThatThrownBy(() -> StreamSettings.read(environment)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("SUBSCRIPTIONS");
    }

    @Test
    void isEmptyWhenItsValueIs() {
        assertThat(StreamSettings.read(Environment.read(Map.of("SUBSCRIPTIONS", ""), Path.of("target")))
                .subscriptions()
                .passes("mock", "A", Kind.ORDER)).isTrue();
    }

    @Test
    void refusesPlatformsThatAreNotTradedOn() {
        assertThatThrownBy(() -> with("quote").check(List.of("alpaca-paper"))).isInstanceOf(ConfigException.class)
                .hasMessageContaining("mock")
                .hasMessageContaining("alpaca-paper");
        with("quote").check(List.of("mock"));
    }
}
