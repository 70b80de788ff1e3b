package dev.fixway.benchmarks;

import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import quickfix.Application;
import quickfix.DefaultMessageFactory;
import quickfix.FieldNotFound;
import quickfix.FileStoreFactory;
import quickfix.Log;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;

/// The measure of the FIX edge: QuickFIX/J's acceptor with its file store, no log, its own dictionary, and two reports
/// for each order straight from its callback. It records nothing and keeps no order.
public final class PlainQuickFix implements Application {
    private final AtomicLong ids = new AtomicLong();

    private PlainQuickFix() {}

    /// - First argument: folder of the store
    public static void main(String[] args) throws Exception {
        String text = """
                [default]
                ConnectionType=acceptor
                BeginString=FIX.4.4
                SenderCompID=FIXWAY
                SocketAcceptAddress=127.0.0.1
                SocketAcceptPort=0
                SocketTcpNoDelay=Y
                NonStopSession=Y
                UseDataDictionary=Y
                DataDictionary=FIX44.xml
                FileStorePath=%s
                [session]
                TargetCompID=CLIENT1
                """.formatted(Path.of(args[0]).toAbsolutePath());
        SessionSettings settings = new SessionSettings(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        SocketAcceptor acceptor = new SocketAcceptor(new PlainQuickFix(), new FileStoreFactory(settings), settings,
                _ -> new Quiet(), new DefaultMessageFactory());
        acceptor.start();
        InetSocketAddress address = (InetSocketAddress) acceptor.getEndpoints().iterator().next().getLocalAddress();
        System.out.println("plain ready fix=127.0.0.1:" + address.getPort());
        Thread.currentThread().join();
    }

    @Override
    public void fromApp(Message order, SessionID id) throws FieldNotFound {
        String orderId = Long.toString(ids.incrementAndGet());
        boolean trades = order.getChar(40) == '1';
        send(report(order, orderId, 'A', 'A'), id);
        Message second = report(order, orderId, trades ? 'F' : '0', trades ? '2' : '0');
        if (trades) {
            second.setString(32, order.getString(38));
            second.setString(31, "1.00");
            second.setString(14, order.getString(38));
            second.setString(151, "0");
        }
        send(second, id);
    }

    private Message report(Message order, String orderId, char execType, char ordStatus) throws FieldNotFound {
        Message report = new Message();
        report.getHeader().setString(35, "8");
        report.setString(37, orderId);
        report.setString(17, Long.toString(ids.incrementAndGet()));
        report.setChar(150, execType);
        report.setChar(39, ordStatus);
        for (int tag : new int[]{11, 55, 54, 38, 40, 60}) {
            report.setString(tag, order.getString(tag));
        }
        report.setString(151, order.getString(38));
        report.setString(14, "0");
        report.setString(6, "0");
        return report;
    }

    private static void send(Message report, SessionID id) {
        Session session = Session.lookupSession(id);
        if (session == null || !session.send(report)) {
            throw new IllegalStateException("not sent: " + report);
        }
    }

    @Override
    public void onCreate(SessionID id) {
        // Nothing to prepare.
    }

    @Override
    public void onLogon(SessionID id) {
        // Nothing to do.
    }

    @Override
    public void onLogout(SessionID id) {
        // Nothing to do.
    }

    @Override
    public void toAdmin(Message message, SessionID id) {
        // Nothing to add.
    }

    @Override
    public void fromAdmin(Message message, SessionID id) {
        // Nothing to look at.
    }

    @Override
    public void toApp(Message message, SessionID id) {
        // Nothing to add.
    }

    /// No log.
    private record Quiet() implements Log {
        @Override
        public void clear() {
            // Nothing is kept.
        }

        @Override
        public void onIncoming(String message) {
            // Nothing is kept.
        }

        @Override
        public void onOutgoing(String message) {
            // Nothing is kept.
        }

        @Override
        public void onEvent(String text) {
            // Nothing is kept.
        }

        @Override
        public void onErrorEvent(String text) {
            // Nothing is kept.
        }
    }
}
