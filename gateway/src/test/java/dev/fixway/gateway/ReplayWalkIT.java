package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions of one account and REST do what comes to their mind: orders, cancels and replaces of their own and of each
/// other, everything again, plainly and as repeats, refused ones too; they come and go, reset their numbers and ask for
/// what they had, and the gateway starts again. The logs of it have no breaks.
///
/// `-Dfixway.replay.seed=…` begins with a certain walk, `-Dfixway.replay.walks=…` says how many.
class ReplayWalkIT {
    private static final boolean IS_SOAK = Boolean.getBoolean("fixway.soak");
    private static final long SEED = Long.getLong("fixway.replay.seed", IS_SOAK ? System.nanoTime() : 1);
    private static final int WALKS = Integer.getInteger("fixway.replay.walks", IS_SOAK ? 200 : 1);
    private static final int STEPS = 250;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HH:mm:ss.SSS")
            .withZone(ZoneOffset.UTC);
    private static final Duration QUIET = Duration.ofMillis(40);

    /// A session with what it has sent and what it has seen.
    private static final class Side {
        private final FixPeer peer;
        private final List<String> sent = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private int number;

        Side(FixPeer peer) {
            this.peer = peer;
        }

        String id() {
            String id = "i" + ++number;
            ids.add(id);
            return id;
        }

        void send(String text) {
            sent.add(text);
            peer.send(text);
        }
    }

    private final List<String> orderIds = new ArrayList<>();
    private final List<String> restIds = new ArrayList<>();
    private final List<Side> sides = new ArrayList<>();
    private Random random = new Random(SEED);

    @Test
    void leavesLogsWithoutBreaks(@TempDir Path folder) throws IOException {
        for (int i = 0; i < WALKS; i++) {
            long seed = SEED + i;
            try {
                walk(Files.createDirectory(folder.resolve("walk" + i)), seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("repeat with -Dfixway.replay.seed=" + seed, e);
            }
        }
    }

    private void walk(Path folder, long seed) throws IOException {
        random = new Random(seed);
        orderIds.clear();
        restIds.clear();
        sides.clear();
        Path sessions = Files.writeString(folder.resolve("sessions.cfg"), """
                [default]
                ConnectionType=acceptor
                BeginString=FIX.4.4
                SenderCompID=FIXWAY
                [session]
                TargetCompID=ONE
                Account=MAIN
                [session]
                TargetCompID=TWO
                Account=MAIN
                [session]
                TargetCompID=ALL
                Account=MAIN
                Reports=account
                [session]
                TargetCompID=COPY
                Role=dropcopy
                """);
        for (String name : List.of("ONE", "TWO", "ALL", "COPY")) {
            sides.add(new Side(new FixPeer(name, "FIXWAY")));
        }
        for (int left = STEPS; left > 0;) {
            try (TestGateway gateway = TestGateway.start(folder,
                    Map.of("FIX_CONFIG", sessions.toString(), "LEDGER_DURABILITY", "process"), Ports.PLAIN)) {
                sides.forEach(side -> gateway.logon(side.peer));
                for (int steps = 1 + random.nextInt(STEPS); steps > 0 && left > 0; steps--, left--) {
                    step(gateway);
                }
                sides.forEach(this::listen);
                if (random.nextBoolean()) {
                    sides.forEach(side -> side.peer.logout());
                }
            }
        }
        StringWriter out = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .execute("replay", "--data-dir", folder.resolve("data").toString(),
                        folder.resolve("data/fix/log").toString());
        assertThat(out.toString()).as("%s", about(out.toString(), folder.resolve("data/fix/log")))
                .contains("no breaks");
        assertThat(code).isZero();
    }

    /// What the logs have of the ids of the breaks.
    private static String about(String found, Path logs) throws IOException {
        StringBuilder about = new StringBuilder();
        Set<String> ids = Pattern.compile("(?m)^BREAK \\S+ +\\S+ (\\S+)")
                .matcher(found)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.filter(name -> name.toString().endsWith("messages.log")).sorted().toList()) {
                for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    if (ids.stream().anyMatch(id -> line.contains('=' + id + '\u0001'))) {
                        about.append(file.getFileName()).append(' ').append(line.replace('\u0001', '|')).append('\n');
                    }
                }
            }
        }
        return about.toString();
    }

    private void step(TestGateway gateway) {
        Side side = sides.get(random.nextInt(sides.size() - 1));
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> side.send("35=D|11=" + side.id() + '|' + now() + terms());
            case 3 -> side.send("35=D|11=" + side.id() + '|' + now() + terms() + "|111=1");
            case 4, 5 -> side.send("35=F|11=" + side.id() + '|' + named(side) + '|' + now() + "55=AAPL|54=1");
            case 6, 7 -> side.send("35=G|11=" + side.id() + '|' + named(side) + '|' + now() + terms());
            case 8, 9, 10 -> again(side, random.nextBoolean() ? "97=Y|" : "43=Y|122=" + at() + '|');
            case 11 -> again(side, "");
            case 12 -> side.peer.send("35=D|115=ELSE|11=" + side.id() + '|' + now() + terms());
            case 13 -> side.peer.send("35=H|11=" + any(side.ids, "none") + "|55=AAPL|54=1");
            case 14, 15 -> byRest(gateway);
            case 16 -> comesAgain(gateway, sides.get(random.nextInt(sides.size())));
            case 17 -> side.peer.forget(Math.max(1, side.peer.nextIn() - random.nextInt(20)));
            case 18 -> listen(sides.getLast());
            default -> listen(side);
        }
    }

    /// What it sent before, with another time and perhaps with other terms.
    private void again(Side side, String mark) {
        if (!side.sent.isEmpty()) {
            String text = any(side.sent, "");
            String other = random.nextInt(4) == 0 ? text.replaceFirst("\\|38=\\d+", "|38=7") : text;
            side.peer.send(other.replaceFirst("\\|", "|" + mark)
                    .replaceFirst("\\|60=[^|]*", "|60=" + at()));
        }
    }

    private void byRest(TestGateway gateway) {
        switch (random.nextInt(4)) {
            case 0 -> gateway.delete("/v1/orders/" + any(random.nextBoolean() ? orderIds : restIds, "none"));
            case 1 -> gateway.patch("/v1/orders/" + any(random.nextBoolean() ? orderIds : restIds, "none"),
                    "{\"quantity\":\"" + (1 + random.nextInt(40)) + "\"}");
            default -> restIds.add(gateway.enter("""
                    {"symbol":"AAPL","side":"BUY","quantity":"%d","order_type":"LIMIT","limit_price":"%d"}"""
                    .formatted(1 + random.nextInt(40), random.nextInt(4) == 0 ? 500 : 1)).text("id"));
        }
    }

    /// Logs out or breaks off, and logs on again, now and then with new numbers.
    private void comesAgain(TestGateway gateway, Side side) {
        if (random.nextBoolean()) {
            listen(side);
            side.peer.logout();
        } else {
            side.peer.close();
        }
        if (random.nextInt(3) == 0) {
            side.peer.logonWithReset(gateway.gateway().fixPort());
        } else {
            side.peer.logon(gateway.gateway().fixPort());
        }
    }

    private void listen(Side side) {
        for (FixMessage message = side.peer.next(QUIET); message != null; message = side.peer.next(QUIET)) {
            String orderId = message.find(37);
            if (orderId != null && !"NONE".equals(orderId)) {
                orderIds.add(orderId);
            }
        }
    }

    private String named(Side side) {
        return random.nextInt(3) == 0 && !orderIds.isEmpty()
                ? "37=" + any(orderIds, "") + "|41=NONE"
                : "41=" + any(side.ids, "none");
    }

    private String terms() {
        String type = random.nextInt(3) == 0 ? "40=1" : "40=2|44=" + (random.nextInt(4) == 0 ? 500 : 1);
        return "55=AAPL|54=1|38=" + (1 + random.nextInt(40)) + '|' + type + "|59=1";
    }

    private static String now() {
        return "60=" + at() + '|';
    }

    private static String at() {
        return TIME.format(Instant.now());
    }

    /// One of the last.
    private String any(List<String> all, String otherwise) {
        return all.isEmpty() ? otherwise : all.get(all.size() - 1 - random.nextInt(Math.min(12, all.size())));
    }
}
