package dev.fixway.benchmarks;

import dev.fixway.benchmarks.FixRounds.Side;
import java.util.List;
import java.util.Locale;

/// The results as Markdown: each figure `min / **median** / max` over the rounds, each ratio of the same round.
final class Tables {
    private final StringBuilder text = new StringBuilder();

    Tables fix(FixRounds rounds) {
        FixFigures plain = rounds.of(Side.PLAIN);
        Series plainAndForce = plain.first.plus(rounds.force());
        line("One bare `force(false)` of 500 bytes: " + rounds.force().text(0) + " us.\n");
        line("| FIX, one outstanding | first report (150=A) us | ratio to plain | ratio to plain + one force | p99 us"
                + " | 150=0 us | fill us |");
        line("|---|---|---|---|---|---|---|");
        for (Side side : Side.values()) {
            FixFigures f = rounds.of(side);
            if (!f.first.isEmpty()) {
                row(side.title, f.first.text(0), f.first.over(plain.first).text(2),
                        f.first.over(plainAndForce).text(2), f.firstP99.text(0), f.second.text(0), f.fill.text(0));
            }
        }
        line("\n| FIX, 64 outstanding | orders/s | ratio | until the follower is at the head, orders/s | ratio"
                + " | server CPU us/order | follower lag at the end of the burst, events |");
        line("|---|---|---|---|---|---|---|");
        for (Side side : Side.values()) {
            FixFigures f = rounds.of(side);
            if (!f.perSecond.isEmpty()) {
                row(side.title, f.perSecond.text(0), f.perSecond.over(plain.perSecond).text(2), f.sustained.text(0),
                        f.sustained.over(plain.perSecond).text(2), f.cpu.text(0), f.lag.text(0));
            }
        }
        line("\n| bytes an order | journal | H2 file | FIX store | FIX log | mock |");
        line("|---|---|---|---|---|---|");
        for (Side side : Side.values()) {
            FixFigures f = rounds.of(side);
            if (!f.journal.isEmpty()) {
                row(side.title, f.journal.text(0), f.database.text(0), f.store.text(0), f.log.text(0),
                        f.mock.text(0));
            }
        }
        return this;
    }

    Tables rest(RestRounds rounds) {
        Series bare = rounds.perSecond(RestRounds.Side.BARE);
        line("\n| `POST /v1/orders`, 8 connections | requests/s | ratio to the bare handler | p50 us |");
        line("|---|---|---|---|");
        for (RestRounds.Side side : RestRounds.Side.values()) {
            Series mine = rounds.perSecond(side);
            row(side.title, mine.text(0), mine.over(bare).text(2), rounds.p50(side).text(0));
        }
        return this;
    }

    Tables stream(StreamRounds rounds) {
        StreamRounds.StreamFigures few = rounds.of(StreamRounds.Side.FEW);
        line("\n| stream, from the POST's first byte, us | answer p50 | p99 | first frame at all clients p50"
                + " | ratio to the answer | p99 | ratio to the answer | fill p99 |");
        line("|---|---|---|---|---|---|---|---|");
        for (StreamRounds.Side side : StreamRounds.Side.values()) {
            StreamRounds.StreamFigures f = rounds.of(side);
            row(side.title, f.post50.text(0), f.post99.text(0), f.first50.text(0), f.first50.over(f.post50).text(2),
                    f.first99.text(0), f.first99.over(f.post99).text(2), f.last99.text(0));
        }
        StreamRounds.StreamFigures stalled = rounds.of(StreamRounds.Side.FEW_STALLED);
        line("\n| stream | ratio | target |");
        line("|---|---|---|");
        verdict("first frame p50 to the answer's, 50 clients", few.first50.over(few.post50), 1.5);
        verdict("first frame p99 to the answer's, 50 clients", few.first99.over(few.post99), 5);
        verdict("first frame p99 with a client that does not read, to without", stalled.first99.over(few.first99), 1.5);
        verdict("fill p99 with a client that does not read, to without", stalled.last99.over(few.last99), 1.5);
        line("\nEvery client got every frame, once, in one order (else the run would have failed).");
        return this;
    }

    Tables venues(VenueRounds rounds) {
        VenueRounds.VenueFigures alone = rounds.of(VenueRounds.Side.ALONE);
        line("\n| orders at the mock, one outstanding | first report (150=A) p50 us | p99 us | p99 ratio"
                + " | 150=0 p50 us | p99 us | p99 ratio |");
        line("|---|---|---|---|---|---|---|");
        for (VenueRounds.Side side : VenueRounds.Side.values()) {
            VenueRounds.VenueFigures f = rounds.of(side);
            row(side.title, f.first50.text(0), f.first99.text(0), f.first99.over(alone.first99).text(2),
                    f.last50.text(0), f.last99.text(0), f.last99.over(alone.last99).text(2));
        }
        line("\n| venues | ratio | target |");
        line("|---|---|---|");
        for (VenueRounds.Side side : List.of(VenueRounds.Side.SLOW, VenueRounds.Side.DEAD)) {
            VenueRounds.VenueFigures f = rounds.of(side);
            verdict("first report p99, " + side.title, f.first99.over(alone.first99), 1.5);
            verdict("150=0 p99, " + side.title, f.last99.over(alone.last99), 1.5);
        }
        return this;
    }

    private void verdict(String what, Series ratio, double target) {
        row(what, ratio.text(2), Series.text(target, 1) + (ratio.median() <= target ? ", met" : ", **missed**"));
    }

    Tables bounds(Bounds bounds) {
        line("\n| orders that have filled | orders/s on the way there | next start, ms"
                + " | the same without a snapshot, ms | live heap after GC, MB |");
        line("|---|---|---|---|---|");
        for (Bounds.Point point : bounds.points()) {
            row(String.format(Locale.ROOT, "%,d", point.orders()), Series.text(point.ordersPerSecond(), 0),
                    Series.text((double) point.startMillis(), 0),
                    Series.text((double) point.startFromJournalMillis(), 0), Series.text(point.heapMegabytes(), 0));
        }
        return this;
    }

    Tables text(String sentence) {
        line("\n" + sentence);
        return this;
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
