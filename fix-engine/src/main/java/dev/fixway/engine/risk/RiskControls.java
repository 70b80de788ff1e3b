package dev.fixway.engine.risk;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.market.LastPrices;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The limits: largest quantity and value of an order, messages of an account in a second. Owned by the `orders`
/// thread.
///
/// Cancels are never limited, nor is the size of what only closes a position. What trades at the market is valued at
/// the last price: streamed, or asked of the venue for it.
public final class RiskControls {
    private final RiskSettings settings;
    private final Set<ProviderId> guarded;
    private final LastPrices prices;
    private final Map<AccountId, MessageRate> rates = new HashMap<>();
    private final AskedPrices asked = new AskedPrices();

    /// - `guarded`: providers whose orders must keep the limits
    public RiskControls(RiskSettings settings, Set<ProviderId> guarded, LastPrices prices) {
        this.settings = settings;
        this.guarded = Set.copyOf(guarded);
        this.prices = prices;
    }

    /// How long an order waits for a price that is asked of its venue; zero where none is asked.
    public Duration priceWait() {
        return settings.priceWait();
    }

    /// A venue was asked for its price.
    public void saw(ProviderId provider, Symbol symbol, LastPrices.LastPrice price) {
        asked.put(provider, symbol, price);
    }

    /// Decides about a new order; null when its provider has no limits.
    ///
    /// - `isExit`: it only closes a position
    /// - `isCounted`: it was checked before, and is checked again now that its price was asked for
    public @Nullable Check entering(OrderIntent intent, boolean isExit, boolean isCounted, Instant now) {
        if (!guarded.contains(intent.provider())) {
            return null;
        }
        Decision tooMany = isCounted ? null : rate(intent.party().account(), now);
        if (tooMany != null || isExit) {
            return tooMany != null ? tooMany : new Decision.Passed(null);
        }
        Decision tooLarge = qty(intent.provider(), intent.terms());
        return tooLarge != null ? tooLarge : value(intent, intent.terms(), now);
    }

    /// Decides about new terms of an order; null when its provider has no limits. What gets no larger passes.
    ///
    /// - `isCounted`: as of [#entering]
    public @Nullable Check replacing(Order order, Terms wished, boolean isCounted, Instant now) {
        OrderIntent intent = order.intent();
        if (!guarded.contains(intent.provider())) {
            return null;
        }
        Decision tooMany = isCounted ? null : rate(intent.party().account(), now);
        if (tooMany != null || intent.handling().reduceOnly() || intent.isExit()) {
            return tooMany != null ? tooMany : new Decision.Passed(null);
        }
        boolean raisesQty = wished.orderQty().compareTo(order.terms().orderQty()) > 0;
        Decision tooLarge = raisesQty ? qty(intent.provider(), wished) : null;
        if (tooLarge != null) {
            return tooLarge;
        }
        return raisesQty || raisesPrice(order.terms(), wished)
                ? value(intent, wished, now)
                : new Decision.Passed(null);
    }

    private static boolean raisesPrice(Terms before, Terms wished) {
        Price old = price(before);
        Price asked = price(wished);
        return asked == null ? old != null : old == null || asked.compareTo(old) > 0;
    }

    private @Nullable Decision rate(AccountId account, Instant now) {
        int perSecond = settings.limit(account.value(), RiskSettings.RATE, settings.messagesPerSecond());
        if (perSecond == 0) {
            return null;
        }
        int burst = settings.limit(account.value(), RiskSettings.BURST, settings.messagesBurst());
        MessageRate rate = rates.computeIfAbsent(account, _ -> new MessageRate(perSecond, burst, now));
        return rate.take(now)
                ? null
                : new Decision.Refused(RejectReason.MESSAGE_RATE,
                        "account " + account + " sends more than " + perSecond + " a second",
                        Integer.toString(perSecond), null, null);
    }

    private @Nullable Decision qty(ProviderId provider, Terms terms) {
        BigDecimal most = settings.limit(provider.value(), RiskSettings.QTY, settings.orderQtyMax());
        BigDecimal qty = terms.orderQty().value();
        return most.signum() == 0 || qty.compareTo(most) <= 0
                ? null
                : refused(RejectReason.MAX_ORDER_QTY, qty, most, null);
    }

    private Check value(OrderIntent intent, Terms terms, Instant now) {
        BigDecimal most = settings.limit(intent.provider().value(), RiskSettings.VALUE, settings.orderValueMax());
        if (most.signum() == 0) {
            return new Decision.Passed(null);
        }
        if (terms.cashOrderQty() != null) {
            return compared(terms.cashOrderQty().value(), most, null);
        }
        BigDecimal qty = terms.orderQty().value();
        Price price = price(terms);
        Decision byTerms = price == null ? null : compared(price.value().multiply(qty), most, null);
        if (byTerms instanceof Decision.Refused || (byTerms != null && !tradesAtMarket(intent.side(), terms))) {
            return byTerms;
        }
        LastPrices.LastPrice seen = seen(intent);
        if (seen == null || seen.at().isBefore(now.minus(settings.priceMaxAge()))) {
            return new Check.Unpriced(byTerms != null ? byTerms : unpriced(intent.symbol(), seen));
        }
        return price == null || byTerms == null || seen.price().compareTo(price) > 0
                ? compared(seen.price().value().multiply(qty), most, seen)
                : byTerms;
    }

    private LastPrices.@Nullable LastPrice seen(OrderIntent intent) {
        LastPrices.LastPrice seen = asked.newer(intent.provider(), intent.symbol(),
                prices.of(intent.provider(), intent.symbol()));
        // A side that nobody quotes is a zero in some venues' words.
        return seen != null && seen.price().isPositive() ? seen : null;
    }

    /// Whether it can trade at more than its terms say: a sell limit is the least that is taken, and a buy stop below
    /// the market is a market order.
    private static boolean tradesAtMarket(Side side, Terms terms) {
        return side == Side.SELL ? terms.stopPx() == null : terms.price() == null;
    }

    private Decision unpriced(Symbol symbol, LastPrices.@Nullable LastPrice seen) {
        return seen == null
                ? new Decision.Refused(RejectReason.NO_PRICE,
                        "no price of " + symbol + " is known to value a market order at", null, null, null)
                : new Decision.Refused(RejectReason.STALE_PRICE,
                        "the price of " + symbol + " is of " + seen.at() + ", too old to value a market order at",
                        settings.priceMaxAge().toMillis() + " ms", null, seen);
    }

    private static Decision compared(BigDecimal value, BigDecimal most, LastPrices.@Nullable LastPrice reference) {
        return value.abs().compareTo(most) <= 0
                ? new Decision.Passed(reference)
                : refused(RejectReason.MAX_ORDER_VALUE, value.abs(), most, reference);
    }

    private static Decision refused(RejectReason rule, BigDecimal value, BigDecimal most,
            LastPrices.@Nullable LastPrice reference) {
        String text = value.toPlainString() + " is more than " + most.toPlainString();
        return new Decision.Refused(rule, text, most.toPlainString(), value.toPlainString(), reference);
    }

    /// The most that the order trades at, as far as its terms say: the higher of limit and stop.
    private static @Nullable Price price(Terms terms) {
        Price limit = terms.price();
        Price stop = terms.stopPx();
        return limit == null || (stop != null && stop.compareTo(limit) > 0) ? stop : limit;
    }
}
