package dev.fixway.benchmarks;

import java.util.Locale;

/// What one side of the FIX edge did, over the rounds.
final class FixFigures {
    final Series first = new Series();
    final Series firstP99 = new Series();
    final Series second = new Series();
    final Series fill = new Series();
    final Series perSecond = new Series();
    final Series sustained = new Series();
    final Series cpu = new Series();
    final Series lag = new Series();
    final Series journal = new Series();
    final Series database = new Series();
    final Series store = new Series();
    final Series log = new Series();
    final Series mock = new Series();
    private String last = "";

    void latency(FixLoad.Latency latency) {
        first.add(latency.firstP50());
        firstP99.add(latency.firstP99());
        second.add(latency.lastP50());
        last = String.format(Locale.ROOT, "first %.0f us (p99 %.0f), second %.0f us", latency.firstP50(),
                latency.firstP99(), latency.lastP50());
    }

    void fill(FixLoad.Latency latency) {
        fill.add(latency.lastP50());
        last += String.format(Locale.ROOT, ", fill %.0f us", latency.lastP50());
    }

    /// - `cpuMicros`: processor time of the server for each order
    void burst(double rate, double sustainedRate, double cpuMicros, long lagEvents) {
        perSecond.add(rate);
        sustained.add(sustainedRate);
        cpu.add(cpuMicros);
        lag.add((double) lagEvents);
        last += String.format(Locale.ROOT, ", %,.0f/s, sustained %,.0f/s, cpu %.1f us, lag %,d", rate, sustainedRate,
                cpuMicros, lagEvents);
    }

    void disk(DiskUse use, int orders) {
        journal.add((double) use.journal() / orders);
        database.add((double) use.database() / orders);
        store.add((double) use.fixStore() / orders);
        log.add((double) use.fixLog() / orders);
        mock.add((double) use.mock() / orders);
        last += String.format(Locale.ROOT, ", bytes/order journal %.0f h2 %.0f store %.0f log %.0f mock %.0f",
                journal.median(), database.median(), store.median(), log.median(), mock.median());
    }

    /// The last round in one line.
    String last() {
        return last;
    }
}
