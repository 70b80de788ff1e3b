package dev.fixway.engine.session;

import dev.fixway.config.Secret;
import dev.fixway.dictionary.Dictionaries;
import dev.fixway.engine.codec.StoredMessage;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FileStoreFactory;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketInitiator;

/// A small FIX.4.4 client for the command line: logs on, sends one order or cancel, hands back what came.
///
/// Its numbers go on from call to call in its own store; a store that is new or behind takes the server's numbers.
public final class FixClient implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HH:mm:ss.SSSSSS")
            .withZone(ZoneOffset.UTC);
    private static final Duration STEP = Duration.ofMillis(5);
    private static final String FINAL_STATUSES = "2348C";
    private static final int RADIX = 36;
    private final SocketInitiator initiator;
    private final SessionID id;
    private final ClientApplication application;
    private final InstantSource clock;
    private final Duration patience;

    /// Whom to talk to, and as whom.
    ///
    /// - `username`, `password`: null where the session asks for none
    public record Target(String host, int port, String senderCompId, String targetCompId, @Nullable String username,
            @Nullable Secret password) {}

    private FixClient(Target target, Path store, InstantSource clock, Duration patience) throws ConfigError {
        this.clock = clock;
        this.patience = patience;
        this.id = new SessionID("FIX.4.4", target.senderCompId(), target.targetCompId());
        this.application = new ClientApplication(target);
        SessionSettings settings = settings(target, store);
        this.initiator = SocketInitiator.newBuilder()
                .withApplication(application)
                .withMessageStoreFactory(new FileStoreFactory(settings))
                .withLogFactory(FixLogs.NONE)
                .withMessageFactory(new DefaultMessageFactory())
                .withSettings(settings)
                .build();
    }

    /// Connects and logs on.
    ///
    /// - `store`: folder of the client's own numbers, `DATA_DIR/fix/client`
    /// - `patience`: how long a logon or an answer may take
    /// - Throws FixClientException when the server cannot be reached or refuses; the message says why
    public static FixClient connect(Target target, Path store, InstantSource clock, Duration patience) {
        try {
            FixClient client = new FixClient(target, store, clock, patience);
            client.initiator.start();
            client.awaitLogon(target);
            return client;
        } catch (ConfigError | quickfix.RuntimeError e) {
            throw new FixClientException("the FIX client cannot start: " + e.getMessage(), e);
        }
    }

    private SessionSettings settings(Target target, Path store) {
        SessionSettings settings = new SessionSettings();
        settings.setString(id, "BeginString", id.getBeginString());
        settings.setString(id, "SenderCompID", id.getSenderCompID());
        settings.setString(id, "TargetCompID", id.getTargetCompID());
        settings.setString("ConnectionType", "initiator");
        settings.setString("SocketConnectHost", target.host());
        settings.setLong("SocketConnectPort", target.port());
        settings.setString("HeartBtInt", "30");
        settings.setString("ReconnectInterval", "1");
        settings.setString("NonStopSession", "Y");
        settings.setString("TimeStampPrecision", "MICROS");
        settings.setString("DataDictionary", Dictionaries.FIX44_RESOURCE);
        settings.setString("ValidateIncomingMessage", "N");
        settings.setString(FileStoreFactory.SETTING_FILE_STORE_PATH, store.toString());
        return settings;
    }

    private void awaitLogon(Target target) {
        long end = System.nanoTime() + patience.toNanos();
        while (!application.isLoggedOn()) {
            String refusal = application.refusal();
            if (refusal != null || System.nanoTime() > end) {
                close();
                throw new FixClientException(refusal != null
                        ? "the server refuses the logon: " + refusal
                        : "no FIX server answers at " + target.host() + ':' + target.port());
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    /// Enters an order and waits for its reports: to the end, or until it rests and nothing more comes for `quiet`.
    ///
    /// Answers the messages about it in the order of their arrival; the last one says how it stands.
    public List<FixText> enter(Side side, String symbol, Terms terms, Duration quiet) {
        String clOrdId = nextId();
        Message message = message("D", clOrdId, symbol, side);
        message.setString(38, terms.orderQty().toString());
        message.setChar(40, terms.ordType().code());
        message.setChar(59, terms.timeInForce().code());
        if (terms.price() != null) {
            message.setString(44, terms.price().toString());
        }
        if (terms.stopPx() != null) {
            message.setString(99, terms.stopPx().toString());
        }
        message.setString(21, "1");
        return converse(message, clOrdId, quiet);
    }

    /// Cancels an order that this client entered, by its ClOrdID(11).
    ///
    /// Throws FixClientException when the client's store knows no such order.
    public List<FixText> cancel(String origClOrdId, Duration quiet) {
        String order = entered(origClOrdId);
        Side side = "2".equals(StoredMessage.field(order, 54)) ? Side.SELL : Side.BUY;
        return cancel(null, origClOrdId, StoredMessage.field(order, 55), side, quiet);
    }

    /// Cancels any order of the account.
    ///
    /// - `orderId`: OrderID(37), null to find it by its ClOrdID
    /// - `origClOrdId`: its current ClOrdID, or `NONE` beside an `orderId`
    public List<FixText> cancel(@Nullable String orderId, String origClOrdId, String symbol, Side side,
            Duration quiet) {
        String clOrdId = nextId();
        Message message = message("F", clOrdId, symbol, side);
        message.setString(41, origClOrdId);
        if (orderId != null) {
            message.setString(37, orderId);
        }
        return converse(message, clOrdId, quiet);
    }

    private String entered(String clOrdId) {
        Session session = session();
        try {
            List<String> sent = new ArrayList<>();
            session.getStore().get(1, session.getExpectedSenderNum() - 1, sent);
            return sent.reversed()
                    .stream()
                    .filter(
                            m -> "D".equals(StoredMessage.field(m, 35)) && clOrdId.equals(StoredMessage.field(m, 11)))
                    .findFirst()
                    .orElseThrow(() -> new FixClientException(
                            "this client has entered no order " + clOrdId + ": symbol and side are needed"));
        } catch (IOException e) {
            throw new FixClientException("the client's store cannot be read: " + e.getMessage(), e);
        }
    }

    private Message message(String msgType, String clOrdId, String symbol, Side side) {
        Message message = new Message();
        message.getHeader().setString(35, msgType);
        message.setString(11, clOrdId);
        message.setString(55, symbol);
        message.setChar(54, side.code());
        message.setString(60, TIME.format(clock.instant()));
        return message;
    }

    private String nextId() {
        String time = Long.toString(clock.millis(), RADIX).toUpperCase(Locale.ROOT);
        return time + '-' + session().getExpectedSenderNum();
    }

    private Session session() {
        Session session = Session.lookupSession(id);
        if (session == null) {
            throw new FixClientException("the FIX client is closed");
        }
        return session;
    }

    private List<FixText> converse(Message message, String clOrdId, Duration quiet) {
        application.forget();
        if (!session().send(message)) {
            throw new FixClientException("the connection is gone; the order may arrive later: " + clOrdId);
        }
        String number = StoredMessage.field(message.toString(), 34);
        List<FixText> messages = new ArrayList<>();
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            boolean rests = !messages.isEmpty() && "01".contains(messages.getLast().value(39))
                    && !messages.getLast().value(39).isEmpty();
            long wait = rests ? Math.min(quiet.toNanos(), end - System.nanoTime()) : end - System.nanoTime();
            FixText next = next(wait);
            if (next == null) {
                return messages;
            }
            if (concerns(next, clOrdId, number)) {
                messages.add(next);
                if (isFinal(next)) {
                    return messages;
                }
            }
        }
        return messages;
    }

    private @Nullable FixText next(long nanos) {
        try {
            return application.received().poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static boolean concerns(FixText message, String clOrdId, String number) {
        boolean isReject = "3".equals(message.value(35)) || "j".equals(message.value(35));
        return clOrdId.equals(message.value(11)) || (isReject && number.equals(message.value(45)));
    }

    private static boolean isFinal(FixText message) {
        String status = message.value(39);
        return !"8".equals(message.value(35)) || (status.length() == 1 && FINAL_STATUSES.contains(status));
    }

    /// Logs out and closes the store.
    @Override
    public void close() {
        initiator.stop();
    }
}
