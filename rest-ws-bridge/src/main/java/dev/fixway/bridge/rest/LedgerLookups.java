package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.QueryLagException;
import dev.fixway.engine.ledger.TradeFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Orders that the engine no longer holds, read from the ledger on virtual threads; at most [#AT_ONCE_MAX] at a time.
final class LedgerLookups {
    static final int AT_ONCE_MAX = 64;
    private static final Logger LOG = LoggerFactory.getLogger(LedgerLookups.class);

    private final LedgerReader reader;
    private final Semaphore room = new Semaphore(AT_ONCE_MAX);

    LedgerLookups(LedgerReader reader) {
        this.reader = reader;
    }

    /// Answers the call with what the work finds on a virtual thread.
    void answer(Call call, Supplier<Response> work) {
        if (!room.tryAcquire()) {
            call.answer(ApiError.busy().response());
            return;
        }
        Thread.ofVirtual().name("ledger-lookup").start(() -> {
            try {
                call.guarded(() -> call.answer(found(work)));
            } finally {
                room.release();
            }
        });
    }

    /// Asks the ledger on a virtual thread and goes on with the answer on the I/O thread.
    <T extends @Nullable Object> void look(Call call, Supplier<T> question, Consumer<T> then) {
        if (!room.tryAcquire()) {
            call.answer(ApiError.busy().response());
            return;
        }
        Thread.ofVirtual().name("ledger-lookup").start(() -> {
            try {
                T found = question.get();
                call.onIoThread(() -> call.guarded(() -> then.accept(found)));
            } catch (LedgerException e) {
                LOG.warn("ledger not readable", e);
                call.answer(ApiError.unavailable("the ledger cannot be read").response());
            } finally {
                room.release();
            }
        });
    }

    private static Response found(Supplier<Response> work) {
        try {
            return work.get();
        } catch (QueryLagException e) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("reason", "the query side is behind");
            details.put("lag", e.lag());
            return ApiError.of(ErrorCode.PROVIDER_UNAVAILABLE, "the query side is behind", details).response();
        } catch (LedgerException e) {
            LOG.warn("ledger not readable", e);
            return ApiError.unavailable("the ledger cannot be read").response();
        }
    }

    /// The order by our id as it stands in the ledger; null when the account has none.
    @Nullable
    Order find(AccountId account, String orderId) {
        if (!OrderId.isOrderId(orderId)) {
            return null;
        }
        Order order = EventCodec.fold(reader.eventsOf(new OrderId(orderId)));
        return order == null || !order.intent().party().account().equals(account) ? null : order;
    }

    /// Orders that match, newest first.
    List<Order> find(OrderFilter filter) {
        List<Order> orders = new ArrayList<>();
        for (OrderId orderId : reader.find(filter)) {
            Order order = EventCodec.fold(reader.eventsOf(orderId));
            if (order != null) {
                orders.add(order);
            }
        }
        return orders;
    }

    List<LedgerTrade> trades(TradeFilter filter) {
        return reader.trades(filter);
    }

    /// Why an order was rejected, as an error of its submission.
    ApiError rejection(OrderId orderId) {
        for (LedgerEvent row : reader.eventsOf(orderId).reversed()) {
            if (row.type() == EventType.REJECTED) {
                String text = row.get(LedgerField.REASON_TEXT);
                return ApiError.rejected(RejectReason.valueOf(row.text(LedgerField.REASON_CODE)).code(),
                        text == null ? "" : text);
            }
        }
        return ApiError.rejected(RejectReason.VENUE_REFUSED.code(), "the order was rejected");
    }
}
