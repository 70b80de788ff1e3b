package dev.fixway.engine.codec;

import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.StringField;

/// A message that QuickFIX/J sends for us: set, asked and written as its own, without groups.
///
/// QuickFIX/J's own keeps each field in a tree, with three objects for it; a report has some thirty.
final class FlatMessage extends Message {
    private static final long serialVersionUID = 1L;
    private final transient FlatFields flat = new FlatFields();

    FlatMessage(String msgType) {
        getHeader().setString(35, msgType);
    }

    @Override
    protected Header newHeader() {
        return new FlatHeader();
    }

    /// Whatever is set comes by here.
    @Override
    public void setField(StringField field) {
        flat.set(field.getField(), field.getValue());
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

    @Override
    protected void calculateString(StringBuilder out, int[] before, int[] after) {
        flat.append(out);
    }

    /// BeginString(8), BodyLength(9), MsgType(35), then the others.
    private static final class FlatHeader extends Header {
        private static final long serialVersionUID = 1L;
        private static final int[] FIRST = {8, 9, 35};
        private final transient FlatFields flat = new FlatFields();

        @Override
        public void setField(StringField field) {
            flat.set(field.getField(), field.getValue());
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

        @Override
        protected void calculateString(StringBuilder out, int[] before, int[] after) {
            flat.append(out, FIRST);
        }
    }
}
