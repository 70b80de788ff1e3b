package dev.fixway.benchmarks;

/// How much is measured.
///
/// - `warmUp`: orders before anything counts; `burst`: orders of a throughput measurement
/// - `history`: orders of the long history in the bounds
record Scale(int rounds, int warmUp, int oneByOne, int burst, int requests, int history) {
    static final Scale FULL = new Scale(5, 30_000, 4_000, 100_000, 60_000, 333_000);
    static final Scale QUICK = new Scale(3, 20_000, 2_000, 30_000, 20_000, 40_000);

    /// The length of the history by `-Dbench.history`, when that is given.
    Scale withHistoryAsked() {
        return new Scale(rounds, warmUp, oneByOne, burst, requests, Integer.getInteger("bench.history", history));
    }
}
