package dev.fixway.engine.session;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes messages that are almost right; the seed makes them again.
final class Mutator {
    private static final List<String> NASTY = List.of("", "0", "-1", "1E+999999999", "NaN", "9".repeat(40), "0x1F",
            "\u0000",
            "\u0007\r\n", "\u00ed\u00a0\u0080", "\u00ff".repeat(50), "=", "==1", " ", "x".repeat(5_000), "1.1.1",
            "99999999999999999999", "20260101-00:00:60", "../../etc", "${jndi:x}", "%n%s", "'; --", "Y", "N");
    private static final int[] TAGS = {1, 6, 8, 9, 10, 11, 14, 18, 21, 34, 35, 37, 38, 40, 41, 43, 44, 49, 52, 54, 55,
            56,
            58, 59, 60, 89, 90, 91, 93, 95, 96, 97, 98, 99, 100, 103, 108, 112, 115, 122, 123, 128, 141, 152, 212, 213,
            347, 354, 355, 369, 453, 448, 554, 627, 628, 789, 5001, 99999, 0, -1};
    private final Random random;

    Mutator(long seed) {
        this.random = new Random(seed);
    }

    /// A message of CLIENT1 that may be wrong anywhere.
    byte[] next(int number) {
        List<String> fields = valid(number);
        String body = String.join("\u0001", fields) + '\u0001';
        if (random.nextInt(12) > 0) {
            int times = 1 + random.nextInt(3);
            for (int i = 0; i < times; i++) {
                mutate(fields);
            }
            body = String.join("\u0001", fields) + '\u0001';
            return FixFrames.framed(body);
        }
        return torn(FixFrames.framed(body));
    }

    private List<String> valid(int number) {
        String type = List.of("D", "D", "D", "F", "G", "H", "1", "0").get(random.nextInt(8));
        String now = FixPeer.TIME.format(Instant.now());
        List<String> fields = new ArrayList<>(List.of("35=" + type, "49=CLIENT1", "56=FIXWAY", "34=" + number,
                "52=" + now));
        switch (type) {
            case "D" -> fields.addAll(List.of("11=" + id(), "60=" + now, "55=X", "54=1", "38=1", "40=1"));
            case "G" -> fields.addAll(List.of("11=" + id(), "41=NONE", "60=" + now, "55=X", "54=1", "38=1", "40=1"));
            case "F" -> fields.addAll(List.of("11=" + id(), "41=NONE", "60=" + now, "55=X", "54=1"));
            case "H" -> fields.addAll(List.of("11=" + id(), "55=X", "54=1"));
            case "1" -> fields.add("112=T");
            default -> {
            }
        }
        return fields;
    }

    private String id() {
        return "M" + Long.toString(random.nextLong(Long.MAX_VALUE), 36);
    }

    private void mutate(List<String> fields) {
        // A wrong header mostly ends the connection: seldom, so that the rest is tried too.
        int from = random.nextInt(12) == 0 || fields.size() < 7 ? 1 : 5;
        int at = from + random.nextInt(fields.size() - from);
        String field = fields.get(at);
        int equals = Math.max(0, field.indexOf('='));
        switch (random.nextInt(7)) {
            case 0 -> fields.set(at, field.substring(0, equals) + '=' + NASTY.get(random.nextInt(NASTY.size())));
            case 1 -> fields.add(fields.size(),
                    TAGS[random.nextInt(TAGS.length)] + "=" + NASTY.get(random.nextInt(NASTY.size())));
            case 2 -> {
                if (fields.size() > 3) {
                    fields.remove(at);
                }
            }
            case 3 -> fields.add(field);
            case 4 -> fields.set(at, TAGS[random.nextInt(TAGS.length)] + field.substring(equals));
            case 5 -> fields.add(from + random.nextInt(fields.size() - from), fields.remove(at));
            default -> fields.set(at, flipped(field));
        }
    }

    private String flipped(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length > 0) {
            flip(bytes);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void flip(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        // The test's own messages are written with a |.
        bytes[at] = bytes[at] == '|' ? (byte) '!' : bytes[at];
    }

    /// Wrong bytes in what frames the message, too.
    private byte[] torn(byte[] message) {
        switch (random.nextInt(3)) {
            case 0 -> flip(message);
            case 1 -> {
                return new String(message, StandardCharsets.ISO_8859_1)
                        .replaceFirst("9=\\d+", "9=" + random.nextInt(500))
                        .getBytes(StandardCharsets.ISO_8859_1);
            }
            default -> {
                return Arrays.copyOf(message, random.nextInt(message.length));
            }
        }
        return message;
    }
}
