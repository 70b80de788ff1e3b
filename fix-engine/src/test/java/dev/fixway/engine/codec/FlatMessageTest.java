package dev.fixway.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.UtcTimestampPrecision;
import quickfix.field.MsgType;
import quickfix.field.Text;

/// To QuickFIX/J a message of its own, character for character.
class FlatMessageTest {
    private static final int TAG_MAX = 60;
    private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 21, 9, 8, 7, 123_456_789);

    @Test
    void isWhatQuickFixWouldMakeOfTheSame() throws Exception {
        long seed = Long.getLong("fixway.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Message theirs = new Message();
            theirs.getHeader().setString(MsgType.FIELD, "8");
            Message ours = new FlatMessage("8");
            for (int i = random.nextInt(80); i >= 0; i--) {
                // From 200 on: none of header or trailer.
                int tag = 200 + random.nextInt(TAG_MAX);
                change(theirs, tag, i);
                change(ours, tag, i);
            }
            head(theirs);
            head(ours);

            assertThat(ours.toString()).as("seed %d round %d", seed, round).isEqualTo(theirs.toString());
            for (int tag = 200; tag < 200 + TAG_MAX; tag++) {
                assertThat(ours.isSetField(tag)).isEqualTo(theirs.isSetField(tag));
                if (ours.isSetField(tag)) {
                    assertThat(ours.getString(tag)).isEqualTo(theirs.getString(tag));
                }
            }
            assertThat(ours.getHeader().getInt(34)).isEqualTo(1_234);
            assertThat(ours.isAdmin()).isFalse();
        }
    }

    private static void change(Message message, int tag, int value) {
        switch (value % 7) {
            case 0 -> message.setInt(tag, value - 40);
            case 1 -> message.setChar(tag, (char) ('A' + value % 26));
            case 2 -> message.setBoolean(tag, value > 40);
            case 3 -> message.setDecimal(tag, new BigDecimal(value).movePointLeft(2));
            case 4 -> message.removeField(tag);
            case 5 -> message.setField(new Text("text " + value));
            default -> message.setString(tag, "value " + value);
        }
    }

    /// As QuickFIX/J's session does it.
    private static void head(Message message) {
        message.getHeader().setString(43, "Y");
        message.getHeader().removeField(43);
        message.getHeader().setString(8, "FIX.4.4");
        message.getHeader().setString(49, "FIXWAY");
        message.getHeader().setString(56, "CLIENT1");
        message.getHeader().setInt(34, 1_234);
        message.getHeader().setUtcTimeStamp(52, AT, UtcTimestampPrecision.MICROS);
        message.getHeader().setUtcTimeStamp(122, AT, UtcTimestampPrecision.MILLIS);
    }

    @Test
    void isWhatQuickFixWouldMakeOfItWithoutASession() {
        Message theirs = new Message();
        theirs.getHeader().setString(MsgType.FIELD, "8");
        theirs.setChar(39, 'é');
        Message ours = new FlatMessage("8");
        ours.setChar(39, 'é');

        assertThat(ours.toString()).isEqualTo(theirs.toString());
    }

    @Test
    void saysWhatIsMissing() {
        Message message = new FlatMessage("8");

        assertThatThrownBy(() -> message.getString(11)).isInstanceOf(FieldNotFound.class);
        assertThatThrownBy(() -> message.getHeader().getString(49)).isInstanceOf(FieldNotFound.class);
    }
}
