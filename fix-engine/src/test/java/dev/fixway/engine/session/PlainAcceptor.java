package dev.fixway.engine.session;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mina.filter.ssl.SslFilter;
import org.jspecify.annotations.Nullable;
import quickfix.Application;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FieldNotFound;
import quickfix.MemoryStoreFactory;
import quickfix.Message;
import quickfix.RejectLogon;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionNotFound;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;

/// Somebody else's acceptor: plain QuickFIX/J with its dictionaries and its validation, `SERVER` to `ME`.
///
/// It fills market orders at once, lets limit orders rest, takes every cancel and replace, and does not answer about
/// `SILENT`.
final class PlainAcceptor implements AutoCloseable {
    static final String USERNAME = "trader";
    static final String PASSWORD = "open sesame";
    private final SocketAcceptor acceptor;
    private final SessionID id;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final boolean asksForCredentials;

    /// - `tls`: the server's side of TLS, null for a plain socket
    private PlainAcceptor(FixVersion version, boolean asksForCredentials, @Nullable SslFilter tls) throws ConfigError {
        this.asksForCredentials = asksForCredentials;
        id = new SessionID(version.beginString(), "SERVER", "ME");
        SessionSettings settings = new SessionSettings();
        settings.setString("ConnectionType", "acceptor");
        settings.setString("SocketAcceptAddress", "127.0.0.1");
        settings.setString("SocketAcceptPort", "0");
        settings.setString("NonStopSession", "Y");
        settings.setString(id, "BeginString", id.getBeginString());
        settings.setString(id, "SenderCompID", "SERVER");
        settings.setString(id, "TargetCompID", "ME");
        if (version == FixVersion.FIXT11) {
            settings.setString(id, "DefaultApplVerID", "FIX.5.0SP2");
            settings.setString(id, "TransportDataDictionary", "FIXT11.xml");
            settings.setString(id, "AppDataDictionary", "FIX50SP2.xml");
        } else {
            settings.setString(id, "DataDictionary", version == FixVersion.FIX42 ? "FIX42.xml" : "FIX44.xml");
        }
        acceptor = SocketAcceptor.newBuilder()
                .withApplication(new Answering())
                .withMessageStoreFactory(new MemoryStoreFactory())
                .withSettings(settings)
                .withLogFactory(FixLogs.NONE)
                .withMessageFactory(new DefaultMessageFactory())
                .build();
        if (tls != null) {
            acceptor.setIoFilterChainBuilder(chain -> chain.addFirst("tls", tls));
        }
    }

    static PlainAcceptor start(FixVersion version, boolean asksForCredentials, @Nullable SslFilter tls) {
        try {
            PlainAcceptor acceptor = new PlainAcceptor(version, asksForCredentials, tls);
            acceptor.acceptor.start();
            return acceptor;
        } catch (ConfigError e) {
            throw new AssertionError(e);
        }
    }

    int port() {
        return ((InetSocketAddress) acceptor.getEndpoints().iterator().next().getLocalAddress()).getPort();
    }

    /// What the client has sent, application messages and its Logon, as FIX text with `|`.
    List<String> received() {
        return received;
    }

    /// A message of the session's own that nobody asked for.
    void ask(String testReqId) {
        Message test = new Message();
        test.getHeader().setString(35, "1");
        test.setString(112, testReqId);
        send(test);
    }

    private void send(Message message) {
        try {
            Session.sendToTarget(message, id);
        } catch (SessionNotFound e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        acceptor.stop(true);
    }

    /// The venue behind it.
    private final class Answering implements Application {
        private int execId;

        @Override
        public void onCreate(SessionID id) {
            // Nothing to prepare.
        }

        @Override
        public void onLogon(SessionID id) {
            // Nothing to say.
        }

        @Override
        public void onLogout(SessionID id) {
            // Nothing to say.
        }

        @Override
        public void toAdmin(Message message, SessionID id) {
            // Nothing to add.
        }

        @Override
        public void toApp(Message message, SessionID id) {
            // Nothing to add.
        }

        @Override
        public void fromAdmin(Message message, SessionID id) throws FieldNotFound, RejectLogon {
            received.add(message.toString().replace('\u0001', '|'));
            if (asksForCredentials && "A".equals(message.getHeader().getString(35))
                    && !(message.isSetField(553) && USERNAME.equals(message.getString(553))
                            && PASSWORD.equals(message.getString(554)))) {
                throw new RejectLogon("who are you?");
            }
        }

        @Override
        public void fromApp(Message message, SessionID id) throws FieldNotFound {
            received.add(message.toString().replace('\u0001', '|'));
            boolean isOld = "FIX.4.2".equals(id.getBeginString());
            if (message.isSetField(55) && "SILENT".equals(message.getString(55))) {
                return;
            }
            switch (message.getHeader().getString(35)) {
                case "D" -> {
                    report(message, "0", "0", isOld);
                    if ("1".equals(message.getString(40))) {
                        report(message, isOld ? "2" : "F", "2", isOld);
                    }
                }
                case "G" -> report(message, "5", isOld ? "5" : "0", isOld);
                case "F" -> report(message, "4", "4", isOld);
                case "H" -> report(message, isOld ? "0" : "I", "0", isOld);
                case "AF" -> {
                    status(message, "N");
                    status(message, "Y");
                }
                default -> throw new AssertionError("not expected: " + message);
            }
        }

        private void status(Message request, String isLast) throws FieldNotFound {
            request.setString(55, "AAPL");
            request.setString(54, "1");
            request.setString(912, isLast);
            report(request, "I", "0", false);
        }

        private void report(Message of, String execType, String ordStatus, boolean isOld) throws FieldNotFound {
            Message report = new Message();
            report.getHeader().setString(35, "8");
            for (int tag : new int[]{11, 41, 55, 54, 38, 584, 912}) {
                if (of.isSetField(tag)) {
                    report.setString(tag, of.getString(tag));
                }
            }
            execId++;
            report.setString(37, "O1");
            report.setString(17, "E" + execId);
            report.setString(150, execType);
            report.setString(39, ordStatus);
            boolean isFilled = "2".equals(ordStatus);
            report.setString(151, isFilled || "4".equals(ordStatus) ? "0" : "10");
            report.setString(14, isFilled ? "10" : "0");
            report.setString(6, isFilled ? "9.5" : "0");
            if (isOld) {
                report.setString(20, "H".equals(of.getHeader().getString(35)) ? "3" : "0");
            }
            send(report);
        }
    }
}
