package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.persistence.h2.H2Database;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Measures the follower: processor time and bytes of H2 an event, while a history of resting orders is applied.
///
/// Run by hand: main with number of orders, of parts to be shown, and an empty folder. Three events an order, with the
/// fields that the engine fills for a limit order that rests.
final class FollowerBench {
    private static final Duration LONG = Duration.ofHours(1);
    private static final String SESSION = "FIX.4.4:FIXWAY->CLIENT1";
    private static final int EVENTS_PER_ORDER = 3;
    private static final int ORDERS_PER_GROUP = 20;

    private FollowerBench() {}

    public static void main(String[] args) throws IOException {
        int orders = Integer.parseInt(args[0]);
        int parts = Integer.parseInt(args[1]);
        Path dataDir = Path.of(args[2]);
        try (DataLock lock = DataLock.take(dataDir);
                JournalLedger ledger = JournalLedger.open(lock, new JournalSettings(Durability.PROCESS, 16 << 20));
                QuerySide side = QuerySide.open(H2Database.open(dataDir), ledger.journal(), ledger.installation(),
                        new QuerySettings(LONG))) {
            for (int part = 1; part <= parts; part++) {
                int from = (part - 1) * (orders / parts);
                part(ledger, side, from, orders / parts);
                System.out.printf(Locale.ROOT, "  %d events, H2 %d bytes an event while it runs%n", ledger.headSeq(),
                        h2Bytes(dataDir) / ledger.headSeq());
            }
        }
        System.out.printf(Locale.ROOT, "H2 %d bytes an event after close%n",
                h2Bytes(dataDir) / ((long) orders * EVENTS_PER_ORDER));
    }

    private static void part(JournalLedger ledger, QuerySide side, int from, int orders) {
        long cpu = followerCpu();
        for (int i = from; i < from + orders; i += ORDERS_PER_GROUP) {
            List<LedgerEvent> events = new ArrayList<>();
            for (int j = i; j < i + ORDERS_PER_GROUP; j++) {
                events.addAll(order(ledger.installation(), j + 1, ledger.headSeq() + events.size()));
            }
            ledger.append(new Group(events, List.of(), List.of()));
        }
        long begun = System.nanoTime();
        side.catchUp(LONG);
        double events = (double) orders * EVENTS_PER_ORDER;
        System.out.printf(Locale.ROOT, "%.1f us of processor an event, %.0f events/s while it catches up%n",
                (followerCpu() - cpu) / events / TimeUnit.MICROSECONDS.toNanos(1),
                events * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begun));
    }

    private static List<LedgerEvent> order(String installation, long number, long seqBefore) {
        OrderId order = OrderId.of(installation, number);
        String venueId = new UUID(KeyHash.of(order.value()), number).toString();
        return List.of(
                head(EventType.ORDER_RECEIVED, order, number).set(LedgerField.ACTOR_TYPE, "FIX_SESSION")
                        .set(LedgerField.ACTOR_ID, SESSION)
                        .set(LedgerField.SESSION_ID, SESSION)
                        .set(LedgerField.REMOTE_ADDR, "127.0.0.1:40000")
                        .set(LedgerField.REQUEST_HASH, Long.toHexString(KeyHash.of(number, number)))
                        .set(LedgerField.ORD_TYPE, "LIMIT")
                        .set(LedgerField.TIME_IN_FORCE, "DAY")
                        .set(LedgerField.ORD_STATUS, OrdStatus.PENDING_NEW.name())
                        .set(LedgerField.MSG_TYPE, "D")
                        .set(LedgerField.MSG_SEQ_NUM, number)
                        .set(LedgerField.RAW_MESSAGE, "8=FIX.4.4\u00019=000\u000135=D\u000134=" + number
                                + "\u000149=CLIENT1\u000152=20261121-08:42:00.000000\u000156=FIXWAY\u000111=c" + number
                                + "\u000121=1\u000138=10\u000140=2\u000144=101.25\u000154=1\u000155=AAPL\u000159=0"
                                + "\u000160=20261121-08:42:00.000000\u000110=000\u0001")
                        .at(seqBefore + 1),
                head(EventType.ROUTED, order, number).set(LedgerField.PROVIDER_CLIENT_ID, order.route(1))
                        .set(LedgerField.ORD_STATUS, OrdStatus.PENDING_NEW.name())
                        .at(seqBefore + 2),
                head(EventType.ACKNOWLEDGED, order, number).set(LedgerField.PROVIDER_CLIENT_ID, order.route(1))
                        .set(LedgerField.PROVIDER_ORDER_ID, venueId)
                        .set(LedgerField.ORD_STATUS_BEFORE, OrdStatus.PENDING_NEW.name())
                        .set(LedgerField.ORD_STATUS, OrdStatus.NEW.name())
                        .set(LedgerField.EXEC_ID, order.execId(2))
                        .at(seqBefore + 3));
    }

    private static LedgerEvent.Builder head(EventType type, OrderId order, long number) {
        Instant at = Instant.ofEpochSecond(1_790_000_000L + number / 1_000, number % 1_000 * 1_000_001);
        return LedgerEvent.of(type)
                .set(LedgerField.EVENT_TIME, at)
                .set(LedgerField.RECORDED_AT, at)
                .set(LedgerField.NODE_ID, "node-1")
                .set(LedgerField.EPOCH, "1")
                .set(LedgerField.ACCOUNT, "MAIN")
                .set(LedgerField.ORDER_ID, order)
                .set(LedgerField.CL_ORD_ID, "c" + number)
                .set(LedgerField.PROVIDER, "mock")
                .set(LedgerField.SYMBOL, number % 3 == 0 ? "AAPL" : "MSFT")
                .set(LedgerField.SIDE, Side.BUY)
                .set(LedgerField.PRICE, "101.25")
                .set(LedgerField.ORDER_QTY, "10")
                .set(LedgerField.CUM_QTY, "0")
                .set(LedgerField.LEAVES_QTY, "10")
                .set(LedgerField.SOURCE, "LIVE");
    }

    private static long followerCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("ledger-follower")) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return 0;
    }

    private static long h2Bytes(Path dataDir) throws IOException {
        return Files.size(dataDir.resolve("ledger/h2/ledger.mv.db"));
    }
}
