package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quickfix.FileStoreFactory;
import quickfix.MessageStore;
import quickfix.SessionID;
import quickfix.SessionSettings;

/// Real files, of which one fails: what was sent stays, what was not leaves nothing behind.
class StoreFilesTest {
    private static final SessionID ID = new SessionID("FIX.4.4", "FIXWAY", "CLIENT1");
    private static final String NAME = "FIX.4.4-FIXWAY-CLIENT1";

    @TempDir
    Path folder = Path.of("set by JUnit");

    private final Heard heard = new Heard();
    private StoreFiles store = noStore();

    private static final class Heard implements StoreFiles.Listener {
        private Runnable whenStored = () -> {
        };
        private int failures;

        @Override
        public void stored() {
            whenStored.run();
        }

        @Override
        public void broken() {
            failures++;
        }
    }

    @BeforeEach
    void open() throws IOException {
        store = opened(folder);
        send("one");
        store.write();
        store.setNextTargetMsgSeqNum(5);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private StoreFiles opened(Path where) throws IOException {
        return new StoreFiles(new FencedStore.Place(where, NAME, "boot"), heard);
    }

    private void send(String message) throws IOException {
        store.set(store.getNextSenderMsgSeqNum(), message);
        store.incrNextSenderMsgSeqNum();
    }

    @Test
    void gathersUntilItWrites() throws IOException {
        send("two");
        send("three");
        assertThat(List.of(store.getNextSenderMsgSeqNum(), store.nextWritten())).containsExactly(4, 2);
        assertThat(asOfNow()).as("nothing of it is in the files").containsExactly("one");

        store.write();

        assertThat(store.nextWritten()).isEqualTo(4);
        assertThat(asOfNow()).containsExactly("one", "two", "three");
    }

    @Test
    void writesWhatQuickFixReads() throws IOException {
        send("two");
        send("caf\u00e9");
        store.close();

        MessageStore quickFix = quickFix();

        assertThat(messages(quickFix)).containsExactly("one", "two", "caf\u00e9");
        assertThat(List.of(quickFix.getNextSenderMsgSeqNum(), quickFix.getNextTargetMsgSeqNum()))
                .containsExactly(4, 5);
        assertThat(quickFix.getCreationTime()).isEqualTo(store.getCreationTime());
        store = opened(folder);
    }

    @Test
    void goesOnWithWhatQuickFixWrote() throws IOException {
        store.reset();
        store.close();
        MessageStore quickFix = quickFix();
        for (int number = 1; number <= 12; number++) {
            quickFix.set(number, "by QuickFIX/J " + number);
            quickFix.incrNextSenderMsgSeqNum();
        }
        quickFix.set(13, "stored, not sent");

        store = opened(folder);
        assertThat(List.of(store.getNextSenderMsgSeqNum(), store.getNextTargetMsgSeqNum())).containsExactly(13, 1);
        assertThat(store.getCreationTime()).isEqualTo(quickFix.getCreationTime());
        send("ours");
        store.write();

        assertThat(messages(store)).hasSize(13).startsWith("by QuickFIX/J 1").endsWith("by QuickFIX/J 12", "ours");
    }

    /// The process ends between the messages and their number.
    @Test
    void hasNothingOfWhatWasNotSent(@TempDir Path crashed) throws IOException {
        heard.whenStored = () -> copy(crashed);
        send("two");
        send("three");
        store.write();
        heard.whenStored = () -> {
        };

        try (StoreFiles later = opened(crashed)) {
            assertThat(messages(later)).containsExactly("one");
            later.set(2, "another two");
            later.incrNextSenderMsgSeqNum();
            later.write();
            assertThat(messages(later)).containsExactly("one", "another two");
        }
    }

    /// Enough for [RoomAhead]: the file of the bodies ends in zeros, as a crash would leave it, and not when it is closed.
    @Test
    void findsEveryMessageBeforeTheRoomForMore() throws IOException {
        Path body = folder.resolve(NAME + ".body");
        List<String> sent = new ArrayList<>(List.of("one"));
        for (int number = 2; number <= 500; number++) {
            sent.add((number + ".").repeat(800));
            send(sent.getLast());
            if (number % 7 == 0) {
                store.write();
            }
        }
        store.write();
        long bytes = sent.stream().mapToLong(String::length).sum();
        await().until(() -> Files.size(body) > bytes);

        assertThat(asOfNow()).isEqualTo(sent);
        assertThat(messages(store)).isEqualTo(sent);
        store.close();
        assertThat(body).hasSize(bytes);
        store = opened(folder);
        assertThat(messages(store)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void rollsBackWhatCouldNotBeWritten(int file) throws IOException {
        send("lost");
        send("lost too");
        store.files().get(file).close();
        assertThatThrownBy(() -> store.write()).isInstanceOf(IOException.class);
        assertThat(store.getNextSenderMsgSeqNum()).as("its numbers are free").isEqualTo(2);
        store.refresh();

        send("two");
        store.write();

        assertThat(messages(store)).containsExactly("one", "two");
        assertThat(asOfNow()).containsExactly("one", "two");
        assertThat(List.of(store.getNextSenderMsgSeqNum(), store.getNextTargetMsgSeqNum())).containsExactly(3, 5);
    }

    @Test
    void changesNothingUntilItIsOpenedAgain() throws IOException {
        send("lost");
        store.files().getFirst().close();
        assertThatThrownBy(() -> store.write()).isInstanceOf(IOException.class);

        assertThatThrownBy(() -> store.set(2, "two")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.incrNextSenderMsgSeqNum()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.incrNextTargetMsgSeqNum()).isInstanceOf(IOException.class);

        assertThat(heard.failures).as("the session is told once").isEqualTo(1);
        store.refresh();
        store.incrNextTargetMsgSeqNum();
        assertThat(store.getNextTargetMsgSeqNum()).isEqualTo(6);
    }

    @Test
    void opensBehindHalfAnEntryOfAnEarlierProcess() throws IOException {
        store.close();
        Files.write(folder.resolve(NAME + ".header"), new byte[9], StandardOpenOption.APPEND);
        Files.writeString(folder.resolve(NAME + ".body"), "half a mess", StandardOpenOption.APPEND);

        store = opened(folder);
        send("two");
        store.write();

        assertThat(messages(store)).containsExactly("one", "two");
    }

    @Test
    void forgetsWhatANumberThatIsSetBackUsesAgain() throws IOException {
        send("two");
        send("three");
        store.setNextSenderMsgSeqNum(2);
        assertThat(messages(store)).containsExactly("one");

        send("another two");
        store.write();

        assertThat(messages(store)).containsExactly("one", "another two");
    }

    @Test
    void beginsAgainWithAReset() throws IOException {
        send("gathered, and of no use");
        store.reset();
        assertThat(List.of(store.getNextSenderMsgSeqNum(), store.getNextTargetMsgSeqNum())).containsExactly(1, 1);

        send("first");
        store.write();

        assertThat(messages(store)).containsExactly("first");
        assertThat(asOfNow()).containsExactly("first");
    }

    /// What a process would find that began now.
    private List<String> asOfNow() throws IOException {
        Path copy = Files.createTempDirectory(folder, "now");
        copy(copy);
        try (StoreFiles now = opened(copy)) {
            return messages(now);
        }
    }

    private void copy(Path to) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MessageStore quickFix() {
        SessionSettings settings = new SessionSettings();
        settings.setString(FileStoreFactory.SETTING_FILE_STORE_PATH, folder.toString());
        return new FileStoreFactory(settings).create(ID);
    }

    private static List<String> messages(MessageStore store) throws IOException {
        List<String> messages = new ArrayList<>();
        store.get(1, store.getNextSenderMsgSeqNum() - 1, messages);
        return messages;
    }

    @SuppressWarnings("NullAway") // JUnit calls open() before anything reads the field.
    private static StoreFiles noStore() {
        return null;
    }
}
