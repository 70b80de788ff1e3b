package dev.fixway.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.persistence.journal.OtherProcess;
import dev.fixway.persistence.journal.RandomEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed while it writes leaves a ledger that opens with all that it had acknowledged.
class KilledTest {
    private static final long SEED = 4711;

    @TempDir
    Path dataDir = Path.of("set by JUnit");

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        long acknowledged = 0;
        for (int kill = 0; kill < 4; kill++) {
            acknowledged = killAfter(acknowledged + random.nextInt(200, 1_500));

            try (Persistence persistence = Persistence.open(dataDir, PersistenceTest.SETTINGS)) {
                List<LedgerEvent> events = new ArrayList<>();
                persistence.ledger().reader().read(1, events::add);
                assertThat(events.size()).as("seed %s, kill %s", SEED, kill).isGreaterThanOrEqualTo((int) acknowledged);
                persistence.ledger().reader().eventsByClOrdId("api", new ClOrdId("c1"));
                assertThat(persistence.compareWithDatabase().fault()).isNull();
                assertThat(persistence.compareWithDatabase().events()).isEqualTo(events.size());
            }
            assertThat(LedgerVerify.verify(dataDir).isClean()).isTrue();
        }
    }

    /// Starts a writer, kills it as soon as it has acknowledged so many events; the last acknowledged sequence.
    private long killAfter(long target) throws IOException, InterruptedException {
        Process process = OtherProcess.start(Writer.class, dataDir.toString());
        long acknowledged = 0;
        try (BufferedReader said = process.inputReader()) {
            for (String line = said.readLine(); line != null && acknowledged < target; line = said.readLine()) {
                acknowledged = Long.parseLong(line);
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return acknowledged;
    }

    /// Appends without end and says what is committed.
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            try (Persistence persistence = Persistence.open(Path.of(args[0]), PersistenceTest.SETTINGS)) {
                var ledger = persistence.ledger();
                RandomEvents random = new RandomEvents(ledger.headSeq(), ledger.installation(), ledger.headSeq());
                while (!System.out.checkError()) {
                    Group group = random.group(8);
                    ledger.append(group);
                    System.out.println(ledger.headSeq());
                    if (ledger.groupCount() % 50 == 0) {
                        ledger.keep(new Snapshot(ledger.headSeq(), ledger.groupCount(), new byte[10]));
                    }
                }
            }
        }
    }
}
