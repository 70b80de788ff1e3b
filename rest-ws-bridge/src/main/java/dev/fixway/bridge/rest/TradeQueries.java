package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Liquidity;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.TradeFilter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// `GET /v1/trades`: executions from the ledger, as they stand.
final class TradeQueries {
    private static final Set<String> KEYS = Set.of("symbol", "order_id", "since", "until", "limit");

    private final RestEdge edge;
    private final LedgerLookups ledger;

    TradeQueries(RestEdge edge, LedgerLookups ledger) {
        this.edge = edge;
        this.ledger = ledger;
    }

    void list(Call call) {
        Query query = call.query(KEYS);
        Instant since = query.time("since");
        Instant until = query.time("until");
        Long limit = query.count("limit");
        String orderId = query.text("order_id");
        if ((limit != null && limit == 0) || (orderId != null && !OrderId.isOrderId(orderId))) {
            call.answer(response(List.of()));
            return;
        }
        TradeFilter filter = new TradeFilter(edge.account(), orderId == null ? null : new OrderId(orderId),
                query.text("symbol"), since, until,
                limit == null ? ListFilter.LIMIT_DEFAULT : (int) Math.min(limit, ListFilter.LIMIT_MAX));
        ledger.answer(call, () -> response(ledger.trades(filter)));
    }

    private static Response response(List<LedgerTrade> trades) {
        return Response.json(200, json -> {
            json.writeStartArray();
            trades.forEach(trade -> write(json, trade));
            json.writeEndArray();
        });
    }

    /// No venue here says with a fill what it costs (Alpaca books fees for the day): zero, as the contract has it.
    private static void write(JsonGenerator json, LedgerTrade trade) {
        json.writeStartObject();
        json.writeStringProperty("id", trade.execId().value());
        json.writeStringProperty("order_id", trade.orderId().value());
        json.writeStringProperty("symbol", trade.symbol().value());
        json.writeStringProperty("side", trade.side().name());
        json.writeStringProperty("quantity", trade.trade().lastQty().toString());
        json.writeStringProperty("price", trade.trade().lastPx().toString());
        json.writeStringProperty("commission", "0");
        json.writeStringProperty("commission_currency", "USD");
        Liquidity liquidity = trade.trade().liquidity();
        if (liquidity != null) {
            json.writeBooleanProperty("is_maker", liquidity == Liquidity.ADDED);
        }
        json.writeStringProperty("timestamp", trade.tradedAt().toString());
        json.writeEndObject();
    }
}
