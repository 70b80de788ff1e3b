package dev.fixway.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fixway.engine.domain.OrderScript;
import dev.fixway.engine.domain.RawMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalBytesTest {
    private static final int FLIPS = 20_000;

    @Test
    void hasTheFormThatItsDocumentationSays() {
        LedgerEvent event = LedgerEvent.of(EventType.FILL).set(LedgerField.NODE_ID, "é").at(258);

        byte[] bytes = CanonicalBytes.of(event);

        // version, sequence, field 0 of length 4 "FILL", field 2 of length 2 "é"
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("01" + "0000000000000102" + "00" + "00000004" + "46494c4c" + "02" + "00000002" + "c3a9");
    }

    @Test
    void storesRawMessagesAsTheirBytes() {
        LedgerEvent event = LedgerEvent.of(EventType.FILL).set(LedgerField.RAW_MESSAGE, "\u00ff\u0001").at(1);

        assertThat(HexFormat.of().formatHex(CanonicalBytes.of(event))).endsWith("00000002" + "ff01");
    }

    @Test
    void twoHalvesOfACharacterInTwoFieldsStayTwoFields() {
        LedgerEvent event = LedgerEvent.of(EventType.FILL)
                .set(LedgerField.EPOCH, "a\uD83D")
                .set(LedgerField.NODE_ID, "\uDE80b")
                .at(1);

        assertThat(HexFormat.of().formatHex(CanonicalBytes.of(event)))
                .endsWith("01" + "00000002" + "613f" + "02" + "00000002" + "3f62");
    }

    @Test
    void eachIsWrittenForItselfWhateverWasWrittenBefore() {
        List<LedgerEvent> events = List.of(text("short"), text("a".repeat(5_000)), text("é".repeat(3_000)), text("b"),
                text("\uD83D\uDE80"), text(""), text("c".repeat(20_000)), text("short"));
        CanonicalWriter writer = new CanonicalWriter();

        for (LedgerEvent event : events) {
            writer.write(event);

            assertThat(writer.copy()).isEqualTo(CanonicalBytes.of(event));
            assertThat(CanonicalBytes.read(writer.copy())).isEqualTo(event);
        }
    }

    private static LedgerEvent text(String text) {
        return LedgerEvent.of(EventType.FILL)
                .set(LedgerField.NODE_ID, text)
                .set(LedgerField.REASON_TEXT, "why")
                .at(text.length());
    }

    @Test
    void numbersOfFieldsNeverMove() {
        // Stored for ever: a field may be added at the end, none moved or taken away.
        List<LedgerField> fields = List.of(LedgerField.values());
        assertThat(fields.get(0)).isEqualTo(LedgerField.EVENT_TYPE);
        assertThat(fields.get(13)).isEqualTo(LedgerField.ORDER_ID);
        assertThat(fields.get(50)).isEqualTo(LedgerField.EXEC_ID);
        assertThat(fields.get(88)).isEqualTo(LedgerField.SUPERSEDES);
        assertThat(LedgerField.count()).isLessThanOrEqualTo(256);
    }

    @Test
    void bringsEveryFieldBack() {
        LedgerEvent.Builder event = LedgerEvent.of(EventType.ORDER_RECEIVED);
        for (LedgerField field : LedgerField.values()) {
            if (field != LedgerField.EVENT_TYPE && field != LedgerField.RAW_MESSAGE) {
                event.set(field, field.column().length() % 3 == 0 ? "" : "né \uD83D\uDE80 " + field);
            }
        }
        event.set(LedgerField.RAW_MESSAGE, RawMessage.of(everyByte()));
        LedgerEvent written = event.at(Long.MAX_VALUE);

        LedgerEvent read = CanonicalBytes.read(CanonicalBytes.of(written));

        assertThat(read).isEqualTo(written).hasSameHashCodeAs(written).hasToString(written.toString());
        assertThat(read.text(LedgerField.RAW_MESSAGE).getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(everyByte());
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void refusesWhatCanBeNoEvent() {
        byte[] good = sample();
        byte[] otherVersion = good.clone();
        otherVersion[0] = 2;
        byte[] oneMore = Arrays.copyOf(good, good.length + 1);

        for (byte[] bad : new byte[][]{new byte[0], new byte[]{1}, new byte[8], otherVersion, oneMore, field(0, -1),
                field(0, Integer.MAX_VALUE), field(0, 3), field(LedgerField.count(), 0), field(255, 0)}) {
            assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> CanonicalBytes.read(bad));
        }
    }

    @Test
    void refusesFieldsTwiceOrOutOfOrder() {
        for (int second : new int[]{0, 4, 5}) {
            byte[] bad = ByteBuffer.allocate(9 + 5 + 5)
                    .put((byte) 1)
                    .putLong(1)
                    .put((byte) 5)
                    .putInt(0)
                    .put((byte) second)
                    .putInt(0)
                    .array();
            assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> CanonicalBytes.read(bad));
        }
    }

    /// Version, sequence 1, and a field that claims this length before two bytes.
    private static byte[] field(int number, int length) {
        return ByteBuffer.allocate(9 + 5 + 2).put((byte) 1).putLong(1).put((byte) number).putInt(length).array();
    }

    @Test
    void everyTruncationIsRefusedOrAnotherEvent() {
        byte[] good = sample();
        LedgerEvent event = CanonicalBytes.read(good);
        int readable = 0;

        for (int length = 0; length < good.length; length++) {
            readable += isAnotherEvent(event, Arrays.copyOf(good, length), "length " + length) ? 1 : 0;
        }

        // Only a cut between two fields leaves something that can be read.
        long fields = Arrays.stream(LedgerField.values()).filter(event::has).count();
        assertThat((long) readable).isEqualTo(fields);
    }

    @Test
    void everyFlippedBitIsRefusedOrAnotherEvent() {
        byte[] good = sample();
        LedgerEvent event = CanonicalBytes.read(good);

        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            isAnotherEvent(event, damaged, "bit " + bit);
        }
    }

    @Test
    void randomDamageIsRefusedOrAnotherEvent() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = sample();
        LedgerEvent event = CanonicalBytes.read(good);

        for (int i = 0; i < FLIPS; i++) {
            byte[] damaged = good.clone();
            for (int n = random.nextInt(1, 5); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            if (!Arrays.equals(damaged, good)) {
                isAnotherEvent(event, damaged, "seed " + seed + ", round " + i);
            }
        }
    }

    /// Whether the bytes can be read; then they must not say the same. Anything thrown but LedgerException fails the
    /// test.
    private static boolean isAnotherEvent(LedgerEvent event, byte[] damaged, String how) {
        try {
            assertThat(CanonicalBytes.read(damaged)).as(how).isNotEqualTo(event);
            return true;
        } catch (LedgerException e) {
            return false;
        }
    }

    private static byte[] sample() {
        OrderScript.Step step = OrderScript.order("X é", "100").working().fills("20").steps().getLast();
        return CanonicalBytes.of(Rows.of(step, 77));
    }
}
