package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// Reasons and words of a report: OrdRejReason(103), ExecRestatementReason(378), Text(58).
public record Note(@Nullable RejectReason reason, @Nullable Integer restatementReason, String text) {
    public Note {
        text = Texts.bounded(text);
    }
}
