package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads typed values from the fields of an event, and writes the groups of fields that several codecs share.
final class Row {
    private Row() {}

    static <T> @Nullable T optional(LedgerEvent row, LedgerField field, Function<String, T> reader) {
        String value = row.get(field);
        return value == null ? null : reader.apply(value);
    }

    static <E extends Enum<E>> E constant(LedgerEvent row, LedgerField field, Class<E> type) {
        return Enum.valueOf(type, row.text(field));
    }

    static boolean flag(LedgerEvent row, LedgerField field) {
        return "Y".equals(row.get(field));
    }

    static Qty qty(LedgerEvent row, LedgerField field) {
        return Qty.of(row.text(field));
    }

    static @Nullable Price price(LedgerEvent row, LedgerField field) {
        return optional(row, field, Price::of);
    }

    static RouteId routeId(LedgerEvent row) {
        return RouteId.of(row.text(LedgerField.PROVIDER_CLIENT_ID));
    }

    static @Nullable VenueOrderId venueOrderId(LedgerEvent row) {
        return optional(row, LedgerField.PROVIDER_ORDER_ID, VenueOrderId::new);
    }

    static @Nullable ClOrdId clOrdId(LedgerEvent row, LedgerField field) {
        return optional(row, field, ClOrdId::new);
    }

    static String textOrEmpty(LedgerEvent row) {
        String text = row.get(LedgerField.REASON_TEXT);
        return text == null ? "" : text;
    }

    static Party actor(LedgerEvent row) {
        return party(row, LedgerField.ACTOR_TYPE, LedgerField.ACTOR_ID);
    }

    static Party requester(LedgerEvent row) {
        return party(row, LedgerField.REQUESTER_TYPE, LedgerField.REQUESTER);
    }

    private static Party party(LedgerEvent row, LedgerField type, LedgerField name) {
        return new Party(Edge.ofActorType(row.text(type)), row.text(name),
                new AccountId(row.text(LedgerField.ACCOUNT)));
    }

    static void put(LedgerEvent.Builder row, Party actor) {
        row.set(LedgerField.ACTOR_TYPE, actor.edge().actorType())
                .set(LedgerField.ACTOR_ID, actor.name())
                .set(LedgerField.ACCOUNT, actor.account());
        if (actor.isFix()) {
            row.set(LedgerField.SESSION_ID, actor.name());
        }
    }

    static void putRequester(LedgerEvent.Builder row, Party party) {
        row.set(LedgerField.REQUESTER_TYPE, party.edge().actorType()).set(LedgerField.REQUESTER, party.name());
    }

    static void put(LedgerEvent.Builder row, Terms terms) {
        row.set(LedgerField.ORD_TYPE, terms.ordType())
                .set(LedgerField.ORDER_QTY, terms.orderQty())
                .set(LedgerField.CASH_ORDER_QTY, terms.cashOrderQty())
                .set(LedgerField.PRICE, terms.price())
                .set(LedgerField.STOP_PX, terms.stopPx())
                .set(LedgerField.TIME_IN_FORCE, terms.timeInForce());
    }

    static Terms terms(LedgerEvent row) {
        return new Terms(constant(row, LedgerField.ORD_TYPE, OrdType.class), qty(row, LedgerField.ORDER_QTY),
                optional(row, LedgerField.CASH_ORDER_QTY, Qty::of), price(row, LedgerField.PRICE),
                price(row, LedgerField.STOP_PX),
                constant(row, LedgerField.TIME_IN_FORCE, TimeInForce.class));
    }

    static void putWished(LedgerEvent.Builder row, Terms terms) {
        row.set(LedgerField.WISHED_ORD_TYPE, terms.ordType())
                .set(LedgerField.WISHED_ORDER_QTY, terms.orderQty())
                .set(LedgerField.WISHED_CASH_ORDER_QTY, terms.cashOrderQty())
                .set(LedgerField.WISHED_PRICE, terms.price())
                .set(LedgerField.WISHED_STOP_PX, terms.stopPx())
                .set(LedgerField.WISHED_TIME_IN_FORCE, terms.timeInForce());
    }

    static @Nullable Terms wished(LedgerEvent row) {
        if (!row.has(LedgerField.WISHED_ORD_TYPE)) {
            return null;
        }
        return new Terms(constant(row, LedgerField.WISHED_ORD_TYPE, OrdType.class),
                qty(row, LedgerField.WISHED_ORDER_QTY),
                optional(row, LedgerField.WISHED_CASH_ORDER_QTY, Qty::of), price(row, LedgerField.WISHED_PRICE),
                price(row, LedgerField.WISHED_STOP_PX),
                constant(row, LedgerField.WISHED_TIME_IN_FORCE, TimeInForce.class));
    }
}
