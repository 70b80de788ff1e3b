package dev.fixway.bridge.stream;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.market.MarketNews;
import dev.fixway.engine.market.MarketNews.Change;
import dev.fixway.engine.order.CommittedFeed.Committed;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.MarketListener.AccountNews;
import dev.fixway.engine.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one client from a sequence of the ledger to what happens now, without a gap and without telling anything
/// twice.
///
/// History is read to the head while the client hears nothing live; then positions and account are asked for once. From
/// the moment that the client keeps what it hears, the rest is read to the head again: everything that was not kept is
/// committed by then. What is kept and was read too is dropped by its sequence. On a virtual thread, as slow as the
/// client reads.
final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final int BATCH = 128;
    /// Who reads the ledger at once; who waits for a client does not hold one.
    private static final Semaphore READING = new Semaphore(16);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EventStream stream;
    private final StreamHome home;
    private final NewsFrames news;
    private final StreamClient client;
    private final OrderHistory history;
    private List<Frame> batch = new ArrayList<>(BATCH);
    private long last;

    Replay(EventStream stream, StreamHome home, NewsFrames news, StreamClient client, long since) {
        this.stream = stream;
        this.home = home;
        this.news = news;
        this.client = client;
        this.history = new OrderHistory(home.ledger());
        this.last = since;
    }

    /// Whether a client may begin behind this sequence.
    enum Beginning {
        FITTING,
        // Nothing has happened there yet.
        AHEAD,
        // More events have happened since than are told again.
        TOO_FAR
    }

    static Beginning judge(LedgerReader ledger, long since, long eventsMax) {
        if (since > 0 && !hasEventFrom(ledger, since)) {
            return Beginning.AHEAD;
        }
        return hasEventFrom(ledger, since + eventsMax + 1) ? Beginning.TOO_FAR : Beginning.FITTING;
    }

    private static boolean hasEventFrom(LedgerReader ledger, long sequence) {
        List<Long> seen = new ArrayList<>(1);
        ledger.read(sequence, row -> {
            seen.add(row.seq());
            return false;
        });
        return !seen.isEmpty();
    }

    void run() {
        try {
            readToHead();
            askVenues();
            onIoThread(client::keepLive);
            readToHead();
            onIoThread(() -> stream.goLive(client, last));
        } catch (LedgerException | TimeoutException e) {
            LOG.warn("history not told to the end since={} cause={}", last, e.toString());
            stream.onIoThread(() -> stream.giveUp(client, "history could not be told"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            LOG.error("history could not be told since={}", last, e);
            stream.onIoThread(() -> stream.giveUp(client, "history could not be told"));
        }
    }

    private void readToHead() throws InterruptedException, ExecutionException, TimeoutException {
        boolean isWhole = false;
        while (!isWhole && !client.isGone()) {
            READING.acquire();
            try {
                isWhole = readBatch();
            } finally {
                READING.release();
            }
            tell();
        }
    }

    /// Reads until there are frames enough; true at the head.
    private boolean readBatch() {
        boolean[] isWhole = {true};
        home.ledger().read(last + 1, row -> {
            Committed event = history.next(row);
            batch.addAll(news.ofAccount(event, false));
            last = row.seq();
            isWhole[0] = batch.size() < BATCH;
            return isWhole[0];
        });
        return isWhole[0];
    }

    /// Hands over what there is, and waits until the client has read it.
    private void tell() throws InterruptedException, ExecutionException, TimeoutException {
        if (batch.isEmpty()) {
            return;
        }
        List<Frame> frames = batch;
        batch = new ArrayList<>(BATCH);
        CompletableFuture<Void> read = new CompletableFuture<>();
        stream.onIoThread(() -> client.tellHistory(frames, read));
        read.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void onIoThread(Runnable step) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        stream.onIoThread(() -> {
            step.run();
            done.complete(null);
        });
        done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Positions and account as they are, of the venues that tell them.
    private void askVenues() throws InterruptedException, ExecutionException, TimeoutException {
        List<MarketNews> told = new ArrayList<>();
        home.platforms().forEach((provider, platform) -> told.addAll(asked(provider, platform)));
        batch.addAll(news.plain(told));
        tell();
    }

    private List<MarketNews> asked(ProviderId provider, String platform) {
        List<MarketNews> told = new ArrayList<>();
        try {
            MarketDesk desk = home.markets().apply(provider);
            desk.positions()
                    .forEach(position -> told.add(new MarketNews.PositionSeen(platform, Change.MODIFIED, position)));
            told.add(new MarketNews.AccountSeen(platform, AccountNews.BALANCE_UPDATED, desk.account()));
        } catch (ProviderException e) {
            LOG.info("positions and account not told provider={} cause={}", provider, e.getMessage());
        }
        return told;
    }
}
