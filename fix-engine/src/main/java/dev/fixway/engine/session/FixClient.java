package dev.fixway.engine.session;

import dev.fixway.engine.codec.StoredMessage;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import quickfix.ConfigError;
import quickfix.FileStoreFactory;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketInitiator;

/// A FIX client for the command line: logs on to any acceptor, sends requests, hands back what comes.
///
/// Its numbers go on from call to call in its own store; a store that is new or behind takes the server's numbers.
/// QuickFIX/J answers TestRequests, asks for what is missing, and logs on again when the connection is lost. One thread
/// may ask at a time.
public final class FixClient implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(5);
    private static final int RADIX = 36;
    private final SocketInitiator initiator;
    private final SessionID id;
    private final FixTarget target;
    private final ClientApplication application;
    private final ClientListener listener;
    private final ClientRequests requests;
    private final ClientFolder folder;
    private final InstantSource clock;
    private final Duration patience;

    private FixClient(FixTarget target, Path store, InstantSource clock, Duration patience, ClientListener listener)
            throws ConfigError {
        this.target = target;
        this.clock = clock;
        this.patience = patience;
        this.listener = listener;
        this.requests = new ClientRequests(clock);
        this.id = new SessionID(target.version().beginString(), target.senderCompId(), target.targetCompId());
        this.application = new ClientApplication(target, listener);
        this.folder = ClientFolder.open(store, id);
        try {
            SessionSettings settings = settings();
            this.initiator = SocketInitiator.newBuilder()
                    .withApplication(application)
                    .withMessageStoreFactory(new FileStoreFactory(settings))
                    .withLogFactory(_ -> new ClientLog(listener, application::complain))
                    .withMessageFactory(new PlainMessages())
                    .withSettings(settings)
                    .build();
            if (target.tls() != null) {
                ClientTls tls = ClientTls.to(target, target.tls());
                initiator.setIoFilterChainBuilder(chain -> chain.addFirst("tls", tls));
            }
        } catch (ConfigError | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /// Connects and logs on, listening to nothing but answers.
    public static FixClient connect(FixTarget target, Path store, InstantSource clock, Duration patience) {
        return connect(target, store, clock, patience, ClientListener.NONE);
    }

    /// Connects and logs on.
    ///
    /// - `store`: folder of the client's own numbers
    /// - `patience`: how long a logon or an answer may take
    /// - Throws FixClientException when the server cannot be reached or refuses; the message says why
    public static FixClient connect(FixTarget target, Path store, InstantSource clock, Duration patience,
            ClientListener listener) {
        try {
            FixClient client = new FixClient(target, store, clock, patience, listener);
            try {
                client.initiator.start();
                client.awaitLogon();
                return client;
            } catch (ConfigError | RuntimeException e) {
                client.close();
                throw e;
            }
        } catch (ConfigError | quickfix.RuntimeError e) {
            throw new FixClientException("the FIX client cannot start: " + e.getMessage(), e);
        }
    }

    private SessionSettings settings() {
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
        settings.setString("TimeStampPrecision", "MILLIS");
        settings.setString("ResetOnLogon", target.resets() ? "Y" : "N");
        // A tool to look at a server with: not the one to hang up because the server's clock is wrong.
        settings.setString("CheckLatency", "N");
        settings.setLong("LogonTimeout", Math.max(1, patience.toSeconds()));
        settings.setString(FileStoreFactory.SETTING_FILE_STORE_PATH, folder.path().toString());
        target.version().describe(settings);
        return settings;
    }

    private void awaitLogon() {
        long end = System.nanoTime() + patience.toNanos();
        while (!application.isLoggedOn()) {
            String refusal = application.refusal();
            if (refusal != null) {
                throw new FixClientException(refusal);
            }
            if (System.nanoTime() > end) {
                throw new FixClientException(application.isConnected()
                        ? target.address() + " takes the connection and does not answer the Logon within "
                                + patience.toSeconds() + " s"
                        : "no FIX server answers at " + target.address() + " within " + patience.toSeconds() + " s");
            }
            if (application.isLogonDue()) {
                logOn();
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    /// Sends the Logon now rather than at the next second of QuickFIX/J's timer.
    private void logOn() {
        try {
            session().next();
        } catch (IOException e) {
            throw new FixClientException("the client's store cannot be written: " + e.getMessage(), e);
        }
    }

    /// Enters an order and waits for its reports: to the end, or until it rests and nothing more comes for `quiet`.
    ///
    /// Answers the messages about it in the order of their arrival; the last one says how it stands.
    public List<FixText> enter(Side side, String symbol, Terms terms, Duration quiet) {
        String clOrdId = nextId();
        return ask(requests.order(clOrdId, side, symbol, terms), Question.order(clOrdId), quiet);
    }

    /// Cancels an order that this client entered, by its ClOrdID(11).
    ///
    /// Throws FixClientException when the client's store knows no such order.
    public List<FixText> cancel(String origClOrdId, Duration quiet) {
        String order = entered(origClOrdId);
        String clOrdId = nextId();
        Message message = requests.cancel(clOrdId, origClOrdId, null, ClientRequests.Instrument.of(order),
                StoredMessage.field(order, 38));
        return ask(message, Question.order(clOrdId), quiet);
    }

    /// Cancels any order of the account.
    ///
    /// - `orderId`: OrderID(37), null to find it by its ClOrdID
    /// - `origClOrdId`: its current ClOrdID, or `NONE` beside an `orderId`
    public List<FixText> cancel(@Nullable String orderId, String origClOrdId, String symbol, Side side,
            Duration quiet) {
        String clOrdId = nextId();
        Message message = requests.cancel(clOrdId, origClOrdId, orderId,
                new ClientRequests.Instrument(symbol, side.code()), "");
        return ask(message, Question.order(clOrdId), quiet);
    }

    /// Replaces an order that this client entered.
    ///
    /// - `price`: null leaves it as it is
    /// - Throws FixClientException when the client's store knows no such order
    public List<FixText> replace(String origClOrdId, Qty orderQty, @Nullable Price price, Duration quiet) {
        String order = entered(origClOrdId);
        String clOrdId = nextId();
        return ask(requests.replace(clOrdId, order, orderQty, price), Question.order(clOrdId), quiet);
    }

    /// How an order stands that this client entered.
    public List<FixText> status(String clOrdId, Duration quiet) {
        Message message = requests.status(clOrdId, ClientRequests.Instrument.of(entered(clOrdId)));
        return ask(message, Question.status(clOrdId), quiet);
    }

    /// How all orders of the session stand.
    ///
    /// Throws FixClientException on FIX.4.2, which has no such request.
    public List<FixText> massStatus(Duration quiet) {
        if (target.version() == FixVersion.FIX42) {
            throw new FixClientException("FIX.4.2 has no OrderMassStatusRequest(AF)");
        }
        String requestId = nextId();
        return ask(requests.massStatus(requestId), Question.massStatus(requestId), quiet);
    }

    /// Sends a message as it is typed, `35=D|11=A1|…`, and answers what comes until nothing does for `quiet`.
    ///
    /// Throws IllegalArgumentException when it is no message.
    public List<FixText> send(String typed, Duration quiet) {
        Message message = requests.typed(typed, session());
        application.received().clear();
        return ask(message, Question.any(), quiet);
    }

    private String entered(String clOrdId) {
        Session session = session();
        try {
            List<String> sent = new ArrayList<>();
            session.getStore().get(1, session.getExpectedSenderNum() - 1, sent);
            return sent.reversed()
                    .stream()
                    .filter(m -> isEntry(m) && clOrdId.equals(StoredMessage.field(m, 11)))
                    .findFirst()
                    .orElseThrow(() -> new FixClientException("this client has entered no order " + clOrdId
                            + " since its numbers began: symbol and side are needed"));
        } catch (IOException e) {
            throw new FixClientException("the client's store cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isEntry(String message) {
        String msgType = StoredMessage.field(message, 35);
        return ("D".equals(msgType) || "G".equals(msgType)) && !StoredMessage.field(message, 54).isEmpty();
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

    private List<FixText> ask(Message message, Question question, Duration quiet) {
        if (!application.isLoggedOn()) {
            throw new FixClientException("not logged on at the moment: nothing was sent");
        }
        if (!session().send(message)) {
            throw new FixClientException("the connection is gone; the request may arrive later: " + question.id());
        }
        String number = StoredMessage.field(message.toString(), 34);
        List<FixText> answers = answers(question, number, quiet);
        if (answers.isEmpty() && question.isAnswered()) {
            throw new FixClientException((application.isLoggedOn() ? "no answer" : "the connection was lost, no answer")
                    + " to " + question.id() + " within " + patience.toSeconds() + " s: it may have been taken");
        }
        return answers;
    }

    private List<FixText> answers(Question question, String number, Duration quiet) {
        List<FixText> messages = new ArrayList<>();
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            boolean rests = question.isAnswered() ? !messages.isEmpty() && Question.rests(messages.getLast()) : true;
            long left = end - System.nanoTime();
            FixText next = next(rests ? Math.min(quiet.toNanos(), left) : left);
            if (next == null) {
                return messages;
            }
            boolean isReject = "3".equals(next.value(35)) || "j".equals(next.value(35));
            boolean isOurReject = isReject && number.equals(next.value(45));
            if (!isOurReject && !question.concerns().test(next)) {
                listener.unasked(next);
                continue;
            }
            messages.add(next);
            listener.answered(next);
            if (isOurReject || question.ends().test(next)) {
                return messages;
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

    /// Logs out and closes the store.
    @Override
    public void close() {
        application.closing();
        Session session = Session.lookupSession(id);
        try {
            if (session != null && session.isLoggedOn()) {
                session.logout();
                session.next();
            }
        } catch (IOException e) {
            throw new FixClientException("the client's store cannot be written: " + e.getMessage(), e);
        } finally {
            initiator.stop();
            folder.close();
        }
    }
}
