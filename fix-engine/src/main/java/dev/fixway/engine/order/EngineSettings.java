package dev.fixway.engine.order;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import java.time.Duration;
import java.util.List;

/// How the engine behaves.
public record EngineSettings(int inboxCapacity, int denialLaneCapacity, int parkedMax, Duration parkedMaxAge,
        Duration providerCallTimeout, Duration restAnswerTimeout, Duration clientOrderIdWindow,
        Duration resentOrderMaxAge) {
    private static final Setting<Integer> INBOX = Setting.integer("ENGINE_INBOX_CAPACITY", "commands", 10_000, 16,
            1_000_000,
            "Commands that may wait for the engine; new orders are refused at 80 %.");
    private static final Setting<Integer> LANE = Setting.integer("ENGINE_DENIAL_LANE_CAPACITY", "commands", 256, 1,
            100_000,
            "Commands without room that may wait for their recorded refusal, per FIX session.");
    private static final Setting<Integer> PARKED = Setting.integer("ENGINE_PARKED_MAX", "commands", 1_000, 1, 1_000_000,
            "Commands and venue events that may wait for an order to be read from the ledger; as many commands may wait"
                    + " for prices.");
    private static final Setting<Duration> PARKED_AGE = Setting.millis("ENGINE_PARKED_MAX_AGE_MS", 10_000,
            "How long one may wait before it is refused.");
    private static final Setting<Duration> CALL_TIMEOUT = Setting.millis("PROVIDER_CALL_TIMEOUT_MS", 10_000,
            "How long a call to a venue may take before its order is in doubt.");
    private static final Setting<Duration> REST_TIMEOUT = Setting.millis("REST_ANSWER_TIMEOUT_MS", 10_000,
            "How long a REST request waits for the venue before it answers with the order as it is.");
    private static final Setting<Duration> WINDOW = Setting.seconds("CLIENT_ORDER_ID_WINDOW", 86_400,
            "How long a client order id stays used; 0 switches the check of plain repeats off.");
    private static final Setting<Duration> RESENT_AGE = Setting.millis("FIX_RESENT_ORDER_MAX_AGE_MS", 30_000,
            "Age at which a resent order or replace (43=Y) that is not known is refused.");

    /// Every setting of the engine.
    public static List<Setting<?>> all() {
        return List.of(INBOX, LANE, PARKED, PARKED_AGE, CALL_TIMEOUT, REST_TIMEOUT, WINDOW, RESENT_AGE);
    }

    public static EngineSettings read(Environment environment) {
        return new EngineSettings(environment.get(INBOX), environment.get(LANE), environment.get(PARKED),
                environment.get(PARKED_AGE), environment.get(CALL_TIMEOUT), environment.get(REST_TIMEOUT),
                environment.get(WINDOW), environment.get(RESENT_AGE));
    }
}
