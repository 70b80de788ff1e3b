package dev.fixway.benchmarks;

/// How much is measured.
///
/// - `warmUp`: orders before anything counts, enough for the compilers to be done: they take half a core until then
/// - `oneByOne`: orders of a latency measurement; `burst`: orders of a throughput measurement
/// - `history`: orders of the long history in the bounds; `streamSeconds`: length of one pass of the stream
record Scale(int rounds, int warmUp, int oneByOne, int burst, int requests, int history, int streamSeconds) {
    static final Scale FULL = new Scale(5, 150_000, 4_000, 100_000, 60_000, 333_000, 60);
    static final Scale QUICK = new Scale(3, 80_000, 2_000, 30_000, 20_000, 40_000, 20);

    /// Lengths by `-Dbench.history`, `-Dbench.rounds` and `-Dbench.stream.seconds`, when they are given.
    Scale asAsked() {
        return new Scale(Integer.getInteger("bench.rounds", rounds), warmUp, oneByOne, burst, requests,
                Integer.getInteger("bench.history", history),
                Integer.getInteger("bench.stream.seconds", streamSeconds));
    }
}
