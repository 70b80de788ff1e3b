package dev.fixway.engine.domain;

/// What an edge found wrong with a command; the engine records and answers it, after it has looked for a repeat.
public record Refusal(RejectReason reason, String text) {
    public Refusal {
        text = Texts.bounded(text);
    }
}
