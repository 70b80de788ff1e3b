package dev.fixway.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.persistence.checkpoint.CheckpointProof;
import dev.fixway.persistence.checkpoint.CheckpointSettings;
import dev.fixway.persistence.checkpoint.Trust;
import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.Forger;
import dev.fixway.persistence.journal.JournalFiles;
import dev.fixway.persistence.journal.RandomEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What verification finds when somebody who knows the formats has changed journal, checkpoints or both.
class TamperTest {
    private static final long SEED = 20_261_121;
    private static final int ROUNDS = 12;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

    @TempDir
    static Path untouched = Path.of("set by JUnit");

    @TempDir
    Path folder = Path.of("set by JUnit");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private Path dataDir = Path.of("set below");
    private Path keyFile = Path.of("set below");
    private List<ChainPoint> points = List.of();
    private long head;

    /// A ledger that was opened, filled and closed six times: six checkpoints.
    @BeforeAll
    static void write() {
        for (int i = 0; i < 6; i++) {
            append(untouched, 30 + i);
        }
    }

    private static void append(Path home, int seed) {
        try (Persistence persistence = Persistence.openSigned(home.resolve("data"), settings(home), CLOCK)) {
            Ledger ledger = persistence.ledger();
            RandomEvents random = new RandomEvents(seed, ledger.installation(), ledger.headSeq());
            long until = ledger.headSeq() + 40;
            while (ledger.headSeq() < until) {
                ledger.append(random.group(5));
            }
            ledger.append(new Group(random.events(3), List.of(), List.of()));
            persistence.ledger().reader().eventsOf(new dev.fixway.engine.domain.OrderId("AB1200000000000042"));
        }
    }

    private static Persistence.Settings settings(Path home) {
        return new Persistence.Settings(PersistenceTest.SETTINGS.journal(), PersistenceTest.SETTINGS.query(),
                new CheckpointSettings(home.resolve("keys/ledger.key"), 1_000_000, Duration.ofHours(1)));
    }

    @BeforeEach
    void copy() {
        anew();
        points = CheckpointProof.of(dataDir, Trust.NONE).points();
        head = points.getLast().seq();
        assertThat(points).hasSize(6);
    }

    private void anew() {
        Path home = folder.resolve("round-" + random.nextLong());
        JournalFiles.copy(untouched, home);
        dataDir = home.resolve("data");
        keyFile = home.resolve("keys/ledger.key");
    }

    @Test
    void findsNothingInAnUntouchedLedger() {
        VerifyReport report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.checkpoints().count()).isEqualTo(6);
        assertThat(report.unsignedEvents()).isZero();
        assertThat(JournalFiles.segments(dataDir)).hasSizeGreaterThan(3);
    }

    @Test
    void namesTheEventThatWasChangedRemovedRepeatedOrSwapped() {
        for (int i = 0; i < ROUNDS; i++) {
            long seq = random.nextLong(1, head);
            Forger forger = new Forger(dataDir);
            int kind = i % 4;
            if (kind == 3 && forger.place(seq).isLastInFrame()) {
                kind = 2;
            }
            boolean isSigned = points.stream().anyMatch(point -> point.seq() == seq);
            if (kind == 1 && isSigned) {
                // Without the last event under a signature the hashes still follow up to there: it names all from the
                // signature before.
                kind = 0;
            }
            switch (kind) {
                case 0 -> forger.change(seq, random.nextInt(1 << 16));
                case 1 -> forger.remove(seq);
                case 2 -> forger.repeat(seq);
                default -> forger.swap(seq);
            }

            assertThat(first("journal")).as("seed %s, round %s, kind %s, event %s", SEED, i, kind, seq).isEqualTo(seq);

            anew();
        }
    }

    @Test
    void namesTheEventWithATurnedBitInTheLastGroupToo() {
        for (long seq = head - 2; seq <= head; seq++) {
            Forger.Place place = new Forger(dataDir).place(seq);
            JournalFiles.flip(place.file(), place.eventAt() + random.nextInt(place.length()));

            assertThat(first("journal")).as("event %s", seq).isEqualTo(seq);
            assertThatThrownBy(() -> append(Objects.requireNonNull(dataDir.getParent()), 1))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("a checkpoint has signed event " + head);

            anew();
        }
    }

    @Test
    void findsARehashedSuffixByTheFirstCheckpointAndTheEventByTheDatabase() {
        for (int i = 0; i < ROUNDS / 2; i++) {
            Forger forger = new Forger(dataDir);
            List<Group> groups = new ArrayList<>(forger.groups());
            int at = random.nextInt(groups.size());
            while (groups.get(at).events().isEmpty()) {
                at = (at + 1) % groups.size();
            }
            long seq = groups.get(at).events().getFirst().seq();
            groups.set(at, forged(groups.get(at)));
            forger.rewriteAfter(at, groups.subList(at, groups.size()));

            VerifyReport report = verify();

            assertThat(first("journal")).as("seed %s, event %s", SEED, seq).isEqualTo(signedBefore(seq) + 1);
            assertThat(report.findings()).extracting(VerifyReport.Finding::part).contains("database");
            assertThat(first("database")).as("seed %s, event %s", SEED, seq).isEqualTo(seq);

            anew();
        }
    }

    private static Group forged(Group group) {
        List<LedgerEvent> events = new ArrayList<>(group.events());
        LedgerEvent event = events.getFirst();
        LedgerEvent.Builder other = LedgerEvent.of(event.type());
        for (LedgerField field : LedgerField.values()) {
            other.set(field, event.get(field));
        }
        events.set(0, other.set(LedgerField.REASON_TEXT, "never happened").at(event.seq()));
        return new Group(events, group.sessionMarks(), group.providerMarks());
    }

    private long signedBefore(long seq) {
        return points.stream().mapToLong(ChainPoint::seq).filter(signed -> signed < seq).max().orElse(0);
    }

    @Test
    void findsACutTailUpToTheLastCheckpoint() {
        List<Group> groups = new Forger(dataDir).groups();
        for (int i = 0; i < ROUNDS / 2; i++) {
            int group = random.nextInt(1, groups.size() - 1);
            long last = groups.subList(0, group).stream().mapToLong(each -> each.events().size()).sum();
            new Forger(dataDir).cutAfter(group);

            assertThat(first("journal")).as("cut after group %s", group).isEqualTo(last + 1);

            anew();
        }
    }

    @Test
    void findsASegmentThatIsGone() throws IOException {
        int count = JournalFiles.segments(dataDir).size();
        for (int i = 0; i < count; i++) {
            Path segment = JournalFiles.segments(dataDir).get(i);
            long firstSeq = Long.parseLong(segment.getFileName().toString().substring(9, 28));
            Files.delete(segment);

            assertThat(first("journal")).as("segment %s of %s", i + 1, count).isEqualTo(firstSeq);

            anew();
        }
    }

    @Test
    void namesTheCheckpointThatWasRemovedSwappedOrChanged() {
        for (int i = 0; i < 5; i++) {
            for (int kind = 0; kind < 4; kind++) {
                List<String> lines = lines();
                switch (kind) {
                    case 0 -> lines.remove(i);
                    case 1 -> Collections.swap(lines, i, i + 1);
                    case 2 -> lines.set(i, lines.get(i).replace(" " + points.get(i).seq() + " ", " 7 "));
                    default -> lines.set(i, turned(lines.get(i)));
                }
                write(lines);

                assertThat(first("checkpoints")).as("kind %s, checkpoint %s", kind, i + 1)
                        .isEqualTo(i == 0 ? 1 : points.get(i - 1).seq() + 1);

                anew();
            }
        }
    }

    private String turned(String line) {
        int at = random.nextInt(line.length());
        return line.substring(0, at) + (char) (line.charAt(at) ^ 1) + line.substring(at + 1);
    }

    @Test
    void findsTheLastCheckpointsMissingByTheOneBesideTheKey() throws IOException {
        write(lines().subList(0, 4));

        assertThat(first("checkpoints")).isEqualTo(points.get(3).seq() + 1);
        assertThat(LedgerVerify.verify(dataDir).isClean()).as("nothing shows it without what the key's folder holds")
                .isTrue();

        for (Path file : files(dataDir.resolve("checkpoints"))) {
            Files.delete(file);
        }

        assertThat(first("checkpoints")).isEqualTo(1);
    }

    @Test
    void believesNoOtherKey() throws IOException {
        for (Path file : files(dataDir.resolve("checkpoints"))) {
            Files.delete(file);
        }
        Path own = folder.resolve("forger");
        Files.createDirectories(own);
        Files.move(dataDir, own.resolve("data"));
        append(own, 99);
        Files.move(own.resolve("data"), dataDir);

        assertThat(LedgerVerify.verify(dataDir).isClean()).as("its own key lies beside its checkpoints").isTrue();
        assertThat(first("checkpoints")).isEqualTo(1);
        assertThat(verify().checkpoints().fault()).contains("none of the 1 checkpoints is signed by key");
    }

    @Test
    void takesAnUnfinishedGroupForWhatItIs() {
        Path last = JournalFiles.segments(dataDir).getLast();
        byte[] bytes = JournalFiles.read(last);
        Forger.Place place = new Forger(dataDir).place(head);
        int end = place.eventAt() + place.length();
        System.arraycopy(bytes, place.frameAt(), bytes, end, 150);
        JournalFiles.write(last, bytes);

        VerifyReport report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.journal().unfinishedTailBytes()).isBetween(120L, 150L);
    }

    private VerifyReport verify() {
        return LedgerVerify.verify(dataDir, Trust.ofKeyFile(keyFile));
    }

    /// The first bad event of a part; -1 when nothing was found there.
    private long first(String part) {
        return verify().findings()
                .stream()
                .filter(finding -> finding.part().equals(part))
                .mapToLong(VerifyReport.Finding::seq)
                .findFirst()
                .orElse(-1);
    }

    private List<String> lines() {
        String text = new String(JournalFiles.read(checkpointFile()), StandardCharsets.ISO_8859_1);
        return new ArrayList<>(text.lines().toList());
    }

    private void write(List<String> lines) {
        JournalFiles.write(checkpointFile(), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private Path checkpointFile() {
        return dataDir.resolve("checkpoints/0000000001.checkpoints");
    }

    private static List<Path> files(Path of) throws IOException {
        try (var files = Files.list(of)) {
            return files.toList();
        }
    }
}
