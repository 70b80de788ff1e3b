package dev.fixway.providers.mock;

import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/// The netted position in a symbol.
///
/// - `quantity`: above zero long, below zero short
/// - `entryPx`: average price of what is held, scale at most 18
/// - `lastPx`: price of the last fill
/// - `openedAt`, `updatedAt`: times of the fill that opened it and of the last one
public record MockPosition(Symbol symbol, BigDecimal quantity, BigDecimal entryPx, BigDecimal lastPx, Instant openedAt,
        Instant updatedAt) {
    /// As far as orders can take a position, long or short.
    static final Qty QTY_MAX = Qty.of("99999999999999999999");
    private static final int ENTRY_SCALE = 18;
    private static final String ID = "mock-pos-";

    /// How clients name it.
    public String id() {
        return idOf(symbol);
    }

    static String idOf(Symbol symbol) {
        return ID + symbol;
    }

    static MockPosition flat(Symbol symbol) {
        return new MockPosition(symbol, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, Instant.EPOCH,
                Instant.EPOCH);
    }

    /// Its size, [#QTY_MAX] where a book of before holds more.
    Qty size() {
        return isTooLarge() ? QTY_MAX : new Qty(quantity.abs());
    }

    boolean isTooLarge() {
        return quantity.abs().compareTo(QTY_MAX.value()) > 0;
    }

    /// How much an order of that side can take off it.
    Qty reducible(Side side) {
        return isOn(side) ? Qty.ZERO : size();
    }

    /// How much it holds of what orders of that side make larger.
    Qty held(Side side) {
        return isOn(side) ? size() : Qty.ZERO;
    }

    private boolean isOn(Side side) {
        return side == Side.BUY ? quantity.signum() > 0 : quantity.signum() < 0;
    }

    boolean isFlat() {
        return quantity.signum() == 0;
    }

    /// The same side averages the entry; the other side reduces, closes, or flips with the fill price as new entry.
    MockPosition after(Side side, MockFill fill) {
        BigDecimal px = fill.lastPx().value();
        BigDecimal change = side == Side.BUY ? fill.lastQty().value() : fill.lastQty().value().negate();
        BigDecimal sum = quantity.add(change);
        if (quantity.signum() * change.signum() >= 0) {
            BigDecimal cost = quantity.multiply(entryPx).add(change.multiply(px));
            return new MockPosition(symbol, sum, cost.divide(sum, ENTRY_SCALE, RoundingMode.HALF_EVEN), px,
                    quantity.signum() == 0 ? fill.at() : openedAt, fill.at());
        }
        boolean flips = sum.signum() == change.signum();
        return new MockPosition(symbol, sum, flips ? px : entryPx, px, flips ? fill.at() : openedAt, fill.at());
    }
}
