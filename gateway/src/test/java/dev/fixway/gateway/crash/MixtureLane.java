package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/// One data folder, one stand-in and the gateways that follow each other on them: mixtures one after the other, each
/// begins where the one before it came to rest.
final class MixtureLane implements AutoCloseable {
    private static final String CLIENT = "FIX.4.4:FIXWAY->CLIENT1";
    private static final String DROP_COPY = "FIX.4.4:FIXWAY->DROPCOPY";
    private static final Duration AT_REST_WITHIN = Duration.ofSeconds(20);
    private static final Duration STRIKES_APART_MAX = Duration.ofMillis(40);
    private static final Duration HEARD_SOON = Duration.ofMillis(2);
    private static final int ALARMS_SHOWN = 40;
    private final Path folder;
    private final Random random = new Random();
    private final Random clientDice = new Random();
    private final Random restDice = new Random();
    private final AlpacaSide side;
    private final FixTrader client = new FixTrader("CLIENT1", clientDice);
    private final FixTrader dropCopy = new FixTrader("DROPCOPY", new Random());
    private final RestTrader rest = new RestTrader(restDice);
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable GatewayProcess gateway;
    private @Nullable StreamEars ears;
    private boolean isLost;

    MixtureLane(Path folder) {
        this.folder = folder;
        side = new AlpacaSide(folder, random);
    }

    private Path data() {
        return folder.resolve("data");
    }

    /// Lets everything of a mixture happen, and holds what is there at rest against the venue.
    void run(Mixture mixture) throws IOException {
        random.setSeed(mixture.seed());
        clientDice.setSeed(mixture.seed() + 1);
        restDice.setSeed(mixture.seed() + 2);
        GatewayProcess running = gateway == null ? started() : gateway;
        List<Mixture.Strike> strikes = mixture.strikes();
        if (mixture.kill() >= 0) {
            trade(running, mixture.changes(), strikes.subList(0, mixture.kill()), true);
            Books.verify(data());
            running = started();
            strikes = strikes.subList(mixture.kill(), strikes.size());
        }
        trade(running, mixture.kill() >= 0 ? List.of() : mixture.changes(), strikes, false);
        side.venue().calmDown(_ -> random.nextBoolean());
        client.settle();
        rest.check(running.url());
        if (isLost) {
            return;
        }
        AtRest atRest = new AtRest(side, client, dropCopy, rest, ears());
        String url = running.url();
        await().atMost(AT_REST_WITHIN).untilAsserted(() -> atRest.check(url));
    }

    private StreamEars ears() {
        StreamEars open = ears;
        if (open == null) {
            throw new IllegalStateException("no gateway runs");
        }
        return open;
    }

    private GatewayProcess started() throws IOException {
        Map<String, String> settings = new HashMap<>(side.settings());
        settings.putAll(Map.of("DATA_DIR", data().toString(), "LEDGER_CHECKPOINT_EVENTS", "100", "GATEWAY_PORT", "0",
                "FIX_PORT", "0", "LEDGER_DURABILITY", "process", "LEDGER_SEGMENT_BYTES", "262144",
                "PROVIDER_STREAM_SILENCE_MS", "600", "REST_ANSWER_TIMEOUT_MS", "500", "SUBSCRIPTIONS",
                "[{\"platform\":\"alpaca-paper\",\"instrument\":\"AAPL\",\"events\":[\"quote\"]},"
                        + "{\"platform\":\"alpaca-paper\",\"instrument\":\"*\",\"events\":[\"orders\",\"trades\"]}]"));
        GatewayProcess made = GatewayProcess.start(folder, Window.ANY_MOMENT, 1, settings).orElseThrow();
        gateway = made;
        client.recover(made.fixPort());
        dropCopy.recover(made.fixPort());
        rest.check(made.url());
        ears = new StreamEars(http, made.url());
        return made;
    }

    /// Trades while everything strikes at its own time; then the gateway dies, or all that is under way is let go.
    private void trade(GatewayProcess running, List<Mixture.Strike> changes, List<Mixture.Strike> strikes,
            boolean kills) throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> traders = List.of(
                Thread.startVirtualThread(() -> client.trade(rounds(3 + random.nextInt(6), kills, over))),
                Thread.startVirtualThread(() -> dropCopy.listen(() -> !over.get())),
                Thread.startVirtualThread(
                        () -> rest.trade(running.url(), rounds(3 + random.nextInt(9), kills, over))));
        for (Mixture.Strike change : changes) {
            if (isLost) {
                // What was told stays behind what was dealt: of a later one nobody could say whether it was heard.
                break;
            }
            LockSupport.parkNanos(STRIKES_APART_MAX.toNanos());
            int logons = side.venue().logons();
            change.at(side.venue());
            isLost |= !isHeard(logons);
        }
        for (Mixture.Strike strike : strikes) {
            LockSupport.parkNanos(random.nextLong(STRIKES_APART_MAX.toNanos()));
            strike.at(side.venue());
        }
        if (kills) {
            LockSupport.parkNanos(random.nextLong(STRIKES_APART_MAX.toNanos()));
            ears().close();
            running.kill();
            over.set(true);
        }
        join(traders.getFirst());
        join(traders.getLast());
        over.set(true);
        join(traders.get(1));
    }

    /// Whether the drop copy has heard of all busts and corrections; false when the stream broke by itself, as it does
    /// on a machine that is overloaded: then nobody hears of the last one.
    private boolean isHeard(int logons) throws IOException {
        int dealt = side.changes().values().stream().mapToInt(times -> times).sum();
        try {
            await().pollInterval(HEARD_SOON).until(() -> dropCopy.fills().changeCount() == dealt);
            return true;
        } catch (ConditionTimeoutException e) {
            if (side.venue().logons() == logons && side.venue().listeners() > 0) {
                throw new AssertionError("busts and corrections " + side.changes() + ", told "
                        + dropCopy.fills().changes() + "\n" + alarms(), e);
            }
            return false;
        }
    }

    /// What the gateways of this folder have warned of last.
    private String alarms() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("gateway.log"))) {
            List<String> alarms = lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")).toList();
            return String.join("\n", alarms.subList(Math.max(0, alarms.size() - ALARMS_SHOWN), alarms.size()));
        }
    }

    /// Whether a bust or correction was told to nobody: from then on gateway and venue differ.
    boolean isLost() {
        return isLost;
    }

    /// So many times, and until the gateway is dead when it is killed.
    private static BooleanSupplier rounds(int count, boolean kills, AtomicBoolean over) {
        AtomicInteger left = new AtomicInteger(count);
        return () -> kills ? !over.get() : left.getAndDecrement() > 0;
    }

    /// Ends the gateway in order and compares what is left in the files with the venue and with what clients heard.
    void finish() throws IOException {
        GatewayProcess running = gateway;
        if (running == null) {
            return;
        }
        assertThat(running.terminate()).isZero();
        client.close();
        dropCopy.close();
        Books.verify(data());
        Books books = Books.read(data(), folder, side);
        books.agree();
        books.submittedOnce();
        books.lostNothing();
        books.positionsAgree();
        books.executionsAreUnique();
        books.wereTold(CLIENT, client.execIds());
        books.wereTold(DROP_COPY, dropCopy.execIds());
        Books.replay(data());
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        GatewayProcess running = gateway;
        StreamEars open = ears;
        if (open != null) {
            open.close();
        }
        try {
            client.close();
            dropCopy.close();
        } catch (UncheckedIOException _) {
            // Gone already.
        }
        if (running != null) {
            running.close();
        }
        http.shutdownNow();
        side.close();
    }
}
