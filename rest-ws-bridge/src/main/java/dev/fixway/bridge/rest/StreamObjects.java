package dev.fixway.bridge.rest;

import dev.fixway.bridge.stream.ObjectWriter;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.VenuePosition;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/// Shows the stream's clients the objects that REST answers with.
final class StreamObjects implements ObjectWriter {
    private final Correlations correlations;

    StreamObjects(Correlations correlations) {
        this.correlations = correlations;
    }

    @Override
    public void order(JsonGenerator json, Order order, boolean isNew) {
        boolean isOwn = order.intent().party().edge() == Edge.REST;
        OrderJson.write(json, order, correlations.told(order.orderId(), isNew && isOwn,
                OrderStatus.of(order).isEnded()));
    }

    @Override
    public void trade(JsonGenerator json, LedgerEvent fill) {
        json.writeStartObject();
        json.writeStringProperty("id", fill.text(LedgerField.EXEC_ID));
        json.writeStringProperty("order_id", fill.text(LedgerField.ORDER_ID));
        json.writeStringProperty("symbol", fill.text(LedgerField.SYMBOL));
        json.writeStringProperty("side", fill.text(LedgerField.SIDE));
        json.writeStringProperty("quantity", fill.text(LedgerField.LAST_QTY));
        json.writeStringProperty("price", fill.text(LedgerField.LAST_PX));
        json.writeStringProperty("commission", "0");
        json.writeStringProperty("commission_currency", "USD");
        String liquidity = fill.get(LedgerField.LIQUIDITY);
        if (liquidity != null) {
            json.writeBooleanProperty("is_maker", liquidity.equals("ADDED"));
        }
        json.writeStringProperty("timestamp", Instant.parse(fill.text(LedgerField.EVENT_TIME)).toString());
        json.writeEndObject();
    }

    @Override
    public void quote(JsonGenerator json, Quote quote) {
        MarketJson.write(json, quote);
    }

    @Override
    public void bar(JsonGenerator json, Bar bar) {
        MarketJson.write(json, bar);
    }

    @Override
    public void position(JsonGenerator json, VenuePosition position) {
        MarketJson.write(json, position);
    }

    @Override
    public void account(JsonGenerator json, AccountFigures figures) {
        MarketJson.write(json, figures);
    }
}
