package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real file that its owner writes while zeros are written behind it.
class RoomAheadTest {
    private static final long SEED = 20261123;
    private static final int WRITES = 2_000;

    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void neverWritesOverWhatTheOwnerWrote() throws IOException {
        Random random = new Random(SEED);
        Path path = folder.resolve("body");
        byte[] written = new byte[WRITES * 16_000];
        int end = 0;
        boolean wasAhead = false;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            RoomAhead room = new RoomAhead(path);
            room.cut(0);
            for (int i = 0; i < WRITES; i++) {
                int length = random.nextInt(1, random.nextInt(100) == 0 ? 16_000 : 4_000);
                Arrays.fill(written, end, end + length, (byte) ('a' + i % 26));
                room.take(end + length);
                file.write(written, end, length);
                end += length;
                wasAhead |= file.length() > end;
                if (random.nextInt(500) == 0) {
                    end -= random.nextInt(length);
                    room.cut(end);
                    file.setLength(end);
                    file.seek(end);
                }
            }
            room.cut(end);
            file.setLength(end);
        }

        assertThat(wasAhead).isTrue();
        assertThat(Files.readAllBytes(path)).as("seed %d", SEED).isEqualTo(Arrays.copyOf(written, end));
    }

    @Test
    void leavesAFileAloneThatGrowsSlowly() throws IOException {
        Path path = Files.createFile(folder.resolve("body"));
        RoomAhead room = new RoomAhead(path);
        room.cut(1_000);
        room.take(1_000 + RoomAhead.STEP);
        room.cut(1_000 + RoomAhead.STEP);
        assertThat(path).isEmptyFile();

        room.take(1_000 + 2 * RoomAhead.STEP + 1);

        await().until(() -> Files.size(path) == 1_000 + 3 * RoomAhead.STEP + 1);
        room.cut(0);
    }

    /// In a process of its own, none of whose files may be longer than 400 KB.
    @Test
    void givesBackRoomThatWasMadeInPart() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process limited = new ProcessBuilder("bash", "-c", "ulimit -f 400; exec \"$@\"", "limited", java,
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Limited.class.getName(),
                folder.resolve("body").toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();

        String said = new String(limited.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(limited.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo(Integer.toString(RoomAhead.STEP + 1));
    }

    /// Says how long its file is when no more room could be made.
    static final class Limited {
        private Limited() {}

        public static void main(String[] args) throws IOException {
            Path path = Path.of(args[0]);
            Files.write(path, new byte[RoomAhead.STEP + 1]);
            RoomAhead room = new RoomAhead(path);
            room.cut(0);
            room.take(RoomAhead.STEP + 1);
            room.cut(0);
            System.out.println(Files.size(path));
        }
    }

    @Test
    void goesOnWithoutRoomThatNobodyCanMake() {
        RoomAhead room = new RoomAhead(folder.resolve("no such folder").resolve("body"));
        room.cut(0);
        for (int i = 1; i <= 10; i++) {
            room.take((long) i * RoomAhead.STEP);
        }
        room.cut(0);

        assertThat(folder).isEmptyDirectory();
    }
}
