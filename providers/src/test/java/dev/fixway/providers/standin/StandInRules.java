package dev.fixway.providers.standin;

import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.Refusal;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the stand-in refuses. Null means that nothing is wrong.
final class StandInRules {
    static final Set<String> SYMBOLS = Set.of("AAPL", "MSFT", "TSLA", "IBM", "EURUSD", "BTCUSD");
    private static final Set<String> SIDES = Set.of("buy", "sell");
    private static final Set<String> TYPES = Set.of("market", "limit", "stop", "stop_limit");
    private static final Set<String> TIMES = Set.of("day", "gtc", "ioc", "fok");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,28})?");
    private static final Pattern CLIENT_ID = Pattern.compile("[0-9A-Za-z-]{1,32}");

    private StandInRules() {}

    static @Nullable Refusal newOrder(NewOrder order) {
        if (!CLIENT_ID.matcher(order.clientId()).matches()) {
            return new Refusal("client_id", "a client id has 1 to 32 letters, digits and dashes");
        }
        if (!SYMBOLS.contains(order.symbol())) {
            return new Refusal("unknown_symbol", "unknown symbol");
        }
        if (!SIDES.contains(order.side())) {
            return new Refusal("unsupported", "unknown side");
        }
        return terms(order.terms());
    }

    static @Nullable Refusal terms(TermsText terms) {
        if (!TYPES.contains(terms.type()) || !TIMES.contains(terms.timeInForce())) {
            return new Refusal("unsupported", "unknown type or time in force");
        }
        if (!isPositive(terms.quantity())) {
            return new Refusal("quantity", "the quantity is not positive");
        }
        boolean isLimit = terms.type().endsWith("limit");
        boolean isStop = terms.type().startsWith("stop");
        if (isWrong(isLimit, terms.price()) || isWrong(isStop, terms.stopPrice())) {
            return new Refusal("price", "a price is missing, not positive, or not of this type");
        }
        return null;
    }

    private static boolean isWrong(boolean isWanted, @Nullable String price) {
        return isWanted ? price == null || !isPositive(price) : price != null;
    }

    private static boolean isPositive(String number) {
        return NUMBER.matcher(number).matches() && new BigDecimal(number).signum() > 0;
    }
}
