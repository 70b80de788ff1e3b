package dev.fixway.engine.codec;

import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.MassStatusQuestion;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import org.jspecify.annotations.Nullable;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;

/// Reads OrderMassStatusRequest(AF). Whatever would narrow the question and is not understood is refused: an answer
/// must not be about other orders than were asked for.
final class MassStatusReader {
    private static final String BY_SECURITY = "1";
    private static final String ALL = "7";
    /// TradingSessionID, TradingSessionSubID, NoPartyIDs, UnderlyingSymbol.
    private static final int[] NOT_UNDERSTOOD = {336, 625, 453, 311};

    private MassStatusReader() {}

    static Reading read(Message message, Entrance entrance, Arrival arrival, int idLengthMax)
            throws FieldNotFound, IncorrectTagValue {
        String id = Fields.id(message, 584, idLengthMax);
        String type = message.getString(585);
        Symbol symbol = type.equals(BY_SECURITY) ? Symbol.of(Fields.id(message, 55, idLengthMax)) : null;
        Side side = side(message);
        String fault = fault(message, type, side);
        if (fault != null) {
            return new Reading.NotForUs(Reading.NotForUs.OTHER, id, fault);
        }
        String own = entrance.party().account().value();
        if (!own.equals(Fields.textOr(message, 1, own))) {
            return new Reading.NotForUs(Reading.NotForUs.NOT_AUTHORISED, id,
                    "Account(1) is not an account of this session");
        }
        return new Reading.Understood(new Command.AskMassStatus(new MassStatusQuestion(id, symbol, side),
                entrance.party(), arrival, Reply.NONE));
    }

    private static @Nullable String fault(Message message, String type, @Nullable Side side) {
        if (!type.equals(BY_SECURITY) && !type.equals(ALL)) {
            return "MassStatusReqType(585)=" + type + " is not supported, 1 (with Symbol) and 7 are";
        }
        if (type.equals(ALL) && message.isSetField(55)) {
            return "Symbol(55) goes with MassStatusReqType(585)=1";
        }
        if (message.isSetField(54) && side == null) {
            return "Side(54)=" + Fields.text(message, 54) + " is not supported";
        }
        for (int tag : NOT_UNDERSTOOD) {
            if (message.isSetField(tag)) {
                return "tag " + tag + ": orders cannot be told apart by it";
            }
        }
        return null;
    }

    private static @Nullable Side side(Message message) {
        String code = Fields.textOr(message, 54, "");
        return code.length() == 1 ? Side.ofCode(code.charAt(0)) : null;
    }
}
