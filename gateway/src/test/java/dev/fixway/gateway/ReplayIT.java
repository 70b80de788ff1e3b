package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.query.LedgerFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Orders over both edges, then `fixway replay`: no breaks; after one change in log or ledger exactly that break.
class ReplayIT {
    private static final boolean SOAK = Boolean.getBoolean("fixway.soak");
    private static final int ORDERS = SOAK ? 3000 : 150;
    private static final int ROUNDS = SOAK ? 500 : 20;
    private static final long SEED = Long.getLong("fixway.replay.seed", 11);
    private static final char SOH = '\u0001';
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    static Path folder;

    private static Path data() {
        return folder.resolve("data");
    }

    private static Path logs() {
        return data().resolve("fix").resolve("log");
    }

    /// What the command said.
    private record Result(int exitCode, List<JsonNode> lines, String text) {
        List<JsonNode> breaks() {
            return lines.stream().filter(line -> "break".equals(line.path("type").asString(""))).toList();
        }

        List<String> kinds() {
            return breaks().stream().map(line -> line.path("break").path("kind").asString("")).toList();
        }
    }

    @BeforeAll
    static void trade() {
        Random random = new Random(SEED);
        try (TestGateway gateway = TestGateway.start(folder)) {
            FixPeer copy = gateway.logon("DROPCOPY");
            FixPeer client = gateway.logon("CLIENT1");
            List<String> open = new ArrayList<>();
            for (int i = 0; i < ORDERS; i++) {
                tradeOnce(gateway, client, random, open, i);
                while (client.next(Duration.ofMillis(1)) != null) {
                    // Reads along.
                }
            }
            while (client.next(Duration.ofMillis(300)) != null) {
                // The last fills.
            }
            client.logout();
            while (copy.next(Duration.ofMillis(100)) != null) {
                // All of it.
            }
        }
    }

    private static void tradeOnce(TestGateway gateway, FixPeer client, Random random, List<String> open, int number) {
        String id = "A" + number;
        switch (random.nextInt(6)) {
            case 0 -> client.order(id, "55=AAPL|54=1|38=" + (1 + random.nextInt(90)) + "|40=1|59=1");
            case 1, 2 -> {
                client.order(id, "55=MSFT|54=1|38=10|40=2|44=" + (1 + random.nextInt(9)) + ".50|59=1");
                open.add(id);
            }
            case 3 -> {
                String orig = open.isEmpty() ? "none" : open.removeLast();
                client.request("F", id, orig, "55=MSFT|54=1|38=10");
            }
            case 4 -> {
                String orig = open.isEmpty() ? "none" : open.removeLast();
                client.request("G", id, orig, "55=MSFT|54=1|38=12|40=2|44=2.25|59=1");
                open.add(id);
            }
            default -> gateway.enter("""
                    {"symbol":"AAPL","side":"SELL","quantity":"%d","order_type":"MARKET"}"""
                    .formatted(1 + random.nextInt(9)));
        }
    }

    @Test
    void findsNoBreaksInWhatHappened() {
        Result result = replay(logs(), data());

        assertThat(result.breaks()).isEmpty();
        assertThat(result.exitCode()).isZero();
        JsonNode summary = result.lines().getLast().path("summary");
        assertThat(summary.path("reports").asInt()).isGreaterThan(ORDERS * 2);
        assertThat(summary.path("requests").asInt()).isGreaterThan(ORDERS / 2);
        assertThat(summary.path("orders").asInt()).isGreaterThan(ORDERS / 2);
    }

    @Test
    void livesTheOrdersWithoutALedger() {
        Result result = run("replay", "--json", "--no-ledger", logs().toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines().getLast().path("summary").path("orders").asInt()).isGreaterThan(ORDERS / 2);
    }

    @Test
    void findsExactlyTheChangedRecordOfALog(@TempDir Path work) throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Path log = work.resolve("log" + round);
            String what = change(log, random);

            Result result = replay(log, data());

            assertThat(result.exitCode()).as("round %s: %s%n%s", round, what, result.text()).isEqualTo(Main.FINDINGS);
            assertThat(result.kinds()).as("round %s: %s%n%s", round, what, result.text()).hasSize(1);
            if (what.startsWith("removed")) {
                assertThat(result.kinds()).as(what).containsExactly("MISSING_IN_LOG");
            }
        }
    }

    /// Changes or removes one report or request in one of the logs; says what.
    private static String change(Path log, Random random) throws IOException {
        Files.createDirectories(log);
        List<Path> files;
        try (Stream<Path> all = Files.list(logs())) {
            files = all.filter(file -> file.toString().endsWith("messages.log")).sorted().toList();
        }
        for (Path file : files) {
            Files.copy(file, log.resolve(file.getFileName().toString()));
        }
        Path file = log.resolve(files.get(random.nextInt(files.size())).getFileName().toString());
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        List<Integer> records = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(SOH + "35=8" + SOH) || lines.get(i).contains(SOH + "35=D" + SOH)) {
                records.add(i);
            }
        }
        int at = records.get(random.nextInt(records.size()));
        String what;
        if (random.nextInt(3) == 0) {
            what = "removed " + lines.remove(at);
        } else {
            String changed = altered(lines.get(at), random);
            what = "changed " + lines.get(at) + " to " + changed;
            lines.set(at, changed);
        }
        Files.write(file, lines, StandardCharsets.ISO_8859_1);
        return what.replace(SOH, '|');
    }

    private static String altered(String line, Random random) {
        boolean isOrder = line.contains(SOH + "35=D" + SOH);
        List<Integer> tags = new ArrayList<>(isOrder ? List.of(38, 55) : List.of(38, 14, 151, 31, 32, 6, 55, 1));
        java.util.Collections.shuffle(tags, random);
        for (int tag : tags) {
            Matcher field = Pattern.compile(SOH + "" + tag + "=([^" + SOH + "]+)").matcher(line);
            if (field.find()) {
                String changed = line.substring(0, field.start(1)) + other(field.group(1))
                        + line.substring(field.end(1));
                return random.nextBoolean() ? changed : resealed(changed);
            }
        }
        throw new IllegalStateException("a report without quantities: " + line);
    }

    /// Another value of the same length.
    private static String other(String value) {
        char last = value.charAt(value.length() - 1);
        char other = last == '9' ? '8' : last == 'Z' ? 'Y' : (char) (last + 1);
        return value.substring(0, value.length() - 1) + other;
    }

    private static String resealed(String line) {
        int begin = line.indexOf("8=FIX");
        int checksum = line.lastIndexOf(SOH + "10=") + 1;
        int sum = line.substring(begin, checksum).chars().sum() & 0xFF;
        return line.substring(0, checksum) + "10=" + Integer.toString(1000 + sum).substring(1) + SOH;
    }

    @Test
    void findsExactlyTheChangedRecordOfALedger(@TempDir Path work) {
        Random random = new Random(SEED);
        List<Group> groups = new ArrayList<>();
        new LedgerFiles(data()).groups(groups::add);
        List<LedgerEvent> reports = groups.stream()
                .flatMap(group -> group.events().stream())
                .filter(event -> event.has(LedgerField.EXEC_ID) && !event.has(LedgerField.RAW_MESSAGE)
                        && event.has(LedgerField.RECIPIENTS) && event.text(LedgerField.RECIPIENTS).contains("DROPCOPY"))
                .toList();
        Path copyLog = logs().resolve("FIX.4.4-FIXWAY-DROPCOPY.messages.log");
        for (int round = 0; round < ROUNDS; round++) {
            LedgerEvent target = reports.get(random.nextInt(reports.size()));
            boolean removes = random.nextInt(3) == 0;
            Path other = work.resolve("data" + round);
            rewrite(groups, target.seq(), removes, other);

            Result result = replay(copyLog, other);

            assertThat(result.exitCode()).as("%s of %s: %s", removes, target, result.text()).isEqualTo(Main.FINDINGS);
            assertThat(result.kinds()).as("%s of %s: %s", removes, target, result.text())
                    .containsExactly(removes ? "MISSING_IN_LEDGER" : "QUANTITY");
        }
    }

    /// The ledger without an event, or with another CumQty(14) in it, as an owner of files and hashes could make it.
    private static void rewrite(List<Group> groups, long seq, boolean removes, Path dataDir) {
        try {
            Files.createDirectories(dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (DataLock lock = DataLock.take(dataDir);
                JournalLedger ledger = JournalLedger.open(lock, new JournalSettings(Durability.PROCESS, 1 << 20))) {
            for (Group group : groups) {
                List<LedgerEvent> events = new ArrayList<>();
                for (LedgerEvent event : group.events()) {
                    if (event.seq() != seq || !removes) {
                        boolean isTarget = event.seq() == seq;
                        events.add(copied(event, ledger.headSeq() + events.size() + 1, isTarget));
                    }
                }
                ledger.append(new Group(events, group.sessionMarks(), group.providerMarks()));
            }
        }
    }

    private static LedgerEvent copied(LedgerEvent event, long seq, boolean changes) {
        LedgerEvent.Builder copy = LedgerEvent.of(event.type());
        for (LedgerField field : LedgerField.values()) {
            copy.set(field, event.get(field));
        }
        if (changes) {
            copy.set(LedgerField.CUM_QTY, event.text(LedgerField.CUM_QTY) + "1");
        }
        return CanonicalBytes.read(CanonicalBytes.of(copy.at(seq)));
    }

    @Test
    void saysWhatItCannotRead() {
        assertThat(run("replay", "--data-dir", data().toString(), folder.resolve("nowhere").toString()).exitCode())
                .isEqualTo(3);
        assertThat(run("replay").exitCode()).isEqualTo(2);
        assertThat(run("replay", "--data-dir", folder.toString(), logs().toString()).exitCode()).isEqualTo(1);
    }

    private static Result replay(Path log, Path dataDir) {
        return run("replay", "--json", "--data-dir", dataDir.toString(), log.toString());
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        int code = line.execute(arguments);
        List<JsonNode> lines = Arrays.stream(out.toString().split("\n"))
                .filter(text -> text.startsWith("{"))
                .map(JSON::readTree)
                .toList();
        return new Result(code, lines, out.toString());
    }
}
