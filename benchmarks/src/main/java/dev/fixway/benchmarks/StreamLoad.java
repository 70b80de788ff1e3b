package dev.fixway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/// Many clients of the stream while orders come at a fixed rate: one thread reads all of them, the caller's sends.
/// Throws when any client misses a frame, gets one twice or in another order than the others.
final class StreamLoad {
    private static final long LAST_FRAME_NANOS = TimeUnit.SECONDS.toNanos(30);
    /// Little room, so that what is kept for a client that does not read is what the gateway's kernel keeps.
    private static final int STALLED_BYTES = 4_096;
    /// By default the gateway closes a stalled client when 1,024 frames wait: another one takes its place then. At 600
    /// frames a second the kernel is full after some 6 s.
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(10);
    private final int port;
    private final RestLoad posts;
    private int ordered;

    /// What was asked of one pass.
    record Pass(int clients, int ordersPerSecond, int seconds, boolean hasStalled) {}

    /// What it took, in microseconds: the answers, and the frames at all clients.
    record Result(RestLoad.Result post, double firstP50, double firstP99, double lastP50, double lastP99) {}

    StreamLoad(int port, RestLoad posts) {
        this.port = port;
        this.posts = posts;
    }

    Result run(Pass pass) {
        int orders = pass.ordersPerSecond * pass.seconds;
        int first = ordered + 1;
        ordered += orders;
        AtomicLongArray sentNanos = new AtomicLongArray(orders);
        Histogram firstFrame = new Histogram(60_000_000_000L, 3);
        Histogram lastFrame = new Histogram(60_000_000_000L, 3);
        List<StreamTally> tallies = new ArrayList<>();
        List<StreamLink> stalled = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < pass.clients; i++) {
                StreamTally tally = new StreamTally(first, sentNanos, firstFrame, lastFrame);
                StreamLink link = StreamLink.open(port, 0);
                link.channel().register(selector, SelectionKey.OP_READ, new Seat(link, tally));
                tallies.add(tally);
            }
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(selector, tallies, sentNanos),
                    work -> Thread.ofPlatform().name("stream-readers").start(work));
            long begun = System.nanoTime();
            RestLoad.Result post = posts.paced(orders, pass.ordersPerSecond, (order, nanos) -> {
                sentNanos.set(order - first, nanos);
                if (pass.hasStalled && nanos - begun >= stalled.size() * STALLED_NANOS) {
                    stalled.add(StreamLink.open(port, STALLED_BYTES));
                }
                if (reading.isCompletedExceptionally()) {
                    reading.join();
                }
            });
            reading.join();
            for (SelectionKey key : selector.keys()) {
                ((Seat) key.attachment()).link.close();
            }
            requireOneStory(tallies);
            return new Result(post, micros(firstFrame, 50), micros(firstFrame, 99), micros(lastFrame, 50),
                    micros(lastFrame, 99));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            stalled.forEach(StreamLink::close);
        }
    }

    /// A client and what it was told.
    private record Seat(StreamLink link, StreamTally tally) {}

    private static void read(Selector selector, List<StreamTally> tallies, AtomicLongArray sentNanos) {
        try {
            boolean isWhole = false;
            while (!isWhole) {
                selector.select(1_000);
                for (SelectionKey key : selector.selectedKeys()) {
                    Seat seat = (Seat) key.attachment();
                    seat.link.read(seat.tally);
                }
                selector.selectedKeys().clear();
                isWhole = tallies.stream().allMatch(StreamTally::isWhole);
                long lastSent = sentNanos.get(sentNanos.length() - 1);
                if (!isWhole && lastSent != 0 && System.nanoTime() - lastSent > LAST_FRAME_NANOS) {
                    throw new IllegalStateException("frames are lost: "
                            + tallies.stream().filter(tally -> !tally.isWhole()).toList());
                }
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static void requireOneStory(List<StreamTally> tallies) {
        long stories = tallies.stream().mapToLong(StreamTally::story).distinct().count();
        if (stories != 1) {
            throw new IllegalStateException("clients were told " + stories + " different stories");
        }
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1_000.0;
    }
}
