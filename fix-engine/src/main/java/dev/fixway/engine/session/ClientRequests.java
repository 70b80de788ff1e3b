package dev.fixway.engine.session;

import dev.fixway.engine.codec.StoredMessage;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import quickfix.DataDictionary;
import quickfix.DataDictionaryProvider;
import quickfix.InvalidMessage;
import quickfix.Message;
import quickfix.Session;
import quickfix.ValidationSettings;
import quickfix.field.ApplVerID;

/// The requests of the command-line client. Times have milliseconds: all three versions know those.
record ClientRequests(InstantSource clock) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HH:mm:ss.SSS")
            .withZone(ZoneOffset.UTC);
    private static final char SOH = '\u0001';
    private static final String ALL_ORDERS = "7";
    /// What the session writes itself.
    private static final Set<String> OF_THE_SESSION = Set.of("8", "9", "34", "49", "52", "56", "10");
    /// What would break the session that sends it.
    private static final Set<String> LOGON_AND_LOGOUT = Set.of("A", "5");

    Message order(String clOrdId, Side side, String symbol, Terms terms) {
        Message message = message("D", clOrdId, symbol, side.code());
        message.setString(21, "1");
        message.setString(38, terms.orderQty().toString());
        message.setChar(40, terms.ordType().code());
        message.setChar(59, terms.timeInForce().code());
        if (terms.price() != null) {
            message.setString(44, terms.price().toString());
        }
        if (terms.stopPx() != null) {
            message.setString(99, terms.stopPx().toString());
        }
        return message;
    }

    /// - `orderId`: OrderID(37), null to find the order by its ClOrdID
    /// - `orderQty`: OrderQty(38), empty when it is not known
    Message cancel(String clOrdId, String origClOrdId, @Nullable String orderId, Instrument of, String orderQty) {
        Message message = message("F", clOrdId, of.symbol(), of.side());
        message.setString(41, origClOrdId);
        if (orderId != null) {
            message.setString(37, orderId);
        }
        if (!orderQty.isEmpty()) {
            message.setString(38, orderQty);
        }
        return message;
    }

    /// What an order is in.
    record Instrument(String symbol, char side) {
        static Instrument of(String order) {
            return new Instrument(StoredMessage.field(order, 55), StoredMessage.field(order, 54).charAt(0));
        }
    }

    /// - `order`: the D or G whose terms stand, but for what is given here
    Message replace(String clOrdId, String order, Qty orderQty, @Nullable Price price) {
        Instrument of = Instrument.of(order);
        Message message = message("G", clOrdId, of.symbol(), of.side());
        message.setString(41, StoredMessage.field(order, 11));
        message.setString(21, "1");
        message.setString(38, orderQty.toString());
        for (int tag : new int[]{40, 44, 59, 99}) {
            String value = StoredMessage.field(order, tag);
            if (!value.isEmpty()) {
                message.setString(tag, value);
            }
        }
        if (price != null) {
            if (!message.isSetField(44)) {
                throw new IllegalArgumentException("this order has no limit price that could be changed");
            }
            message.setString(44, price.toString());
        }
        return message;
    }

    Message status(String clOrdId, Instrument of) {
        Message message = new Message();
        message.getHeader().setString(35, "H");
        message.setString(11, clOrdId);
        message.setString(55, of.symbol());
        message.setChar(54, of.side());
        return message;
    }

    Message massStatus(String requestId) {
        Message message = new Message();
        message.getHeader().setString(35, "AF");
        message.setString(584, requestId);
        message.setString(585, ALL_ORDERS);
        return message;
    }

    private Message message(String msgType, String clOrdId, String symbol, char side) {
        Message message = new Message();
        message.getHeader().setString(35, msgType);
        message.setString(11, clOrdId);
        message.setString(55, symbol);
        message.setChar(54, side);
        message.setString(60, TIME.format(clock.instant()));
        return message;
    }

    /// A message as somebody has typed it: `35=D|11=A1|…`, with groups, without what the session writes.
    ///
    /// Throws IllegalArgumentException that says what is wrong.
    Message typed(String text, Session session) {
        StringBuilder body = new StringBuilder();
        String msgType = "";
        for (String field : text.split("[|" + SOH + "]", -1)) {
            if (field.isEmpty()) {
                continue;
            }
            int equals = field.indexOf('=');
            if (equals < 1 || equals == field.length() - 1 || !field.substring(0, equals).matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException("'" + field + "' is no field, expected tag=value|tag=value|…");
            }
            String tag = field.substring(0, equals);
            if ("35".equals(tag)) {
                msgType = field.substring(equals + 1);
            } else if (!OF_THE_SESSION.contains(tag)) {
                body.append(field).append(SOH);
            }
        }
        if (msgType.isEmpty() || LOGON_AND_LOGOUT.contains(msgType)) {
            throw new IllegalArgumentException(
                    msgType.isEmpty() ? "35= is missing, expected a MsgType" : "the client itself logs on and out");
        }
        return parsed("35=" + msgType + SOH + body, session);
    }

    private static Message parsed(String body, Session session) {
        String begin = session.getSessionID().getBeginString();
        String head = "8=" + begin + SOH + "9=" + body.length() + SOH + body;
        DataDictionaryProvider dictionaries = session.getDataDictionaryProvider();
        DataDictionary transport = dictionaries.getSessionDataDictionary(begin);
        DataDictionary application = session.getSessionID().isFIXT()
                ? dictionaries.getApplicationDataDictionary(new ApplVerID(ApplVerID.FIX50SP2))
                : transport;
        ValidationSettings lenient = new ValidationSettings();
        lenient.setCheckUnorderedGroupFields(false);
        try {
            Message message = new Message();
            message.fromString(head + "10=" + StoredMessage.checkSum(head) + SOH, transport, application, lenient,
                    false);
            if (message.getException() != null) {
                throw new IllegalArgumentException(message.getException().getMessage());
            }
            return message;
        } catch (InvalidMessage e) {
            throw new IllegalArgumentException("this is no message: " + e.getMessage(), e);
        }
    }
}
