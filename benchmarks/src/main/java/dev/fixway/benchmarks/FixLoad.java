package dev.fixway.benchmarks;

import org.HdrHistogram.Histogram;

/// Orders on one FIX session: one at a time for latency, many at a time for throughput. One thread.
///
/// Every order must be answered in order by 150=A and then 150=0 (or 150=F where it trades), each once.
final class FixLoad {
    private static final int BATCH_MAX = 64;
    private final FixLink link;
    private int nextOrder = 1;

    FixLoad(FixLink link) {
        this.link = link;
    }

    /// Medians and tails in microseconds.
    record Latency(double firstP50, double firstP99, double lastP50, double lastP99) {}

    /// Says that the client is there while it has no orders, and asks whether the server is.
    void stayAlive() {
        link.heartbeat();
        link.testRequest();
    }

    /// Sends so many orders, each after the last report of the one before.
    ///
    /// - `rests`: limit orders that end with 150=0; else market orders that end with 150=F
    Latency oneByOne(int orders, boolean rests) {
        Histogram first = new Histogram(60_000_000_000L, 3);
        Histogram last = new Histogram(60_000_000_000L, 3);
        char end = rests ? '0' : 'F';
        for (int i = 0; i < orders; i++) {
            int number = nextOrder++;
            long[] at = new long[2];
            link.order(number, rests);
            long begun = System.nanoTime();
            link.flush();
            while (at[1] == 0) {
                link.read((order, execType) -> {
                    require(order == number, order, execType);
                    if (execType == 'A') {
                        require(at[0] == 0, order, execType);
                        at[0] = System.nanoTime();
                    } else if (execType == end) {
                        require(at[0] != 0 && at[1] == 0, order, execType);
                        at[1] = System.nanoTime();
                    } else {
                        require(execType == '0', order, execType);
                    }
                });
            }
            first.recordValue(at[0] - begun);
            last.recordValue(at[1] - begun);
        }
        return new Latency(micros(first, 50), micros(first, 99), micros(last, 50), micros(last, 99));
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1_000.0;
    }

    /// What is sent in a burst, and the reports that each gets.
    private enum Kind {
        RESTS("A0"),
        TRADES("A0F"),
        CANCELS("64");

        private final String reports;

        Kind(String reports) {
            this.reports = reports;
        }
    }

    /// Sends resting orders with at most so many of them without their last report; returns nanoseconds until all
    /// have it.
    long burst(int orders, int outstandingMax) {
        return burst(orders, outstandingMax, true);
    }

    /// The same with limit orders that rest or with market orders that trade and are over.
    long burst(int orders, int outstandingMax, boolean rests) {
        int first = nextOrder;
        nextOrder += orders;
        return burst(first, orders, outstandingMax, rests ? Kind.RESTS : Kind.TRADES);
    }

    /// Cancels so many orders, the last that were sent, in the same way.
    void cancelLast(int orders, int outstandingMax) {
        burst(nextOrder - orders, orders, outstandingMax, Kind.CANCELS);
    }

    private long burst(int first, int orders, int outstandingMax, Kind kind) {
        byte[] heard = new byte[orders];
        int[] done = {0};
        int sent = 0;
        long begun = System.nanoTime();
        while (done[0] < orders) {
            int batch = Math.min(Math.min(outstandingMax - (sent - done[0]), orders - sent), BATCH_MAX);
            for (int i = 0; i < batch; i++) {
                send(first + sent++, kind);
            }
            if (batch > 0) {
                link.flush();
            }
            link.read((order, execType) -> {
                int index = order - first;
                require(index >= 0 && index < orders && heard[index] < kind.reports.length()
                        && kind.reports.charAt(heard[index]) == execType, order, execType);
                done[0] += ++heard[index] == kind.reports.length() ? 1 : 0;
            });
        }
        return System.nanoTime() - begun;
    }

    private void send(int number, Kind kind) {
        if (kind == Kind.CANCELS) {
            link.cancel(number);
        } else {
            link.order(number, kind == Kind.RESTS);
        }
    }

    private static void require(boolean isRight, int order, char execType) {
        if (!isRight) {
            throw new IllegalStateException("unexpected report 150=" + execType + " of order " + order);
        }
    }
}
