package dev.fixway.engine.codec;

import java.nio.charset.StandardCharsets;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.StringField;

/// A message that QuickFIX/J sends for us: set, asked and written as its own, without groups.
///
/// QuickFIX/J's own keeps each field in a tree, with three objects for it, and goes over its text once more for length
/// and checksum; a report has some thirty fields.
final class FlatMessage extends Message {
    private static final long serialVersionUID = 1L;
    private static final int BEGIN_STRING = 8;
    private static final int MSG_TYPE = 35;
    private static final byte SOH = 1;
    /// `10=nnn` and SOH.
    private static final int TRAILER_LENGTH = 7;
    private final transient FlatFields flat = new FlatFields();

    FlatMessage(String msgType) {
        getHeader().setString(MSG_TYPE, msgType);
    }

    @Override
    protected Header newHeader() {
        return new FlatHeader();
    }

    /// Whatever has no method of its own here is set by this one.
    @Override
    public void setField(StringField field) {
        flat.set(field.getField(), field.getValue());
    }

    @Override
    public void setString(int tag, String value) {
        flat.set(tag, value);
    }

    @Override
    public void setChar(int tag, char value) {
        flat.set(tag, value);
    }

    @Override
    public void removeField(int tag) {
        flat.remove(tag);
    }

    @Override
    public boolean isSetField(int tag) {
        return flat.has(tag);
    }

    @Override
    public String getString(int tag) throws FieldNotFound {
        return flat.get(tag);
    }

    /// The message as it is sent: BodyLength(9) and CheckSum(10) are made here.
    @Override
    public String toString() {
        FlatFields head = ((FlatHeader) getHeader()).flat;
        int beginLength = head.length(BEGIN_STRING);
        int bodyLength = head.length() - beginLength + flat.length();
        String bodyLengthText = "9=" + bodyLength + (char) SOH;
        byte[] out = new byte[beginLength + bodyLengthText.length() + bodyLength + TRAILER_LENGTH];
        int end = head.put(BEGIN_STRING, out, 0);
        end = FlatFields.put(bodyLengthText, out, end);
        end = head.put(MSG_TYPE, out, end);
        end = head.put(out, end, BEGIN_STRING, MSG_TYPE);
        end = flat.put(out, end);
        putCheckSum(out, end);
        return new String(out, StandardCharsets.ISO_8859_1);
    }

    private static void putCheckSum(byte[] out, int end) {
        int sum = 0;
        for (int at = 0; at < end; at++) {
            sum += out[at];
        }
        sum &= 0xFF;
        int at = FlatFields.put("10=", out, end);
        out[at++] = (byte) ('0' + sum / 100);
        out[at++] = (byte) ('0' + sum / 10 % 10);
        out[at++] = (byte) ('0' + sum % 10);
        out[at] = SOH;
    }

    /// BeginString(8), BodyLength(9) and MsgType(35) go before the others.
    private static final class FlatHeader extends Header {
        private static final long serialVersionUID = 1L;
        private final transient FlatFields flat = new FlatFields();

        @Override
        public void setField(StringField field) {
            flat.set(field.getField(), field.getValue());
        }

        @Override
        public void setString(int tag, String value) {
            flat.set(tag, value);
        }

        @Override
        public void removeField(int tag) {
            flat.remove(tag);
        }

        @Override
        public boolean isSetField(int tag) {
            return flat.has(tag);
        }

        @Override
        public String getString(int tag) throws FieldNotFound {
            return flat.get(tag);
        }
    }
}
