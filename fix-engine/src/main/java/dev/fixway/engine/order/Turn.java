package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Reports;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.Transitions;
import dev.fixway.engine.domain.UtcText;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.provider.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One group in the making: what was decided becomes rows, what shall follow the commit becomes effects.
/// Owned by the `orders` thread.
final class Turn {
    private final Instant now;
    private final Book book;
    private final OrderIds ids;
    private final ReportRouting routing;
    private final List<LedgerEvent.Builder> rows = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Runnable> answers = new ArrayList<>();
    private final Map<Provider, List<Runnable>> calls = new LinkedHashMap<>();
    private final List<Runnable> reads = new ArrayList<>();

    /// The report of a row and who gets it; nobody for a row that is not told.
    ///
    /// - `after`: the order behind the event of the row; null when it is about none
    record Told(@Nullable Report report, List<String> recipients, @Nullable Order after) {
        private static final Told NOTHING = new Told(null, List.of(), null);
    }

    Turn(Instant now, Book book, OrderIds ids, ReportRouting routing) {
        this.now = now;
        this.book = book;
        this.ids = ids;
        this.routing = routing;
    }

    /// The engine's time for everything that is decided now.
    Instant now() {
        return now;
    }

    /// Takes a new order into the book with its first event.
    Live create(OrderEvent first, Cause cause) {
        return create(first, cause, null);
    }

    /// As above, of an order that closes a position.
    ///
    /// - `closeHash`: kept with the event, so that a repeat is known after a start too; null for none
    Live create(OrderEvent first, Cause cause, @Nullable String closeHash) {
        Order order = Order.create(first, cause.at());
        Live live = book.take(order);
        add(row(first, order, cause).set(LedgerField.REQUEST_HASH, closeHash),
                new Told(Reports.ofFirst(order), recipients(order, null), order));
        return live;
    }

    /// Applies an event to an order and records it; false when it cannot happen (any more) or is known.
    boolean record(Live live, OrderEvent event, Cause cause) {
        Order before = live.order();
        if (!Transitions.allows(before, event)) {
            return false;
        }
        if (event instanceof OrderEvent.Filled fill && before.executions().isKnown(fill.routeId(), fill.fillId())) {
            return false;
        }
        Order after = before.apply(event, cause.at());
        live.become(after);
        book.touch(live);
        index(live, before, event);
        book.forget(live, before);
        LedgerEvent.Builder row = row(event, after, cause).set(LedgerField.ORD_STATUS_BEFORE, before.ordStatus());
        Report report = Reports.of(before, event, after);
        if (report == null) {
            add(row, new Told(null, List.of(), after));
            return true;
        }
        Party requester = requester(before, event);
        boolean isPrivate = report instanceof Report.CancelReject;
        add(row, new Told(report, isPrivate ? fixNames(requester) : recipients(after, requester), after));
        if (event instanceof OrderEvent.RequestRefused refused) {
            endPending(before, refused.request(), after, cause);
        }
        return true;
    }

    /// The refusal of a request goes to who asked. Everybody else who was told that it is pending hears what the order
    /// is now.
    private void endPending(Order before, Request refused, Order after, Cause cause) {
        List<String> others = new ArrayList<>(recipients(after, refused.party()));
        others.removeAll(fixNames(refused.party()));
        boolean wasTold = before.chain().find(refused.clOrdId()) != null && before.ordStatus() != after.ordStatus();
        if (wasTold && !others.isEmpty()) {
            LedgerEvent.Builder row = LedgerEvent.of(EventType.STATUS_TOLD)
                    .set(LedgerField.PROVIDER, after.intent().provider());
            describe(row, cause);
            add(row, Reports.withoutRequest(ids.exec("REF"), after, refused), others);
        }
    }

    private void index(Live live, Order before, OrderEvent event) {
        switch (event) {
            case OrderEvent.CancelRequested asked -> book.index(live, asked.request());
            case OrderEvent.ReplaceRequested asked -> book.index(live, asked.request());
            case OrderEvent.RequestRefused refused -> {
                Request request = refused.request();
                if (!before.chain().has(request.party(), request.clOrdId())) {
                    book.index(live, request);
                }
                live.refused(request.clOrdId(), new Refusal(refused.reason(), refused.text()));
            }
            default -> {
            }
        }
    }

    /// Records something that is no order event; with a report for these sessions where there is one.
    void add(LedgerEvent.Builder row, @Nullable Report report, List<String> recipients) {
        add(row, report == null ? Told.NOTHING : new Told(report, recipients, null));
    }

    private void add(LedgerEvent.Builder row, Told telling) {
        if (telling.report() != null) {
            ReportCodec.put(row, telling.report());
            ReportCodec.putRecipients(row, telling.recipients());
        }
        told.add(telling);
        rows.add(row);
    }

    /// Answers so after the commit, behind the reports.
    void after(Runnable answer) {
        answers.add(answer);
    }

    /// Makes this call of a provider after the commit, before anybody is told: an order should not wait until others
    /// have heard of theirs.
    void call(Provider provider, Runnable call) {
        calls.computeIfAbsent(provider, _ -> new ArrayList<>()).add(call);
    }

    /// Starts reading something after the commit; it returns at once.
    void read(Runnable read) {
        reads.add(read);
    }

    /// Sessions that get a denial: the party's own and drop copies.
    List<String> denialRecipients(Party party) {
        return routing.recipients(party.account(), party.isFix() ? party.name() : null, null);
    }

    static List<String> fixNames(@Nullable Party party) {
        return party != null && party.isFix() ? List.of(party.name()) : List.of();
    }

    private List<String> recipients(Order order, @Nullable Party requester) {
        Party entering = order.intent().party();
        AccountId account = entering.account();
        return routing.recipients(account, entering.isFix() ? entering.name() : null,
                requester != null && requester.isFix() ? requester.name() : null);
    }

    private static @Nullable Party requester(Order before, OrderEvent event) {
        Request request = switch (event) {
            case OrderEvent.CancelRequested asked -> asked.request();
            case OrderEvent.ReplaceRequested asked -> asked.request();
            case OrderEvent.RequestRefused refused -> refused.request();
            case OrderEvent.Canceled canceled when canceled.request() != null ->
                before.chain().find(canceled.request());
            case OrderEvent.Replaced replaced -> before.chain().find(replaced.request());
            default -> null;
        };
        return request == null ? null : request.party();
    }

    private static LedgerEvent.Builder row(OrderEvent event, Order after, Cause cause) {
        LedgerEvent.Builder row = EventCodec.write(event, after);
        describe(row, cause);
        return row;
    }

    /// Writes who, when and by which message into a row.
    static void describe(LedgerEvent.Builder row, Cause cause) {
        EventCodec.putActor(row, cause.actor());
        row.set(LedgerField.EVENT_TIME, cause.at()).set(LedgerField.SOURCE, cause.source());
        if (cause.risk() != null) {
            cause.risk().put(row);
        }
        Arrival arrival = cause.arrival();
        if (arrival != null) {
            row.set(LedgerField.RECEIVED_AT, arrival.receivedAt())
                    .set(LedgerField.REMOTE_ADDR, arrival.remoteAddr())
                    .set(LedgerField.MSG_TYPE, emptyToNull(arrival.msgType()))
                    .set(LedgerField.RAW_MESSAGE, emptyToNull(arrival.raw()));
            if (arrival.fix() != null) {
                row.set(LedgerField.MSG_SEQ_NUM, arrival.fix().msgSeqNum())
                        .flag(LedgerField.POSS_DUP, arrival.fix().possDup());
            }
        }
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /// The rows with their sequences, ready to append.
    List<LedgerEvent> seal(long firstSeq, String installation) {
        List<LedgerEvent> sealed = new ArrayList<>(rows.size());
        String recordedAt = UtcText.iso(now);
        for (LedgerEvent.Builder row : rows) {
            row.set(LedgerField.RECORDED_AT, recordedAt)
                    .set(LedgerField.NODE_ID, installation)
                    .set(LedgerField.EPOCH, "1");
            sealed.add(row.at(firstSeq + sealed.size()));
        }
        return sealed;
    }

    /// The reports of the rows, in their order.
    List<Told> told() {
        return told;
    }

    /// What follows the commit first: the calls of each provider, together.
    Map<Provider, List<Runnable>> calls() {
        return calls;
    }

    /// What follows the calls.
    List<Runnable> reads() {
        return reads;
    }

    /// What follows the reports.
    List<Runnable> answers() {
        return answers;
    }
}
