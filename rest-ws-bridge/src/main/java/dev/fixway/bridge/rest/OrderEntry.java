package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderIntent;
import io.undertow.util.Headers;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `POST /v1/orders`.
final class OrderEntry {
    private final OrderIntents intents;
    private final EngineDoor engine;
    private final LedgerLookups ledger;
    private final Correlations correlations;
    private final TradingMetrics metrics;

    OrderEntry(OrderIntents intents, EngineDoor engine, LedgerLookups ledger, Correlations correlations,
            TradingMetrics metrics) {
        this.intents = intents;
        this.engine = engine;
        this.ledger = ledger;
        this.correlations = correlations;
        this.metrics = metrics;
    }

    void submit(Call call) {
        requireJson(call);
        BodyReader.read(call, body -> enter(call, body));
    }

    static void requireJson(Call call) {
        if (!isJson(call.header(Headers.CONTENT_TYPE))) {
            throw new RefusedRequest(ApiError.undecodable("Content-Type must be application/json"));
        }
    }

    static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals("application/json") || (media.startsWith("application/") && media.endsWith("+json"));
    }

    private void enter(Call call, byte[] body) {
        OrderIntent intent = intents.of(OrderRequestCodec.decode(body));
        long startNanos = metrics.nanos();
        engine.ask(call,
                reply -> new Command.EnterOrder(intent, null, EngineDoor.arrival(call, "POST /v1/orders", body), reply),
                answer -> {
                    if (!(answer instanceof Answer.Repeated)) {
                        metrics.submitted(intent.provider(), startNanos);
                    }
                    answer(call, intent, answer);
                });
    }

    private void answer(Call call, OrderIntent intent, Answer answer) {
        switch (answer) {
            case Answer.Known known -> {
                if (OrderStatus.of(known.order()) != OrderStatus.REJECTED) {
                    metrics.accepted(intent.provider());
                }
                answer(call, known.order());
            }
            case Answer.Repeated repeated -> answer(call, repeated.order());
            case Answer.Refused refused ->
                call.answer(ApiError.rejected(refused.reason().code(), refused.text()).response());
            case Answer.RequestRefused _, Answer.NotOpen _, Answer.Listed _ -> throw EngineDoor.unexpected(answer);
            case Answer.Surveyed _, Answer.AllCanceled _, Answer.OfClose _ -> throw EngineDoor.unexpected(answer);
            case Answer.Kill _, Answer.Busy _, Answer.Unavailable _ ->
                throw EngineDoor.unexpected(answer);
        }
    }

    private void answer(Call call, Order order) {
        OrderStatus status = OrderStatus.of(order);
        if (status == OrderStatus.REJECTED) {
            ledger.answer(call, () -> ledger.rejection(order.orderId()).response());
            return;
        }
        UUID correlationId = correlations.of(order.orderId(), status.isEnded());
        call.answer(Response.json(201, json -> OrderJson.writeHandle(json, order, correlationId)));
    }
}
