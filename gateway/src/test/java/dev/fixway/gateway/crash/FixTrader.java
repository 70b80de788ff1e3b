package dev.fixway.gateway.crash;

import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Trades by FIX until the gateway is gone, and afterwards wants an answer to everything that it wrote.
final class FixTrader {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration QUIET = Duration.ofMillis(100);
    private final FixPeer peer;
    private final Random random;
    private final Set<String> unanswered = new LinkedHashSet<>();
    private final List<String> resting = new ArrayList<>();
    private final Map<String, Integer> execIds = new HashMap<>();
    private final HeardFills fills = new HeardFills();
    private final Map<String, FixMessage> latest = new HashMap<>();
    private final Map<String, String> statuses = new HashMap<>();
    private final Map<String, String> firstIds = new HashMap<>();
    private int ids;

    FixTrader(String compId, Random random) {
        this.peer = new FixPeer(compId, "FIXWAY");
        this.random = random;
    }

    /// ExecID(17) of every report that came as new, and how often.
    Map<String, Integer> execIds() {
        return execIds;
    }

    /// What came as new of fills, and of what became of them.
    HeardFills fills() {
        return fills;
    }

    /// ClOrdID(11) of the first report of each order, by OrderID(37).
    Map<String, String> firstIds() {
        return firstIds;
    }

    /// The last report of each order that tells an event, by OrderID(37).
    Map<String, FixMessage> latest() {
        return latest;
    }

    /// OrdStatus(39) of each order as it was told last, also by the refusal of a request.
    Map<String, String> statuses() {
        return statuses;
    }

    /// Logs on, lets the gateway ask again for what it lost, and reads until all is answered and nothing more comes.
    void recover(int port) {
        peer.logon(port);
        settle();
    }

    /// Reads until all is answered and nothing more comes.
    void settle() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        FixMessage message = peer.next(QUIET);
        while (message != null || !unanswered.isEmpty()) {
            if (message != null) {
                heard(message);
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not answered: " + unanswered + "; " + peer);
            }
            message = peer.next(QUIET);
        }
    }

    /// Reads what still comes until nothing more does.
    void listen() {
        for (FixMessage message = peer.next(QUIET); message != null; message = peer.next(QUIET)) {
            heard(message);
        }
    }

    /// Sends orders, cancels and replaces and reads what comes until the connection breaks or it shall stop.
    void trade(BooleanSupplier goesOn) {
        try {
            while (goesOn.getAsBoolean()) {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    act();
                }
                for (FixMessage m = peer.next(LOOK); m != null; m = peer.next(Duration.ofMillis(1))) {
                    heard(m);
                }
            }
        } catch (UncheckedIOException e) {
            peer.close();
        }
    }

    /// Sends one order or cancel after the other, each when the one before is answered, until the connection breaks.
    void tradeOneByOne() {
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() - end < 0) {
                if (unanswered.isEmpty()) {
                    act();
                }
                FixMessage m = peer.next(LOOK);
                if (m != null) {
                    heard(m);
                }
            }
            throw new AssertionError("the connection stands: " + peer);
        } catch (UncheckedIOException e) {
            peer.close();
        }
    }

    /// Reads what is still on its way to us until the connection is gone.
    void listen(BooleanSupplier goesOn) {
        try {
            while (goesOn.getAsBoolean()) {
                FixMessage m = peer.next(LOOK);
                if (m != null) {
                    heard(m);
                }
            }
        } catch (UncheckedIOException e) {
            peer.close();
        }
    }

    private void act() {
        String id = "f" + ++ids;
        unanswered.add(id);
        if (!resting.isEmpty() && random.nextInt(3) == 0) {
            String order = resting.remove(random.nextInt(resting.size()));
            if (random.nextBoolean()) {
                peer.request("F", id, order, "55=AAPL|54=1");
            } else {
                peer.request("G", id, order,
                        "55=AAPL|54=1|38=" + (1 + random.nextInt(20)) + "|40=2|44=" + (1 + random.nextInt(9))
                                + "|59=1");
            }
            return;
        }
        boolean rests = random.nextInt(3) == 0;
        if (rests) {
            resting.add(id);
        }
        peer.order(id, "55=AAPL|54=1|38=" + (1 + random.nextInt(20)) + (rests ? "|40=2|44=1|59=1" : "|40=1"));
    }

    private void heard(FixMessage message) {
        String clOrdId = message.find(11);
        String refId = message.find(379);
        unanswered.remove(clOrdId == null ? refId : clOrdId);
        String execId = message.find(17);
        if ("8".equals(message.type()) && execId != null && !message.isYes(97)) {
            execIds.merge(execId, 1, Integer::sum);
            reported(message);
        }
        if ("9".equals(message.type()) && !message.isYes(97)) {
            statuses.put(message.get(37), message.get(39));
        }
        if ("8".equals(message.type()) && "5".equals(message.find(150)) && clOrdId != null) {
            resting.add(clOrdId);
        }
    }

    /// Every report but an answer to a question (150=I) and a denial (37=NONE) is about an order's life; what an order is
    /// behind somebody else's refused request (150=I too) tells no event.
    private void reported(FixMessage report) {
        if (report.get(17).matches("(STA|DEN)-.*")) {
            return;
        }
        statuses.put(report.get(37), report.get(39));
        if (report.get(17).startsWith("REF-")) {
            return;
        }
        latest.put(report.get(37), report);
        firstIds.putIfAbsent(report.get(37), report.get(11));
        fills.heard(report);
    }

    void close() {
        peer.close();
    }
}
