package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who waits for the files, and who need not.
class FencedStoreTest {
    @TempDir
    Path folder = Path.of("set by JUnit");

    private final StoreFiles.Listener deaf = new StoreFiles.Listener() {
        @Override
        public void stored() {}

        @Override
        public void broken() {}
    };
    private StoreFiles files = noStore();
    private FencedStore store = noFence();

    @BeforeEach
    void open() throws IOException {
        FencedStore.Place place = new FencedStore.Place(folder, "session", "boot");
        files = new StoreFiles(place, deaf);
        store = new FencedStore(files, place, 1, new Inbound(), () -> 0);
    }

    @AfterEach
    void close() throws IOException {
        if (!store.isBroken()) {
            store.close();
        }
    }

    private void send(String message) {
        try {
            store.set(store.getNextSenderMsgSeqNum(), message);
            store.incrNextSenderMsgSeqNum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void writesEachMessageOfAThreadThatDoesNotHold() {
        send("one");

        assertThat(store.hasWritten(1)).isTrue();
        assertThat(store.hasWritten(2)).isFalse();
    }

    @Test
    void writesWhatIsHeldWhenItIsReleased() {
        store.hold();
        send("one");
        send("two");
        assertThat(store.hasWritten(1)).isFalse();

        assertThat(store.release()).isTrue();

        assertThat(store.hasWritten(2)).isTrue();
    }

    @Test
    void writesWhatIsHeldBeforeTheMessageOfAnotherThread() throws Exception {
        store.hold();
        send("one");
        CompletableFuture.runAsync(() -> send("two")).get(10, TimeUnit.SECONDS);

        assertThat(store.hasWritten(2)).isTrue();
        send("three");
        assertThat(store.hasWritten(3)).isFalse();
        assertThat(store.release()).isTrue();
    }

    @Test
    void findsWhatIsHeld() throws IOException {
        store.hold();
        send("one");
        List<String> messages = new ArrayList<>();

        store.get(1, 1, messages);

        assertThat(messages).containsExactly("one");
        assertThat(store.release()).isTrue();
    }

    @Test
    void letsNoBytesLeaveThatItHasNot() throws IOException {
        send("one");
        store.hold();
        send("two");
        files.files().getFirst().close();

        assertThat(store.write()).isFalse();

        assertThat(store.isBroken()).isTrue();
        assertThat(store.hasWritten(1)).isTrue();
        assertThat(store.hasWritten(2)).isFalse();
        assertThat(store.release()).as("still").isFalse();
        store.reopen();
        assertThat(store.getNextSenderMsgSeqNum()).isEqualTo(2);
        assertThat(store.write()).isTrue();
    }

    @SuppressWarnings("NullAway") // JUnit calls open() before anything reads the field.
    private static StoreFiles noStore() {
        return null;
    }

    @SuppressWarnings("NullAway")
    private static FencedStore noFence() {
        return null;
    }
}
