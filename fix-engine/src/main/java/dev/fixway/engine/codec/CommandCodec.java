package dev.fixway.engine.codec;

import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.UnsupportedMessageType;

/// Reads NewOrderSingle(D), OrderCancelRequest(F), OrderCancelReplaceRequest(G), OrderStatusRequest(H) and
/// OrderMassStatusRequest(AF).
///
/// The dictionary has passed the message before. A fault of business makes a command with a refusal, so that it is
/// recorded and answered by 150=8 or a 9; a fault that leaves nothing to record makes a Reject(3) or a j.
public final class CommandCodec {
    private static final int ID_LENGTH_MAX = 64;
    private static final int[] ON_BEHALF_AND_DELIVER_TO = {115, 116, 128, 129, 144, 145};
    private static final Set<String> TRADING_TYPES = Set.of("D", "F", "G", "H", "AF");

    private CommandCodec() {}

    /// Reads an application message.
    ///
    /// Throws as QuickFIX/J wants it: IncorrectTagValue (R3, 373=5), FieldNotFound (j, 380=5),
    /// UnsupportedMessageType (j, 380=3).
    public static Reading read(Message message, Entrance entrance, Arrival arrival)
            throws FieldNotFound, IncorrectTagValue, UnsupportedMessageType {
        String msgType = arrival.msgType();
        String clOrdId = Fields.text(message, 11);
        for (int tag : ON_BEHALF_AND_DELIVER_TO) {
            if (message.getHeader().isSetField(tag)) {
                return new Reading.NotForUs(Reading.NotForUs.DELIVER_TO_NOT_AVAILABLE, clOrdId,
                        "tag " + tag + ": third party messaging is not supported");
            }
        }
        if (!TRADING_TYPES.contains(msgType)) {
            throw new UnsupportedMessageType();
        }
        if (!entrance.mayTrade()) {
            return new Reading.NotForUs(Reading.NotForUs.NOT_AUTHORISED, clOrdId, "this session may only read");
        }
        if (msgType.equals("AF")) {
            return MassStatusReader.read(message, entrance, arrival, ID_LENGTH_MAX);
        }
        return new Reading.Understood(switch (msgType) {
            case "D" -> enterOrder(message, entrance, arrival);
            case "F" -> cancelOrder(message, entrance, arrival);
            case "G" -> replaceOrder(message, entrance, arrival);
            default -> askStatus(message, entrance, arrival);
        });
    }

    private static Command enterOrder(Message message, Entrance entrance, Arrival arrival)
            throws FieldNotFound, IncorrectTagValue {
        ClOrdId clOrdId = clOrdId(message, 11);
        Symbol symbol = symbol(message);
        TermsReader reader = new TermsReader(message);
        refuseForeignAccount(message, entrance, reader);
        Side side = side(message, reader);
        Terms terms = reader.readNew();
        ProviderId provider = provider(message, entrance, reader);
        OrderIntent intent = new OrderIntent(entrance.party(), clOrdId, symbol, side, terms, Handling.PLAIN, provider);
        return new Command.EnterOrder(intent, reader.refusal(), arrival, Reply.NONE);
    }

    private static Command cancelOrder(Message message, Entrance entrance, Arrival arrival)
            throws FieldNotFound, IncorrectTagValue {
        ClOrdId clOrdId = clOrdId(message, 11);
        TermsReader reader = new TermsReader(message);
        refuseForeignAccount(message, entrance, reader);
        Side side = side(message, reader);
        OrderRef order = new OrderRef(optionalId(message, 37), clOrdId(message, 41), symbol(message), side);
        return new Command.CancelOrder(order, clOrdId, entrance.party(), reader.refusal(), arrival, Reply.NONE);
    }

    private static Command replaceOrder(Message message, Entrance entrance, Arrival arrival)
            throws FieldNotFound, IncorrectTagValue {
        ClOrdId clOrdId = clOrdId(message, 11);
        TermsReader reader = new TermsReader(message);
        refuseForeignAccount(message, entrance, reader);
        Side side = side(message, reader);
        Terms terms = reader.readReplace();
        OrderRef order = new OrderRef(optionalId(message, 37), clOrdId(message, 41), symbol(message), side);
        return new Command.ReplaceOrder(order, clOrdId, terms, entrance.party(), reader.refusal(), arrival, Reply.NONE);
    }

    private static Command askStatus(Message message, Entrance entrance, Arrival arrival)
            throws FieldNotFound, IncorrectTagValue {
        ClOrdId clOrdId = clOrdId(message, 11);
        TermsReader reader = new TermsReader(message);
        Side side = side(message, reader);
        Symbol symbol = symbol(message);
        Terms unknown = Terms.of(OrdType.MARKET, Qty.ZERO, null, null, TimeInForce.DAY);
        OrderIntent about = new OrderIntent(entrance.party(), clOrdId, symbol, side, unknown, Handling.PLAIN,
                entrance.provider());
        OrderRef order = new OrderRef(optionalId(message, 37), clOrdId, symbol, side);
        return new Command.AskStatus(order, about, optionalId(message, 790), reader.refusal(), arrival, Reply.NONE);
    }

    private static ClOrdId clOrdId(Message message, int tag) throws FieldNotFound, IncorrectTagValue {
        return new ClOrdId(Fields.id(message, tag, ID_LENGTH_MAX));
    }

    private static Symbol symbol(Message message) throws FieldNotFound, IncorrectTagValue {
        return Symbol.of(Fields.id(message, 55, ID_LENGTH_MAX));
    }

    private static @Nullable String optionalId(Message message, int tag) throws FieldNotFound, IncorrectTagValue {
        return message.isSetField(tag) ? Fields.id(message, tag, ID_LENGTH_MAX) : null;
    }

    private static void refuseForeignAccount(Message message, Entrance entrance, TermsReader reader) {
        String own = entrance.party().account().value();
        if (!own.equals(Fields.textOr(message, 1, own))) {
            reader.refuse(RejectReason.UNKNOWN_ACCOUNT, "Account(1) is not an account of this session");
        }
    }

    /// Buy or sell; another side is refused and recorded as the one of both that it is closer to.
    private static Side side(Message message, TermsReader reader) {
        String code = Fields.textOr(message, 54, "");
        Side side = code.length() == 1 ? Side.ofCode(code.charAt(0)) : null;
        if (side != null) {
            return side;
        }
        reader.refuse(RejectReason.UNSUPPORTED, "Side(54)=" + code + " is not supported");
        return switch (code) {
            case "4", "5", "6", "A", "C" -> Side.SELL;
            default -> Side.BUY;
        };
    }

    private static ProviderId provider(Message message, Entrance entrance, TermsReader reader) {
        String name = Fields.text(message, 100);
        try {
            return name == null ? entrance.provider() : new ProviderId(name);
        } catch (IllegalArgumentException e) {
            reader.refuse(RejectReason.UNSUPPORTED, "ExDestination(100) names no provider");
            return entrance.provider();
        }
    }
}
