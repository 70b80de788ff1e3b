package dev.fixway.providers.mock;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.UtcText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A record as one line of text: CRC-32C in 8 hex digits, a tab, then kind and fields with tabs between them.
///
/// The CRC covers everything after its tab but the line break. No field can hold a tab or a line break: the domain's
/// values refuse control characters.
final class MockCodec {
    private static final int CRC_DIGITS = 8;
    private static final String ABSENT = "-";
    private static final String REDUCES = "reduces";

    private MockCodec() {}

    /// The line, line break included.
    static byte[] encode(MockRecord record) {
        byte[] body = text(record).getBytes(StandardCharsets.UTF_8);
        byte[] line = new byte[CRC_DIGITS + 1 + body.length + 1];
        byte[] crc = crc(body, 0, body.length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(crc, 0, line, 0, CRC_DIGITS);
        line[CRC_DIGITS] = '\t';
        System.arraycopy(body, 0, line, CRC_DIGITS + 1, body.length);
        line[line.length - 1] = '\n';
        return line;
    }

    /// Reads a line without its line break; null when its CRC does not fit.
    ///
    /// Throws IllegalArgumentException when the CRC fits and the line still makes no sense.
    static @Nullable MockRecord decode(byte[] line) {
        int from = CRC_DIGITS + 1;
        if (line.length <= from || line[CRC_DIGITS] != '\t'
                || !new String(line, 0, CRC_DIGITS, StandardCharsets.US_ASCII)
                        .equals(crc(line, from, line.length - from))) {
            return null;
        }
        return record(new Fields(new String(line, from, line.length - from, StandardCharsets.UTF_8)));
    }

    private static String text(MockRecord record) {
        return switch (record) {
            case MockRecord.WalkStarted(var seed, var at) -> line("walk", seed, at);
            case MockRecord.Placed placed -> {
                String line = line("placed", placed.number(), placed.routeId(), placed.symbol(), placed.side(),
                        terms(placed.terms()), placed.at());
                yield placed.reduces() ? line(line, REDUCES) : line;
            }
            case MockRecord.Repeated(var routeId, var times) -> line("repeated", routeId, times);
            case MockRecord.Filled filled -> line("filled", filled.routeId(), filled.fillId(), filled.lastQty(),
                    filled.lastPx(), filled.at());
            case MockRecord.Rested(var routeId) -> line("rested", routeId);
            case MockRecord.Amended(var routeId, var terms) -> line("amended", routeId, terms(terms));
            case MockRecord.Canceled(var routeId, var text, var at) -> line("canceled", routeId, text, at);
            case MockRecord.PositionSet(var position) -> line("position", position.symbol(),
                    position.quantity().toPlainString(), position.entryPx().toPlainString(),
                    position.lastPx().toPlainString(), position.openedAt(), position.updatedAt());
            case MockRecord.Carried(var lastNumber, var forgottenUpTo) -> line("carried", lastNumber, forgottenUpTo);
        };
    }

    private static MockRecord record(Fields in) {
        String kind = in.next();
        MockRecord record = switch (kind) {
            case "walk" -> new MockRecord.WalkStarted(in.number(), in.instant());
            case "placed" -> new MockRecord.Placed(in.number(), in.routeId(), in.symbol(), Side.valueOf(in.next()),
                    in.terms(), in.instant(), in.flag(REDUCES));
            case "repeated" -> new MockRecord.Repeated(in.routeId(), Math.toIntExact(in.number()));
            case "filled" -> new MockRecord.Filled(in.routeId(), new FillId(in.next()), Qty.of(in.next()),
                    Price.of(in.next()), in.instant());
            case "rested" -> new MockRecord.Rested(in.routeId());
            case "amended" -> new MockRecord.Amended(in.routeId(), in.terms());
            case "canceled" -> new MockRecord.Canceled(in.routeId(), in.next(), in.instant());
            case "position" -> new MockRecord.PositionSet(new MockPosition(in.symbol(), in.decimal(), in.decimal(),
                    in.decimal(), in.instantOrEpoch(), in.instantOrEpoch()));
            case "carried" -> new MockRecord.Carried(in.number(), in.number());
            default -> throw new IllegalArgumentException("a record of kind " + kind);
        };
        in.end();
        return record;
    }

    private static String terms(Terms terms) {
        return line(terms.ordType(), terms.orderQty(), orAbsent(terms.price()), orAbsent(terms.stopPx()),
                terms.timeInForce());
    }

    private static String line(Object... fields) {
        StringJoiner line = new StringJoiner("\t");
        for (Object field : fields) {
            line.add(field instanceof Instant at ? UtcText.iso(at) : field.toString());
        }
        return line.toString();
    }

    private static Object orAbsent(@Nullable Object value) {
        return value == null ? ABSENT : value;
    }

    private static String crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /// The fields of a line, one after the other.
    private static final class Fields {
        private final List<String> fields;
        private int next;

        Fields(String line) {
            fields = List.of(line.split("\t", -1));
        }

        String next() {
            if (next == fields.size()) {
                throw new IllegalArgumentException("a record ends early");
            }
            return fields.get(next++);
        }

        void end() {
            if (next != fields.size()) {
                throw new IllegalArgumentException("a record goes on too long");
            }
        }

        long number() {
            return Long.parseLong(next());
        }

        BigDecimal decimal() {
            return new BigDecimal(next());
        }

        Instant instant() {
            return Instant.parse(next());
        }

        /// Whether a last field is there.
        boolean flag(String name) {
            boolean isSet = next < fields.size() && fields.get(next).equals(name);
            next += isSet ? 1 : 0;
            return isSet;
        }

        /// Books of before had no such field.
        Instant instantOrEpoch() {
            return next == fields.size() ? Instant.EPOCH : instant();
        }

        RouteId routeId() {
            return RouteId.of(next());
        }

        Symbol symbol() {
            return Symbol.of(next());
        }

        Terms terms() {
            return Terms.of(OrdType.valueOf(next()), Qty.of(next()), optional(Price::of), optional(Price::of),
                    TimeInForce.valueOf(next()));
        }

        private <T> @Nullable T optional(Function<String, T> reader) {
            String text = next();
            return text.equals(ABSENT) ? null : reader.apply(text);
        }
    }
}
