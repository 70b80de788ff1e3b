package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.persistence.sql.EventFilter;
import dev.fixway.persistence.sql.StateFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A question to the ledger in words, as it comes from a command line or a query string; the same words for both.
///
/// - `id`, `session`, `account`, `symbol`, `provider`: as in [EventFilter]
/// - `type`: names of event types, separated by commas
/// - `from` (inclusive), `to` (exclusive): RFC 3339 with an offset, or a date for its midnight in UTC
/// - `as_of`: asks for orders as they stood instead of events
/// - `after`: the cursor that the answer before ended with
/// - `limit`: most rows
/// - `last`: so many rows, the newest that match, in their order; not with a limit or a cursor
public final class LedgerQuestion {
    /// Everything that may be asked with.
    public static final List<String> MEMBERS = List.of("id", "session", "account", "symbol", "type", "provider", "from",
            "to", "as_of", "after", "limit", "last");
    private static final Set<String> OF_PAGES = Set.of("after", "limit");
    private static final List<String> NOT_OF_STATES = List.of("type", "from", "to", "last");
    /// Most rows from the end: they are in memory together.
    private static final long LAST_MAX = 1_000;

    private final Map<String, String> words;
    private final Kind kind;
    private final EventFilter events;
    private final @Nullable StateFilter states;
    private final Cursor cursor;
    private final @Nullable Long limit;
    private final @Nullable Long last;

    /// What the rows of an answer are.
    public enum Kind {
        EVENTS,
        STATES
    }

    private LedgerQuestion(Map<String, String> words) {
        this.words = words;
        Instant asOf = read("as_of", LedgerQuestion::time);
        kind = asOf == null ? Kind.EVENTS : Kind.STATES;
        Instant from = read("from", LedgerQuestion::time);
        Instant to = read("to", LedgerQuestion::time);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new BadQuestionException("from",
                    from + " is not before " + to + "; allowed is a range that begins before it ends");
        }
        Set<EventType> types = read("type", LedgerQuestion::types);
        events = new EventFilter(words.get("id"), types == null ? Set.of() : types, words.get("session"),
                words.get("account"), words.get("symbol"), words.get("provider"), from, to);
        states = asOf == null
                ? null
                : new StateFilter(words.get("id"), words.get("session"), words.get("account"), words.get("symbol"),
                        words.get("provider"), asOf);
        limit = read("limit", LedgerQuestion::rows);
        last = read("last", LedgerQuestion::last);
        Cursor read = read("after", text -> Cursor.parse(text, kind, same()));
        cursor = read == null ? Cursor.START : read;
    }

    /// Reads a question; members that are null or absent are not asked for.
    ///
    /// - Throws BadQuestionException with what is allowed instead
    public static LedgerQuestion of(Map<String, String> words) {
        for (String member : words.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new BadQuestionException(member, "unknown; allowed are " + String.join(", ", MEMBERS));
            }
        }
        for (String member : NOT_OF_STATES) {
            if (words.containsKey("as_of") && words.containsKey(member)) {
                throw new BadQuestionException(member,
                        "asks for events, as_of for orders; allowed with as_of are id, session, account, symbol,"
                                + " provider, after, limit");
            }
        }
        for (String member : OF_PAGES) {
            if (words.containsKey("last") && words.containsKey(member)) {
                throw new BadQuestionException("last", "is a page of its own; allowed without " + member);
            }
        }
        return new LedgerQuestion(new TreeMap<>(words));
    }

    public Kind kind() {
        return kind;
    }

    EventFilter events() {
        return events;
    }

    /// - Throws IllegalStateException when it asks for events
    StateFilter states() {
        if (states == null) {
            throw new IllegalStateException("asks for events");
        }
        return states;
    }

    Cursor cursor() {
        return cursor;
    }

    boolean isById() {
        return words.containsKey("id");
    }

    /// Most rows; null when the question leaves that open.
    public @Nullable Long limit() {
        return limit;
    }

    /// How many rows from the end; null when it begins at the beginning.
    public @Nullable Long last() {
        return last;
    }

    /// The cursor as text.
    String text(Cursor next) {
        return next.text(kind, same());
    }

    /// Everything that makes it this question, wherever in its answer somebody is.
    private String same() {
        return words.entrySet()
                .stream()
                .filter(word -> !OF_PAGES.contains(word.getKey()) && !word.getKey().equals("last"))
                .map(word -> word.getKey() + '=' + word.getValue().length() + ':' + word.getValue())
                .collect(Collectors.joining(" "));
    }

    private <T> @Nullable T read(String member, Function<String, T> reader) {
        String text = words.get(member);
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (DateTimeException e) {
            throw new BadQuestionException(member, "not a time; allowed is RFC 3339 such as 2026-11-21T10:00:00Z or"
                    + " 2026-11-21T11:00:00.5+01:00, or a date such as 2026-11-21 for its midnight in UTC");
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException(member, String.valueOf(e.getMessage()));
        }
    }

    private static Instant time(String text) {
        return text.indexOf('T') < 0 && text.indexOf('t') < 0
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
    }

    private static Set<EventType> types(String text) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : text.split(",", -1)) {
            types.add(Arrays.stream(EventType.values())
                    .filter(type -> type.name().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no event type is called \"" + name.strip()
                            + "\"; allowed are " + names())));
        }
        return types;
    }

    private static String names() {
        return Arrays.stream(EventType.values()).map(EventType::name).sorted().collect(Collectors.joining(", "));
    }

    private static Long last(String text) {
        Long rows = rows(text);
        if (rows > LAST_MAX) {
            throw new IllegalArgumentException("too many rows from the end; allowed are up to " + LAST_MAX);
        }
        return rows;
    }

    private static Long rows(String text) {
        boolean isNumber = text.matches("[0-9]{1,18}");
        if (!isNumber || Long.parseLong(text) == 0) {
            throw new IllegalArgumentException("not a number of rows; allowed are whole numbers from 1 on");
        }
        return Long.valueOf(text);
    }
}
