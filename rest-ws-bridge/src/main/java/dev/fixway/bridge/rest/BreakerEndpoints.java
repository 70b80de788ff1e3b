package dev.fixway.bridge.rest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `GET /v1/circuit-breakers` and `POST /v1/circuit-breakers/reset`. Owned by the I/O thread.
///
/// No adapter here has a breaker, and no exits are placed yet that could trip one: both are closed, and a reset has
/// nothing to do but keep its cool-down.
final class BreakerEndpoints {
    private static final long COOL_DOWN_NANOS = Duration.ofSeconds(60).toNanos();

    private final TradingMetrics metrics;
    private @Nullable Long resetAtNanos;

    BreakerEndpoints(TradingMetrics metrics) {
        this.metrics = metrics;
    }

    void show(Call call) {
        call.answer(response());
    }

    void reset(Call call) {
        long now = metrics.nanos();
        Long last = resetAtNanos;
        if (last != null && now - last < COOL_DOWN_NANOS) {
            throw new RefusedRequest(ApiError.of(ErrorCode.RESET_COOLDOWN, "the last reset was less than 60 s ago"));
        }
        resetAtNanos = now;
        metrics.breakersReset();
        call.answer(response());
    }

    private static Response response() {
        return Response.json(200, json -> {
            json.writeStartObject();
            for (String name : new String[]{"adapter", "exit_order"}) {
                json.writeObjectPropertyStart(name);
                json.writeStringProperty("state", "closed");
                json.writeNumberProperty("failure_count", 0);
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }
}
