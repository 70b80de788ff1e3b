package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import quickfix.DefaultSessionFactory;
import quickfix.MemoryStoreFactory;
import quickfix.Responder;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;

/// The client's callbacks, on a session without a socket.
class ClientApplicationTest {
    private static final int LOOKING = 4;
    private static final int CONNECTIONS = 500;
    private static final FixTarget TARGET = FixTarget.plain("127.0.0.1", 1, "ME", "ONE-LOGON");

    /// The client's own thread and QuickFIX/J's timer may look at the session at the same moment.
    @Test
    void sendsOneLogonOnAConnection() throws Exception {
        try (Session session = session()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                Wire wire = new Wire();
                session.setResponder(wire);
                lookTogether(session);

                assertThat(wire.sent).singleElement().asString().contains("\00135=A\001", "\00134=" + (i + 1) + '\001');
                session.disconnect("the next connection", false);
            }
        }
    }

    private static Session session() throws Exception {
        SessionSettings settings = new SessionSettings();
        SessionID id = new SessionID("FIX.4.4", "ME", "ONE-LOGON");
        settings.setString(id, "ConnectionType", "initiator");
        settings.setString(id, "HeartBtInt", "30");
        settings.setString(id, "ReconnectInterval", "0");
        settings.setString(id, "NonStopSession", "Y");
        return new DefaultSessionFactory(new ClientApplication(TARGET, ClientListener.NONE), new MemoryStoreFactory(),
                FixLogs.NONE).create(id, settings);
    }

    private static void lookTogether(Session session) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(LOOKING);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < LOOKING; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                    session.next();
                } catch (IOException | InterruptedException | BrokenBarrierException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static final class Wire implements Responder {
        final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();

        @Override
        public boolean send(String data) {
            return sent.add(data);
        }

        @Override
        public void disconnect() {
            // There is no socket.
        }

        @Override
        public String getRemoteAddress() {
            return "nobody";
        }
    }
}
