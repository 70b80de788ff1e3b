package dev.fixway.persistence.query;

import dev.fixway.persistence.query.LedgerQuestion.Kind;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// Where an answer goes on: behind which row, as of which head of the ledger, of which question.
///
/// - `position`: sequence of the last event, or number of the last order, that was told; 0 before the first
/// - `headSeq`: what stands behind it does not exist for the pages of one answer; 0 for the head when the page is asked
record Cursor(long position, long headSeq) {
    static final Cursor START = new Cursor(0, 0);
    private static final int RADIX = 36;
    private static final Pattern FORM = Pattern.compile("([es])([0-9a-z]{1,12})-([0-9a-z]{1,12})-([0-9a-z]{1,7})");
    private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,18}");

    /// As people carry it to the next question; `question` is everything that must be the same then.
    String text(Kind kind, String question) {
        return letter(kind) + Long.toString(position, RADIX) + '-' + Long.toString(headSeq, RADIX) + '-'
                + hash(question);
    }

    /// Reads what [#text] wrote, or for events a plain sequence.
    static Cursor parse(String text, Kind kind, String question) {
        if (kind == Kind.EVENTS && SEQUENCE.matcher(text).matches()) {
            return new Cursor(Long.parseLong(text), 0);
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new BadQuestionException("after", "not a cursor; allowed is what an answer to the same question ended"
                    + " with" + (kind == Kind.EVENTS ? ", or a sequence number" : ""));
        }
        if (!parts.group(1).equals(letter(kind)) || !parts.group(4).equals(hash(question))) {
            throw new BadQuestionException("after",
                    "this cursor belongs to another question; allowed is one from an answer to the same filters");
        }
        try {
            return new Cursor(Long.parseLong(parts.group(2), RADIX), Long.parseLong(parts.group(3), RADIX));
        } catch (NumberFormatException e) {
            throw new BadQuestionException("after", "not a cursor that an answer ended with");
        }
    }

    private static String letter(Kind kind) {
        return kind == Kind.EVENTS ? "e" : "s";
    }

    private static String hash(String question) {
        CRC32 crc = new CRC32();
        crc.update(question.getBytes(StandardCharsets.UTF_8));
        return Long.toString(crc.getValue(), RADIX);
    }
}
