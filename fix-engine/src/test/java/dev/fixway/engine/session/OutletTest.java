package dev.fixway.engine.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bytes into a real socket: in their order, whoever writes them and however little the other side takes.
class OutletTest {
    private static final int MESSAGE_BYTES = 1_000;

    private final NioSocketAcceptor acceptor = new NioSocketAcceptor(1);
    private final CompletableFuture<IoSession> accepted = new CompletableFuture<>();
    private final AtomicInteger unwritten = new AtomicInteger();
    private final CompletableFuture<Outlet> outlet = new CompletableFuture<>();
    private volatile BooleanSupplier stores = () -> true;
    private Socket client = new Socket();

    /// The way of every message, as in the guarded chain of the acceptor.
    private final class Way extends IoFilterAdapter {
        @Override
        public void sessionCreated(NextFilter next, IoSession session) {
            outlet.complete(new Outlet(session, new Outlet.Surroundings() {
                @Override
                public int unwritten() {
                    return unwritten.get();
                }

                @Override
                public void queued(int messages) {
                    unwritten.addAndGet(messages);
                }

                @Override
                public boolean writeStore() {
                    return stores.getAsBoolean();
                }
            }));
            next.sessionCreated(session);
        }

        @Override
        public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
            outlet.join().write(next, request);
        }

        @Override
        public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
            unwritten.addAndGet(-Outlet.Batch.messagesOf(request));
            next.messageSent(session, request);
        }
    }

    @BeforeEach
    void connect() throws Exception {
        acceptor.getFilterChain().addLast("way", new Way());
        acceptor.setHandler(new IoHandlerAdapter() {
            @Override
            public void sessionOpened(IoSession session) {
                accepted.complete(session);
            }

            @Override
            public void exceptionCaught(IoSession session, Throwable cause) {
                session.closeNow();
            }
        });
        acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = new Socket();
        client.setReceiveBufferSize(4_096);
        client.setSoTimeout(10_000);
        client.connect(acceptor.getLocalAddress());
        accepted.get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        acceptor.dispose(true);
    }

    @Test
    void writesWhatIsHeldBeforeTheMessageOfAnotherThread() throws Exception {
        outlet.join().hold();
        write("a1;");
        write("a2;");
        CompletableFuture.runAsync(() -> write("b1;")).get(10, TimeUnit.SECONDS);
        write("a3;");
        assertThat(read(9)).isEqualTo("a1;a2;b1;");

        outlet.join().release();

        assertThat(read(3)).isEqualTo("a3;");
    }

    @Test
    void holdsForOneThreadOnly() throws Exception {
        outlet.join().hold();
        write("a1;");
        CompletableFuture.runAsync(() -> {
            outlet.join().hold();
            write("b1;");
            outlet.join().release();
        }).get(10, TimeUnit.SECONDS);

        assertThat(read(6)).isEqualTo("a1;b1;");
        outlet.join().release();
    }

    @Test
    void keepsTheOrderWhenTheSocketTakesHalf() throws Exception {
        writeNumbered(0, 10_000, false);

        assertThat(unwritten.get()).as("some of it has to wait").isPositive();
        assertNumbered(10_000);
    }

    @Test
    void keepsTheOrderOfHeldMessagesWhenTheSocketTakesHalf() throws Exception {
        writeNumbered(0, 10_000, true);

        assertThat(unwritten.get()).as("some of it has to wait").isPositive();
        assertNumbered(10_000);
    }

    @Test
    void goesDirectAgainWhenNothingWaitsAnyMore() throws Exception {
        writeNumbered(0, 10_000, true);
        assertNumbered(10_000);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (unwritten.get() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        write("again;");

        assertThat(unwritten.get()).isZero();
        assertThat(read(6)).isEqualTo("again;");
    }

    @Test
    void losesWhatIsHeldWithItsConnectionAndNothingElse() throws Exception {
        outlet.join().hold();
        write("a1;");
        accepted.join().closeNow().awaitUninterruptibly(10, TimeUnit.SECONDS);

        outlet.join().release();

        assertThat(client.getInputStream().read()).isNegative();
        assertThat(unwritten.get()).isZero();
    }

    @Test
    void letsNothingOutThatIsNotStored() throws Exception {
        outlet.join().hold();
        write("a1;");
        stores = () -> false;

        outlet.join().release();

        assertThat(client.getInputStream().read()).as("closed without a byte").isNegative();
    }

    private void writeNumbered(int from, int to, boolean held) {
        for (int number = from; number < to; number++) {
            if (held && number % 7 == 0) {
                outlet.join().hold();
            }
            write(numbered(number));
            if (held && number % 7 == 6) {
                outlet.join().release();
            }
        }
        outlet.join().release();
    }

    private void assertNumbered(int count) throws IOException {
        for (int number = 0; number < count; number++) {
            assertThat(read(MESSAGE_BYTES)).isEqualTo(numbered(number));
        }
    }

    private static String numbered(int number) {
        return String.format("%0" + MESSAGE_BYTES + "d", number);
    }

    private void write(String text) {
        accepted.join().write(IoBuffer.wrap(text.getBytes(US_ASCII)));
    }

    private String read(int bytes) throws IOException {
        return new String(client.getInputStream().readNBytes(bytes), US_ASCII);
    }
}
