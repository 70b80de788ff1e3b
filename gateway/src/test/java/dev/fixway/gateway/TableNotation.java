package dev.fixway.gateway;

import dev.fixway.engine.session.FixMessage;

/// A report from the wire in the notation of the order state tables: `8(Y,X) F/1 100/50/50 @10 32=20 31=10`.
final class TableNotation {
    private static final int[] MORE = {152, 97, 103, 378, 424, 425, 426, 32, 31, 434, 58};

    private TableNotation() {}

    /// ExecRefID(19) shows as the number of the report that it names.
    static String of(FixMessage message) {
        boolean isReject = "9".equals(message.type());
        StringBuilder text = new StringBuilder(message.type()).append('(').append(message.get(11));
        String orig = message.find(41);
        text.append(orig == null ? "" : "," + orig).append(") ");
        if (isReject) {
            text.append(message.get(39)).append(' ').append(message.get(102));
        } else {
            text.append(message.get(150)).append('/').append(message.get(39)).append(' ').append(message.get(38));
            text.append('/').append(message.get(14)).append('/').append(message.get(151));
            text.append(" @").append(message.get(6));
        }
        text.append("NONE".equals(message.get(37)) ? " 37=NONE" : "");
        for (int tag : MORE) {
            String value = isReject && tag == 58 ? null : message.find(tag);
            text.append(value == null ? "" : " " + tag + "=" + value);
        }
        String reference = message.find(19);
        text.append(reference == null ? "" : " 19=" + reference.substring(reference.lastIndexOf('.') + 1));
        return text.toString();
    }
}
