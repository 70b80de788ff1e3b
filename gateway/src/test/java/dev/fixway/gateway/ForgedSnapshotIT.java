package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.session.FixPeer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody who owns the data folder and not the key writes a snapshot in which an order is missing.
class ForgedSnapshotIT {
    private static final int POSITION_AT = 12;
    private static final int LENGTH_AT = 28;
    private static final int STATE_AT = 32;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, Map.of(), Ports.PLAIN);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotBelieved(boolean isLineLeft) throws IOException {
        gateway.close();
        byte[] before = newestSnapshot();
        start();
        FixPeer client = gateway.logon("CLIENT1");
        client.order("A1", "55=AAPL|54=1|38=10|40=2|44=9.50|59=1");
        client.next(2);
        client.logout();
        gateway.close();

        forge(isLineLeft ? state(before) : withoutLine(state(before)));
        start();

        gateway.logon(client);
        client.request("F", "B1", "A1", "55=AAPL|54=1");
        assertThat(client.next(2)).extracting(m -> m.pick(150, 39, 11, 41))
                .containsExactly("150=6|39=6|11=B1|41=A1", "150=4|39=4|11=B1|41=A1");
    }

    /// Puts a state in the place of the newest snapshot's, with a right length and checksum, and takes the others away.
    private void forge(byte[] state) throws IOException {
        Path newest = files().getLast();
        ByteBuffer forged = ByteBuffer.allocate(STATE_AT + state.length + Integer.BYTES);
        forged.put(newestSnapshot(), 0, LENGTH_AT).putInt(state.length).put(state);
        CRC32C crc = new CRC32C();
        crc.update(forged.array(), 0, forged.position());
        forged.putInt((int) crc.getValue());
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.write(newest, forged.array());
    }

    private byte[] newestSnapshot() throws IOException {
        byte[] bytes = Files.readAllBytes(files().getLast());
        assertThat(ByteBuffer.wrap(bytes).getLong(POSITION_AT)).as("sequence").isPositive();
        return bytes;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data/ledger/snapshots"))) {
            return files.sorted().toList();
        }
    }

    private static byte[] state(byte[] snapshot) {
        return Arrays.copyOfRange(snapshot, STATE_AT, STATE_AT + ByteBuffer.wrap(snapshot).getInt(LENGTH_AT));
    }

    private static byte[] withoutLine(byte[] state) {
        int end = 0;
        while (state[end] != '\n') {
            end++;
        }
        return Arrays.copyOfRange(state, end + 1, state.length);
    }
}
