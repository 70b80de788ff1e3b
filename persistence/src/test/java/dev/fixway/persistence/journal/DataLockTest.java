package dev.fixway.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
    @TempDir
    Path dataDir = Path.of("set by JUnit");

    @Test
    void refusesASecondHolderInTheSameProcessWithoutLosingTheFirst() throws Exception {
        try (DataLock held = DataLock.take(dataDir)) {
            assertThatThrownBy(() -> DataLock.take(held.folder())).isInstanceOf(DataLockedException.class);

            assertThat(otherProcess()).isEqualTo("held by " + ProcessHandle.current().pid());
        }
    }

    @Test
    void isFreeAgainAfterTheEnd() throws Exception {
        DataLock.take(dataDir).close();

        assertThat(otherProcess()).isEqualTo("taken");
        DataLock.take(dataDir).close();
    }

    private String otherProcess() throws IOException, InterruptedException {
        Process process = OtherProcess.start(Holder.class, dataDir.toString());
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /// Another gateway, as far as the lock is concerned.
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) {
            try (DataLock _ = DataLock.take(Path.of(args[0]))) {
                System.out.println("taken");
            } catch (DataLockedException e) {
                System.out.println("held by " + e.holder());
            }
        }
    }
}
