package dev.fixway.engine.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The ids of an order and its requests.
///
/// - `current`: last accepted ClOrdID(11) in the entering party's view; null on an order without one
/// - `open`: requests that wait for the venue, oldest first; at most [#OPEN_MAX]
/// - `settled`: requests that are decided, oldest first, so that a status request by their id still finds the order
public record Chain(@Nullable ClOrdId current, List<Request> open, List<Request> settled) {
    /// Most requests that may be open on one order.
    public static final int OPEN_MAX = 8;
    /// Settled requests that are remembered; older ones are found in the ledger.
    private static final int SETTLED_MAX = 32;
    /// Of these, requests of which the venue has never heard: they must not push out the others.
    private static final int NOT_SENT_MAX = 8;

    public Chain {
        open = List.copyOf(open);
        int forgotten = settled.size() - SETTLED_MAX;
        settled = List.copyOf(forgotten <= 0 ? settled : settled.subList(forgotten, settled.size()));
    }

    static Chain startingWith(@Nullable ClOrdId clOrdId) {
        return new Chain(clOrdId, List.of(), List.of());
    }

    Chain opened(Request request) {
        return new Chain(current, plus(open, request), settled);
    }

    Chain called(ClOrdId clOrdId, Request.Call call) {
        return new Chain(current, open.stream().map(r -> r.clOrdId().equals(clOrdId) ? r.with(call) : r).toList(),
                settled);
    }

    /// One that was refused before it was open is remembered too: the next one may name it. Somebody else may have an
    /// open request under the same id: that one stays.
    Chain refused(Request refusedRequest, Request.Settled refused) {
        Request request = find(refusedRequest.clOrdId());
        if (request != null && request.party().equals(refusedRequest.party())) {
            return settled(request.clOrdId(), current, asked -> asked.with(refused));
        }
        if (has(refusedRequest.party(), refusedRequest.clOrdId())) {
            return this;
        }
        return new Chain(current, open, plus(withoutOldestNotSent(), refusedRequest.with(refused)));
    }

    /// The settled requests with room for one more that was never sent.
    private List<Request> withoutOldestNotSent() {
        List<Request> notSent = settled.stream().filter(Request::isRefusedUnsent).toList();
        if (notSent.size() < NOT_SENT_MAX) {
            return settled;
        }
        List<Request> fewer = new ArrayList<>(settled);
        fewer.remove(notSent.getFirst());
        return fewer;
    }

    Chain replaced(ClOrdId clOrdId, Party enteredBy, Instant at) {
        Request request = find(clOrdId);
        boolean own = request != null && request.party().equals(enteredBy);
        return settled(clOrdId, own ? clOrdId : current, done -> done.with(new Request.Settled(at, null)));
    }

    Chain ended() {
        List<Request> all = new ArrayList<>(settled);
        all.addAll(open);
        return new Chain(current, List.of(), all);
    }

    private Chain settled(ClOrdId clOrdId, @Nullable ClOrdId newCurrent, UnaryOperator<Request> mark) {
        Request request = find(clOrdId);
        if (request == null) {
            return this;
        }
        return new Chain(newCurrent, open.stream().filter(r -> !r.equals(request)).toList(),
                plus(settled, mark.apply(request)));
    }

    /// The oldest open request of this kind; null when there is none.
    public @Nullable Request first(Predicate<Request> wanted) {
        for (Request request : open) {
            if (wanted.test(request)) {
                return request;
            }
        }
        return null;
    }

    /// The open request with this id; null when there is none.
    public @Nullable Request find(ClOrdId clOrdId) {
        return first(request -> request.clOrdId().equals(clOrdId));
    }

    /// Whether such a request was settled just so: a venue that says it again repeats itself.
    public boolean knows(Request.Settled told, Predicate<Request> such) {
        return settled.stream().anyMatch(request -> told.equals(request.settled()) && such.test(request));
    }

    /// The request with this id, open or settled; null when there is none.
    public @Nullable Request findAny(ClOrdId clOrdId) {
        Request found = find(clOrdId);
        return found != null
                ? found
                : settled.stream().filter(r -> r.clOrdId().equals(clOrdId)).findFirst().orElse(null);
    }

    /// Whether a party has had a request under this id.
    public boolean has(Party party, ClOrdId clOrdId) {
        return open.stream().anyMatch(r -> r.is(party, clOrdId))
                || settled.stream().anyMatch(r -> r.is(party, clOrdId));
    }

    /// The settled requests that the next chain of the same order remembers no more.
    public List<Request> forgottenBy(Chain next) {
        List<Request> forgotten = List.of();
        int at = 0;
        for (Request request : settled) {
            if (at < next.settled.size() && request.equals(next.settled.get(at))) {
                at++;
            } else {
                forgotten = plus(forgotten, request);
            }
        }
        return forgotten;
    }

    /// The terms that the latest open replace asks for; null without one.
    public @Nullable Terms latestWished() {
        Terms wished = null;
        for (Request request : open) {
            wished = request.newTerms() != null ? request.newTerms() : wished;
        }
        return wished;
    }

    public boolean has(RequestKind kind) {
        return first(request -> request.kind() == kind) != null;
    }

    private static List<Request> plus(List<Request> list, Request request) {
        List<Request> longer = new ArrayList<>(list);
        longer.add(request);
        return longer;
    }
}
