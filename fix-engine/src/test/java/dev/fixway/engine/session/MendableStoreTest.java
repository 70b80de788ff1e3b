package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quickfix.FileStoreFactory;
import quickfix.MessageStore;
import quickfix.SessionID;
import quickfix.SessionSettings;

/// A store whose disk fails: what was sent stays, what was not leaves nothing behind.
class MendableStoreTest {
    private static final SessionID ID = new SessionID("FIX.4.4", "FIXWAY", "CLIENT1");
    private static final String NAME = "FIX.4.4-FIXWAY-CLIENT1";

    @TempDir
    Path folder = Path.of("set by JUnit");

    private final AtomicInteger told = new AtomicInteger();
    private String failing = "";
    private MendableStore store = noStore();

    @BeforeEach
    void open() throws IOException {
        store = opened();
        store.set(1, "one");
        store.incrNextSenderMsgSeqNum();
        store.setNextTargetMsgSeqNum(5);
    }

    private MendableStore opened() throws IOException {
        return new MendableStore(this::files, new FencedStore.Place(folder, NAME, "boot"), told::incrementAndGet);
    }

    /// QuickFIX/J's store, which leaves half an index entry, or a number that has moved in memory alone.
    private MessageStore files() {
        SessionSettings settings = new SessionSettings();
        settings.setString(FileStoreFactory.SETTING_FILE_STORE_PATH, folder.toString());
        MessageStore real = new FileStoreFactory(settings).create(ID);
        return (MessageStore) Proxy.newProxyInstance(MessageStore.class.getClassLoader(),
                new Class<?>[]{MessageStore.class, java.io.Closeable.class}, (_, method, arguments) -> {
                    try {
                        if (method.getName().equals(failing)) {
                            Files.write(folder.resolve(NAME + ".header"), new byte[7], StandardOpenOption.APPEND);
                            method.invoke(real, arguments);
                            throw new IOException("no space left");
                        }
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void rollsBackAMessageThatWasNotStored() throws IOException {
        failing = "set";
        assertThatThrownBy(() -> store.set(2, "lost")).isInstanceOf(IOException.class);
        failing = "";
        store.refresh();

        store.set(2, "two");
        store.incrNextSenderMsgSeqNum();

        assertThat(messages(store)).containsExactly("one", "two");
        assertThat(store.getNextSenderMsgSeqNum()).isEqualTo(3);
        store.close();
        assertThat(messages(opened())).containsExactly("one", "two");
    }

    @Test
    void rollsBackANumberThatWasNotWritten() throws IOException {
        store.set(2, "stored, not sent");
        failing = "incrNextSenderMsgSeqNum";
        assertThatThrownBy(() -> store.incrNextSenderMsgSeqNum()).isInstanceOf(IOException.class);
        assertThat(store.getNextSenderMsgSeqNum()).isEqualTo(2);
        failing = "";
        store.refresh();

        store.set(2, "two");
        store.incrNextSenderMsgSeqNum();

        assertThat(messages(store)).containsExactly("one", "two");
        assertThat(List.of(store.getNextSenderMsgSeqNum(), store.getNextTargetMsgSeqNum())).containsExactly(3, 5);
    }

    @Test
    void changesNothingUntilItIsOpenedAgain() throws IOException {
        failing = "set";
        assertThatThrownBy(() -> store.set(2, "lost")).isInstanceOf(IOException.class);
        failing = "";

        assertThatThrownBy(() -> store.set(2, "two")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.incrNextTargetMsgSeqNum()).isInstanceOf(IOException.class);

        assertThat(told).as("the session is told once").hasValue(1);
        store.refresh();
        store.incrNextTargetMsgSeqNum();
        assertThat(store.getNextTargetMsgSeqNum()).isEqualTo(6);
    }

    @Test
    void opensBehindHalfAnEntryOfAnEarlierProcess() throws IOException {
        store.close();
        Files.write(folder.resolve(NAME + ".header"), new byte[9], StandardOpenOption.APPEND);

        MendableStore later = opened();
        later.set(2, "two");
        later.incrNextSenderMsgSeqNum();
        later.close();

        assertThat(messages(opened())).containsExactly("one", "two");
    }

    private static List<String> messages(MessageStore store) throws IOException {
        List<String> messages = new ArrayList<>();
        store.get(1, store.getNextSenderMsgSeqNum() - 1, messages);
        return messages;
    }

    @SuppressWarnings("NullAway") // JUnit calls open() before anything reads the field.
    private static MendableStore noStore() {
        return null;
    }
}
