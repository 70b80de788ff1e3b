package dev.fixway.engine.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A cancel or replace of an order.
///
/// - `origClOrdId`: the ClOrdID(11) of the order when the request came, null on an order that has none
/// - `newTerms`: of a replace only
/// - `call`: how far its provider call is
/// - `settled`: null while it is open, and for one that the end of its order has settled
public record Request(RequestKind kind, ClOrdId clOrdId, Party party, @Nullable ClOrdId origClOrdId,
        @Nullable Terms newTerms,
        Call call, @Nullable Settled settled) {

    /// How far the provider call of a request is.
    public enum Call {
        // Recorded, not yet sent.
        WAITING,
        // Recorded as sent; no outcome yet.
        SENT,
        // The venue may or may not have it.
        IN_DOUBT
    }

    /// When it was settled: all by which the venue's word for it can be told from another one.
    ///
    /// - `refusal`: the words in which it was refused; null when it was carried out
    public record Settled(Instant at, @Nullable String refusal) {}

    /// A request that is open.
    public Request(RequestKind kind, ClOrdId clOrdId, Party party, @Nullable ClOrdId origClOrdId,
            @Nullable Terms newTerms, Call call) {
        this(kind, clOrdId, party, origClOrdId, newTerms, call, null);
    }

    public static Request cancel(ClOrdId clOrdId, Party party, @Nullable ClOrdId origClOrdId) {
        return new Request(RequestKind.CANCEL, clOrdId, party, origClOrdId, null, Call.WAITING);
    }

    public static Request replace(ClOrdId clOrdId, Party party, @Nullable ClOrdId origClOrdId, Terms newTerms) {
        return new Request(RequestKind.REPLACE, clOrdId, party, origClOrdId, newTerms, Call.WAITING);
    }

    Request with(Call newCall) {
        return new Request(kind, clOrdId, party, origClOrdId, newTerms, newCall, settled);
    }

    Request with(Settled newSettled) {
        return new Request(kind, clOrdId, party, origClOrdId, newTerms, call, newSettled);
    }

    public boolean isRefused() {
        return settled != null && settled.refusal() != null;
    }

    /// Refused before the venue could hear of it.
    boolean isRefusedUnsent() {
        return isRefused() && call == Call.WAITING;
    }

    public boolean isCancel() {
        return kind == RequestKind.CANCEL;
    }

    /// Whether this is the request of that party under that id.
    public boolean is(Party who, ClOrdId id) {
        return clOrdId.equals(id) && party.equals(who);
    }
}
