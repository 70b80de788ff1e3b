package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Mixtures of everything that can go wrong with Alpaca, at random moments, while FIX and REST trade and the gateway is
/// killed now and then: at rest venue, ledger and all who listen agree. Lanes run side by side.
///
/// `-Dfixway.mix.seed=…` begins with a certain mixture, `-Dfixway.mix.count=…` says how many. 25, always the same, in
/// each build; 1,000 that nobody has seen in `-Psoak`. Beside other tests too: it waits for processes most of the time.
@Execution(ExecutionMode.CONCURRENT)
class AlpacaMixturesIT {
    private static final int LANES = 3;
    private static final int MIXTURES_A_FOLDER = 25;
    private static final boolean IS_SOAK = Boolean.getBoolean("fixway.soak");
    private static final long SEED = Long.getLong("fixway.mix.seed",
            IS_SOAK ? new Random().nextInt(1_000_000_000) : 20_261_121);
    private static final int COUNT = Integer.getInteger("fixway.mix.count", IS_SOAK ? 1_000 : 25);
    /// Folders of a lane that may be given up: one, and of a long run one in five more.
    private static final int LOST_MAX = 1 + COUNT / (5 * LANES * MIXTURES_A_FOLDER);

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @Execution(ExecutionMode.CONCURRENT)
    void comeToRestInAgreement(int lane, TestReporter reporter) throws IOException {
        reporter.publishEntry("seed", Long.toString(SEED));
        int next = lane;
        int lost = 0;
        for (int part = 0; next < COUNT; part++) {
            Path own = Files.createDirectory(folder.resolve("part" + part));
            try (MixtureLane running = new MixtureLane(own)) {
                for (int i = 0; i < MIXTURES_A_FOLDER && next < COUNT && !running.isLost(); i++) {
                    run(running, Mixture.of(SEED + next));
                    next += LANES;
                }
                if (running.isLost()) {
                    assertThat(++lost).as("streams that broke by themselves").isLessThanOrEqualTo(LOST_MAX);
                    continue;
                }
                running.finish();
            }
        }
    }

    private static void run(MixtureLane lane, Mixture mixture) throws IOException {
        try {
            lane.run(mixture);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("repeat with -Dfixway.mix.seed=" + mixture.seed() + ": " + mixture, e);
        }
    }
}
