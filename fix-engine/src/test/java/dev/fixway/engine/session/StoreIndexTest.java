package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quickfix.FileStoreFactory;
import quickfix.MemoryStoreFactory;
import quickfix.MessageStore;
import quickfix.SessionID;
import quickfix.SessionSettings;

/// Reads what QuickFIX/J's own store wrote, and finds what that one finds.
class StoreIndexTest {
    private static final SessionID ID = new SessionID("FIX.4.4", "FIXWAY", "CLIENT1");

    @TempDir
    Path folder = Path.of("set by JUnit");

    private MessageStore store = new MemoryStoreFactory().create(ID);

    @BeforeEach
    void open() {
        SessionSettings settings = new SessionSettings();
        settings.setString(FileStoreFactory.SETTING_FILE_STORE_PATH, folder.toString());
        store = new FileStoreFactory(settings).create(ID);
    }

    @Test
    void findsWhatTheStoreFinds() throws IOException {
        long seed = Long.getLong("fixway.seed", System.nanoTime());
        Random random = new Random(seed);
        int number = 1;
        for (int i = 0; i < 500; i++) {
            // Some numbers are never stored, some twice.
            number += random.nextInt(4);
            store.set(number, "message " + i + " \u00e9".repeat(random.nextInt(9)));
        }

        for (int i = 0; i < 200; i++) {
            int begin = random.nextInt(number + 10);
            int end = begin + random.nextInt(30) - 2;
            List<String> expected = new ArrayList<>();
            store.get(begin, end, expected);
            assertThat(read(begin, end)).as("seed %d from %d to %d", seed, begin, end).isEqualTo(expected);
        }
    }

    @Test
    void findsNothingInAnEmptyStore() throws IOException {
        assertThat(read(1, 10)).isEmpty();
    }

    @Test
    void readsNoHalfMessages() throws IOException {
        store.set(1, "one");
        store.set(2, "two");
        byte[] whole = Files.readAllBytes(file("body"));
        Files.write(file("body"), Arrays.copyOf(whole, whole.length - 1));

        assertThat(read(1, 1)).containsExactly("one");
        assertThatThrownBy(() -> read(1, 2)).isInstanceOf(IOException.class).hasMessageContaining("message 2");
    }

    private List<String> read(int begin, int end) throws IOException {
        List<String> messages = new ArrayList<>();
        new StoreIndex(file("header"), file("body"), Files.size(file("header"))).read(begin, end, messages);
        return messages;
    }

    private Path file(String part) {
        return folder.resolve("FIX.4.4-FIXWAY-CLIENT1." + part);
    }
}
