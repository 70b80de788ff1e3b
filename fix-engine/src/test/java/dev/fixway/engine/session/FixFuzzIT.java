package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Thousands of messages that are almost right: each is answered as the rules of engagement say, is skipped, or ends
/// its connection; nothing of our inside is told, and another client trades all the time.
class FixFuzzIT extends FixEngineTest {
    private static final int BATCH = 25;
    private static final int MUTANTS = Boolean.getBoolean("fixway.soak") ? 100_000 : 2_000;
    private static final Set<String> KINDS = Set.of("0", "1", "2", "3", "4", "5", "8", "9", "A", "j");
    private int answers;
    private int logouts;

    @Override
    Duration resetRepeat() {
        return Duration.ZERO;
    }

    /// A gap that a mutant has made for ever closes its connection while the test still waits.
    @Override
    FixSettings.Limits limits() {
        FixSettings.Limits usual = FixSettings.Limits.DEFAULT;
        return new FixSettings.Limits(usual.messageSizeMax(), usual.logonDeadline(), usual.unwrittenMax(),
                usual.behindMax(), usual.connectionsMax(), usual.connectionsPerAddressMax(), usual.parkedMax(),
                Duration.ofSeconds(3));
    }

    @Test
    void answersOrSkipsWhateverComes() throws IOException {
        long seed = Long.getLong("fixway.seed", System.nanoTime());
        Mutator mutator = new Mutator(seed);
        FixPeer other = peer("CLIENT2").logon(port());
        for (int done = 0; done < MUTANTS; done += BATCH) {
            try {
                batch(mutator);
                other.order("N" + done, "55=X|54=1|38=1|40=1");
                assertThat(other.next(3)).extracting(m -> m.pick(150, 11))
                        .containsExactly("150=A|11=N" + done, "150=0|11=N" + done, "150=F|11=N" + done);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " after " + done + " mutants: " + e.getMessage(), e);
            }
        }
        // A batch ends with the first mutant that closes the connection: what a seed makes of that varies.
        assertThat(answers).as("seed " + seed).isGreaterThan(MUTANTS / BATCH);
        peer.logonWithReset(port());
        peer.order("AFTER", "55=X|54=1|38=1|40=1");
        FixMessage next = peer.next();
        while (!"AFTER".equals(next.find(11))) {
            next = peer.next();
        }
        assertThat(next.get(150)).isEqualTo("A");
    }

    /// One connection: a Logon, a number of mutants, a TestRequest. It ends with the Heartbeat or with the connection.
    private void batch(Mutator mutator) throws IOException {
        try (Socket socket = loggedOn()) {
            OutputStream out = socket.getOutputStream();
            List<String> sent = new ArrayList<>();
            for (int number = 2; number < 2 + BATCH; number++) {
                byte[] mutant = mutator.next(number);
                sent.add(new String(mutant, StandardCharsets.ISO_8859_1).replace('\u0001', '|'));
                out.write(mutant);
            }
            out.write(message("1", 2 + BATCH, "112=END|"));
            readToEnd(socket, out, sent);
        } catch (IOException e) {
            // Closed by the gateway, with bytes of ours unread: a documented end.
            answers++;
        }
    }

    private Socket loggedOn() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(message("A", 1, "98=0|108=30|141=Y|"));
            try {
                FixMessage answer = FixFrames.read(socket, end);
                if (answer != null && "A".equals(answer.type())) {
                    return socket;
                }
            } catch (IOException e) {
                // The last connection is not gone yet.
                assertThat(System.nanoTime()).isLessThan(end);
            }
            socket.close();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private void readToEnd(Socket socket, OutputStream out, List<String> sent) throws IOException {
        List<String> seen = new ArrayList<>();
        int number = 2 + BATCH;
        for (int quiet = 0; quiet < 100;) {
            FixMessage message = FixFrames.read(socket, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100));
            if (message == null) {
                // A torn message may wait for bytes: more of them show that it is none.
                quiet++;
                out.write(message("1", ++number, "112=END|"));
                continue;
            }
            check(message);
            seen.add(message.toString());
            if ("0".equals(message.type()) && "END".equals(message.find(112))) {
                return;
            }
            // The first waits for the gateway to lose patience, the others end as a peer should.
            if ("5".equals(message.type()) && ++logouts > 1) {
                out.write(message("5", ++number, ""));
            }
            if ("2".equals(message.type())) {
                String now = FixPeer.TIME.format(Instant.now());
                out.write(message("4", message.number(7), "43=Y|122=" + now + "|123=Y|36=" + (number + 1) + '|'));
                out.write(message("1", ++number, "112=END|"));
            }
            answers += "389j".contains(message.type()) ? 1 : 0;
        }
        throw new AssertionError("neither answered nor closed: " + seen + " after " + sent);
    }

    private static void check(FixMessage message) {
        assertThat(KINDS).contains(message.type());
        String text = message.find(58);
        assertThat(text != null && FixHostileIT.isTalkative(text)).as(message.toString()).isFalse();
    }

    private static byte[] message(String type, int number, String more) {
        return FixFrames.framed(("35=" + type + "|49=CLIENT1|56=FIXWAY|34=" + number + "|52="
                + FixPeer.TIME.format(Instant.now()) + '|' + more).replace('|', '\u0001'));
    }
}
