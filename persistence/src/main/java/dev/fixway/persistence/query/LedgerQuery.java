package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.persistence.sql.QueryReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Questions to the ledger, answered in pages that fit into memory whatever they hold. Any thread.
///
/// Events come in their order, orders in that of their entry. All pages of an answer are of the same moment: what is
/// recorded meanwhile moves nothing, shows nothing twice and hides nothing.
public final class LedgerQuery {
    /// Most rows of a page.
    public static final int PAGE_ROWS_MAX = 10_000;
    /// A page ends with the row that makes it longer than so many characters.
    private static final long PAGE_CHARACTERS = 4 << 20;

    private final QueryReader reader;

    public LedgerQuery(QueryReader reader) {
        this.reader = reader;
    }

    /// All events of the orders that an id leads to, and denials that carry it, oldest first; empty when nothing does.
    ///
    /// - `id`: OrderID(37), ClOrdID(11) of an order or request, route id, the venue's order or fill id, ExecID(17)
    /// - Throws LedgerException when the database cannot be read or does not reach the commit in time
    public List<LedgerEvent> eventsOf(String id) {
        return reader.eventsByAnyId(id);
    }

    /// The next page of an answer.
    ///
    /// - `rows`: most rows wanted
    /// - Throws LedgerException as above, BadQuestionException for a cursor of another ledger
    public LedgerPage page(LedgerQuestion question, long rows) {
        Cursor cursor = question.cursor();
        long head = reader.headSeq();
        if (cursor.headSeq() > head || (question.kind() == LedgerQuestion.Kind.EVENTS && cursor.position() > head)) {
            throw new BadQuestionException("after",
                    "this cursor is ahead of the ledger, which ends at event " + head
                            + "; allowed is one from an answer of this ledger");
        }
        long asOfHead = cursor.headSeq() == 0 ? head : cursor.headSeq();
        Long last = question.last();
        if (last != null) {
            return last(question, last, head);
        }
        Collected collected = new Collected((int) Math.min(rows, PAGE_ROWS_MAX));
        if (question.kind() == LedgerQuestion.Kind.EVENTS) {
            reader.visit(question.events(), cursor.position(), asOfHead,
                    event -> collected.takes(LedgerRow.of(event), event.seq()));
        } else {
            reader.visitStates(question.states(), cursor.position(), asOfHead,
                    order -> collected.takes(LedgerRow.of(order), order.order().orderId().number()));
        }
        return collected.page(question, asOfHead);
    }

    /// The last rows; what an id leads to is walked through, as it is found.
    private LedgerPage last(LedgerQuestion question, long rows, long head) {
        Newest newest = new Newest(rows);
        if (question.isById()) {
            reader.visit(question.events(), 0, head, newest::addLast);
            return new LedgerPage(List.copyOf(newest.rows), null, false);
        }
        reader.visitNewestFirst(question.events(), head, newest::addFirst);
        return new LedgerPage(List.copyOf(newest.rows), question.text(new Cursor(head, 0)), false);
    }

    /// The newest rows; BadQuestionException when they are longer than a page.
    private static final class Newest {
        private final long most;
        private final Deque<LedgerRow> rows = new ArrayDeque<>();
        private long characters;

        Newest(long most) {
            this.most = most;
        }

        /// Whether an older row is wanted.
        boolean addFirst(LedgerEvent event) {
            rows.addFirst(counted(LedgerRow.of(event)));
            return rows.size() < most;
        }

        boolean addLast(LedgerEvent event) {
            if (rows.size() == most) {
                characters -= rows.removeFirst().characters();
            }
            return rows.add(counted(LedgerRow.of(event)));
        }

        private LedgerRow counted(LedgerRow row) {
            characters += row.characters();
            if (characters > PAGE_CHARACTERS + row.characters()) {
                throw new BadQuestionException("last",
                        "so many rows are more than " + PAGE_CHARACTERS + " characters; allowed are fewer");
            }
            return row;
        }
    }

    /// Rows up to the limits, and whether there was one more.
    private static final class Collected {
        private final int most;
        private final List<LedgerRow> rows = new ArrayList<>();
        private long characters;
        private long position;
        private boolean isMore;

        Collected(int most) {
            this.most = most;
        }

        /// Whether the next row is wanted.
        boolean takes(LedgerRow row, long at) {
            if (rows.size() >= most || characters > PAGE_CHARACTERS) {
                isMore = true;
                return false;
            }
            rows.add(row);
            position = at;
            characters += row.characters();
            return true;
        }

        /// An answer that is whole goes on with what is recorded later, where that is a matter of the events alone:
        /// what an id leads to can change, and what was so at a time does not.
        LedgerPage page(LedgerQuestion question, long head) {
            if (isMore) {
                return new LedgerPage(rows, question.text(new Cursor(position, head)), true);
            }
            boolean goesOn = question.kind() == LedgerQuestion.Kind.EVENTS && !question.isById();
            return new LedgerPage(rows, goesOn ? question.text(new Cursor(head, 0)) : null, false);
        }
    }
}
