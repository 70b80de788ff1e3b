package dev.fixway.engine.domain;

import java.time.Instant;

/// Whether the kill switch is on: nothing new goes to any venue, and what is open is being cancelled.
public sealed interface KillState {
    static KillState off() {
        return new Off();
    }

    default boolean isOn() {
        return this instanceof On;
    }

    /// Orders are taken.
    record Off() implements KillState {}

    /// Orders are refused, but for those that only close a position.
    ///
    /// - `number`: orders with a lower number are cancelled; those that close positions come later and stay
    /// - `by`, `text`: who switched it on, and why
    record On(long number, Instant since, String by, String text) implements KillState {
        public On {
            text = Texts.bounded(text);
        }

        /// Whether this order must not stay open.
        public boolean covers(Order order) {
            return order.orderId().number() < number && !order.phase().isFinal();
        }
    }
}
