package dev.fixway.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start makes of a journal whose process died while it wrote.
class TornTailTest {
    private static final JournalSettings SETTINGS = new JournalSettings(Durability.PROCESS, 1 << 14);

    @TempDir
    Path dataDir = Path.of("set by JUnit");

    private final List<Group> groups = new ArrayList<>();
    private Path segment = Path.of("set below");
    private byte[] whole = {};
    private int lastFrame;

    @BeforeEach
    void write() {
        try (DataLock lock = DataLock.take(dataDir); JournalLedger ledger = open(lock)) {
            RandomEvents random = new RandomEvents(7, ledger.installation(), 0);
            for (int i = 0; i < 6; i++) {
                segment = JournalFiles.segments(dataDir).getLast();
                lastFrame = JournalFiles.usedBytes(segment);
                Group group = new Group(random.events(2 - i % 2), List.of(), List.of());
                ledger.append(group);
                groups.add(group);
            }
        }
        assertThat(JournalFiles.segments(dataDir)).hasSize(1);
        whole = JournalFiles.read(segment);
    }

    @Test
    void cutsALastFrameThatWasWrittenUpToAnyByte() {
        int end = JournalFiles.usedBytes(segment);
        for (int cut = lastFrame; cut < end; cut++) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, cut, torn.length, (byte) 0);
            JournalFiles.write(segment, torn);

            assertThat(reopened()).as("cut at %s of %s to %s", cut, lastFrame, end).isEqualTo(groups.subList(0, 5));
        }
    }

    @Test
    void cutsAFileThatEndsAtAnyByteOfTheLastFrame() {
        int end = JournalFiles.usedBytes(segment);
        for (int length = lastFrame; length < end; length++) {
            JournalFiles.write(segment, Arrays.copyOf(whole, length));

            assertThat(reopened()).as("length %s of %s to %s", length, lastFrame, end).isEqualTo(groups.subList(0, 5));
            assertThat(JournalFiles.read(segment)).hasSize(whole.length);
        }
    }

    @Test
    void cutsALastFrameOfWhichAnyByteIsWrong() {
        int end = JournalFiles.usedBytes(segment);
        for (int at = lastFrame; at < end; at++) {
            JournalFiles.write(segment, whole);
            JournalFiles.flip(segment, at);

            assertThat(reopened()).as("byte %s of %s to %s", at, lastFrame, end).isEqualTo(groups.subList(0, 5));
        }
    }

    @Test
    void goesOnAfterTheCut() {
        JournalFiles.flip(segment, lastFrame + 50);
        Group next;
        try (DataLock lock = DataLock.take(dataDir); JournalLedger ledger = open(lock)) {
            next = new Group(new RandomEvents(8, ledger.installation(), ledger.headSeq()).events(3), List.of(),
                    List.of());
            ledger.append(next);
        }

        List<Group> expected = new ArrayList<>(groups.subList(0, 5));
        expected.add(next);
        assertThat(reopened()).isEqualTo(expected);
        assertThat(JournalVerifier.verify(dataDir).fault()).isNull();
    }

    @Test
    void discardsASnapshotOfGroupsThatWereCutBeforeTheHeadPassesItAgain() {
        try (DataLock lock = DataLock.take(dataDir); JournalLedger ledger = open(lock)) {
            ledger.keep(new Snapshot(ledger.headSeq(), ledger.groupCount(), new byte[]{1}));
        }
        JournalFiles.flip(segment, lastFrame + 50);
        try (DataLock lock = DataLock.take(dataDir); JournalLedger ledger = open(lock)) {
            append(ledger, 8);
            append(ledger, 9);

            assertThat(ledger.latestSnapshot()).isNull();
        }
    }

    @Test
    void refusesABadFrameBeforeGoodOnes() {
        for (int at = SegmentHeader.LENGTH; at < lastFrame; at += 7) {
            JournalFiles.write(segment, whole);
            JournalFiles.flip(segment, at);

            assertThatThrownBy(this::reopened).as("byte %s", at)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("damaged after sequence");
        }
    }

    @Test
    void refusesADamagedHeader() {
        for (int at = 0; at < SegmentHeader.LENGTH; at++) {
            JournalFiles.write(segment, whole);
            JournalFiles.flip(segment, at);

            assertThatThrownBy(this::reopened).as("byte %s", at).isInstanceOf(LedgerException.class);
        }
    }

    private List<Group> reopened() {
        List<Group> read = new ArrayList<>();
        try (DataLock lock = DataLock.take(dataDir); JournalLedger ledger = open(lock)) {
            ledger.replay(0, 0, read::add);
        }
        return read;
    }

    private static void append(JournalLedger ledger, long seed) {
        RandomEvents random = new RandomEvents(seed, ledger.installation(), ledger.headSeq());
        ledger.append(new Group(random.events(9), List.of(), List.of()));
    }

    private static JournalLedger open(DataLock lock) {
        return JournalLedger.open(lock, SETTINGS, new FailingDisk(false), new Random(1));
    }
}
