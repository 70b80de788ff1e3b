package dev.fixway.providers.alpaca;

import dev.fixway.providers.wire.RateBudget;
import dev.fixway.providers.wire.VenueManner;
import dev.fixway.providers.wire.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts the keys on requests and takes the rates from answers.
record AlpacaManner(AlpacaSettings.Credentials credentials, RateBudget budget, InstantSource clock)
        implements
            VenueManner {
    private static final int TOO_MANY = 429;

    @Override
    public WireRequest signed(WireRequest request) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put("APCA-API-KEY-ID", credentials.key().reveal());
        headers.put("APCA-API-SECRET-KEY", credentials.secret().reveal());
        return new WireRequest(request.method(), request.path(), request.body(), headers);
    }

    @Override
    public void answered(int status, Function<String, @Nullable String> header) {
        Long limit = number(header.apply("X-RateLimit-Limit"));
        Long remaining = number(header.apply("X-RateLimit-Remaining"));
        Duration untilReset = untilReset(header);
        if (status == TOO_MANY) {
            Long retryAfter = number(header.apply("Retry-After"));
            budget.refused(retryAfter == null ? untilReset : Duration.ofSeconds(retryAfter));
            return;
        }
        budget.taken();
        if (limit != null && remaining != null) {
            budget.told((int) Math.min(limit, Integer.MAX_VALUE), (int) Math.min(remaining, Integer.MAX_VALUE),
                    untilReset == null ? Duration.ofMinutes(1) : untilReset);
        }
    }

    /// Until the window turns, by the venue's seconds and our clock: at most a minute, whatever the clocks say.
    private @Nullable Duration untilReset(Function<String, @Nullable String> header) {
        Long reset = number(header.apply("X-RateLimit-Reset"));
        if (reset == null) {
            return null;
        }
        Duration until = Duration.between(clock.instant(), Instant.ofEpochSecond(reset));
        return until.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofMinutes(1) : until;
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null || !text.matches("[0-9]{1,12}") ? null : Long.valueOf(text);
    }
}
