package dev.fixway.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.Snapshot;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir
    Path folder = Path.of("set by JUnit");

    @BeforeEach
    void keepThree() {
        for (int group = 1; group <= 3; group++) {
            snapshots("ABCD").keep(new Snapshot(group * 10L, group, new byte[]{(byte) group, 7}));
        }
    }

    @Test
    void keepsTheLastTwo() {
        assertThat(JournalFolder.files(folder)).extracting(file -> file.getFileName().toString())
                .containsExactly("0000000000000000002.snapshot", "0000000000000000003.snapshot");
        assertThat(latestGroup("ABCD", 30, 3)).isEqualTo(3);
    }

    @Test
    void discardsOneAheadOfTheJournal() {
        assertThat(latestGroup("ABCD", 29, 2)).isEqualTo(2);
        assertThat(JournalFolder.files(folder)).hasSize(1);
        assertThat(latestGroup("ABCD", 9, 0)).isNull();
        assertThat(JournalFolder.files(folder)).isEmpty();
    }

    @Test
    void discardsOneWithAnyByteWrong() {
        Path newest = JournalFolder.files(folder).getLast();
        byte[] whole = JournalFiles.read(newest);
        for (int at = 0; at < whole.length; at++) {
            JournalFiles.write(newest, whole);
            JournalFiles.flip(newest, at);

            assertThat(latestGroup("ABCD", 30, 3)).as("byte %s", at).isEqualTo(2);
        }
    }

    @Test
    void discardsThoseOfAnotherInstallation() {
        assertThat(latestGroup("ZZZZ", 30, 3)).isNull();
    }

    private Snapshots snapshots(String installation) {
        return new Snapshots(new FileDisk(), folder, installation, new LongAdder());
    }

    private @Nullable Long latestGroup(String installation, long seq, long group) {
        Snapshot latest = snapshots(installation).latest(new Position(1, 0, seq, group, Chain.start()));
        return latest == null ? null : Objects.requireNonNull(latest).group();
    }
}
