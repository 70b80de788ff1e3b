package dev.fixway.benchmarks;

/// How much is measured.
///
/// - `warmUps`: pieces of [#WARM_UP] orders before anything counts, at least: see [WarmUp]
/// - `oneByOne`: orders of a latency measurement; `burst`: orders of a throughput measurement
/// - `history`: orders of the long history in the bounds; `streamSeconds`: length of one pass of the stream
record Scale(int rounds, int warmUps, int oneByOne, int burst, int requests, int history, int streamSeconds) {
    static final int WARM_UP = 20_000;
    static final Scale FULL = new Scale(5, 8, 4_000, 100_000, 60_000, 333_000, 60);
    static final Scale QUICK = new Scale(3, 4, 2_000, 30_000, 20_000, 40_000, 20);

    /// Lengths by `-Dbench.history`, `-Dbench.rounds` and `-Dbench.stream.seconds`, when they are given.
    Scale asAsked() {
        return new Scale(Integer.getInteger("bench.rounds", rounds), warmUps, oneByOne, burst, requests,
                Integer.getInteger("bench.history", history),
                Integer.getInteger("bench.stream.seconds", streamSeconds));
    }
}
