package dev.fixway.bridge.stream;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.market.MarketLane;
import dev.fixway.engine.market.StaleSymbols;
import dev.fixway.engine.order.CommittedFeed;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stream: every client gets every event of the account, in the order of the ledger.
///
/// [#committed] only queues, on the `orders` thread; everything else happens on the I/O thread, where no client can
/// hold up another: each has its own bounded queue, and who falls behind is closed with 1013.
public final class EventStream implements CommittedFeed {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    /// Events that may wait for the I/O thread before the stream gives up on all its clients.
    private static final int WAITING_MAX = 100_000;
    private static final int GROUPS_AT_ONCE = 64;
    private static final String END = "the gateway shuts down";
    private static final int SCRATCH_BYTES = 32 * 1024;

    private final StreamSettings settings;
    private final MarketLane lane;
    private final Queue<Group> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingEvents = new AtomicInteger();
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private final Set<StreamClient> clients = new LinkedHashSet<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final AtomicLong slowClients = new AtomicLong();
    /// Sequence of the last event that was told to whoever listened.
    private final AtomicLong passed = new AtomicLong();
    private volatile int clientCount;
    /// Counts the times that the stream began to be heard: within one, no group is missing.
    private final AtomicLong hearing = new AtomicLong();
    private volatile boolean hasOverflowed;
    private volatile @Nullable StreamHome home;
    private @Nullable NewsFrames news;
    private long lastSequence;
    private boolean isEnding;

    /// - `hearing`: the stretch that the group belongs to
    private record Group(long hearing, List<Committed> events) {}

    public EventStream(StreamSettings settings, MarketLane lane) {
        this.settings = settings;
        this.lane = lane;
    }

    /// Moves in; before that nobody can join.
    public void open(StreamHome newHome) {
        news = new NewsFrames(newHome, lane, settings.subscriptions());
        home = newHome;
    }

    /// Takes a client whose handshake is good; it is told everything from here on. On the I/O thread.
    public Joining join() {
        StreamClient client = taken(false);
        greet(client);
        return client;
    }

    /// Takes a client that goes on behind a sequence of the ledger for which [#judge] found nothing against it. On the
    /// I/O thread.
    public Joining join(long since) {
        StreamClient client = taken(true);
        Replay replay = new Replay(this, home(), news(), client, since);
        Thread.ofVirtual().name("stream-replay").start(replay::run);
        return client;
    }

    private StreamClient taken(boolean countsAlong) {
        if (clients.isEmpty()) {
            lastSequence = 0;
            hearing.incrementAndGet();
            lane.hear(this::wake);
        }
        StreamClient client = new StreamClient(this, new Outbox(settings.queueFramesMax(), settings.queueBytesMax()),
                countsAlong);
        clients.add(client);
        clientCount = clients.size();
        if (isEnding) {
            client.close(CloseCode.GOING_AWAY, END);
        }
        return client;
    }

    private void greet(StreamClient client) {
        news().greeting().forEach(client::send);
    }

    /// Whether a client may go on behind this sequence; null when it may, else why not. Reads the ledger: on a virtual
    /// thread.
    public @Nullable String judge(long since) {
        return switch (Replay.judge(home().ledger(), since, settings.replayEventsMax())) {
            case FITTING -> null;
            case AHEAD -> "is ahead of the ledger";
            case TOO_FAR -> "is more than " + settings.replayEventsMax() + " events behind";
        };
    }

    /// A client has been told history up to this sequence.
    void goLive(StreamClient client, long last) {
        greet(client);
        if (!client.goLive(last)) {
            tooSlow(client);
        }
        client.flush();
    }

    /// A client cannot be told what it asked for.
    void giveUp(StreamClient client, String reason) {
        client.closeNow(CloseCode.TRY_AGAIN_LATER, reason);
        client.flush();
    }

    /// Whether so many frames may be kept for a client that is told history.
    boolean mayKeep(int frames) {
        return frames <= settings.queueFramesMax();
    }

    @Override
    public boolean isHeard() {
        return clientCount > 0;
    }

    @Override
    public void committed(List<Committed> group) {
        if (waitingEvents.addAndGet(group.size()) > WAITING_MAX) {
            waitingEvents.addAndGet(-group.size());
            hasOverflowed = true;
        } else {
            waiting.add(new Group(hearing.get(), group));
        }
        wake();
    }

    @Override
    public void passed(long seq) {
        passed.setOpaque(seq);
    }

    /// Nothing can be recorded for now. What was given to the ledger last may turn out to be in although nobody was
    /// told: who is connected must not go on over that. Any thread, when the engine has ended.
    public void outage() {
        if (isHeard()) {
            onIoThread(() -> {
                while (!waiting.isEmpty()) {
                    drain();
                }
                lastSequence = lastSequence == 0 ? passed.getOpaque() : lastSequence;
            });
        }
    }

    private void wake() {
        if (isAwake.compareAndSet(false, true)) {
            onIoThread(this::drain);
        }
    }

    /// Hands work to the thread that owns the stream. Any thread.
    void onIoThread(Runnable work) {
        try {
            home().ioThread().execute(work);
        } catch (RejectedExecutionException _) {
            LOG.debug("nobody is told any more: the server has stopped");
        }
    }

    private StreamHome home() {
        return Objects.requireNonNull(home, "open before the first client");
    }

    private void drain() {
        isAwake.set(false);
        if (hasOverflowed) {
            hasOverflowed = false;
            LOG.error("the stream cannot keep up: all clients are closed waiting={}", waitingEvents.get());
            closeAll("the gateway cannot keep up");
        }
        for (int i = 0; i < GROUPS_AT_ONCE; i++) {
            Group group = waiting.poll();
            if (group == null) {
                break;
            }
            waitingEvents.addAndGet(-group.events.size());
            if (group.hearing == hearing.get() && !clients.isEmpty()) {
                tell(group.events);
            }
        }
        if (!clients.isEmpty()) {
            send(0, news().of(lane.take()));
        }
        flush();
        if (!waiting.isEmpty()) {
            wake();
        }
    }

    private void tell(List<Committed> events) {
        long first = events.getFirst().row().seq();
        if (lastSequence != 0 && first != lastSequence + 1) {
            // A commit in doubt that was in after all: nobody was told.
            LOG.warn("events were not told: all clients are closed from={} to={}", lastSequence + 1, first - 1);
            closeAll("events were missed");
        }
        lastSequence = events.getLast().row().seq();
        for (Committed event : events) {
            send(event.row().seq(), frames(event));
        }
    }

    private List<Frame> frames(Committed event) {
        try {
            return news().of(event);
        } catch (RuntimeException e) {
            LOG.error("event could not be told: all clients are closed sequence={}", event.row().seq(), e);
            closeAll("an event could not be told");
            return List.of();
        }
    }

    private NewsFrames news() {
        return Objects.requireNonNull(news, "open before the first client");
    }

    private void send(long sequence, List<Frame> frames) {
        for (Frame frame : frames) {
            for (StreamClient client : clients) {
                if (!client.tell(sequence, frame)) {
                    tooSlow(client);
                }
            }
        }
    }

    private void tooSlow(StreamClient client) {
        slowClients.incrementAndGet();
        LOG.warn("stream client closed: it does not read waiting={} clients={}", client.waiting(), clients.size());
        client.closeNow(CloseCode.TRY_AGAIN_LATER, "too slow, too much was waiting");
    }

    private void flush() {
        for (StreamClient client : List.copyOf(clients)) {
            client.flush();
        }
    }

    private void closeAll(String reason) {
        for (StreamClient client : clients) {
            client.closeNow(CloseCode.TRY_AGAIN_LATER, reason);
        }
    }

    /// A client's connection has ended.
    void left(StreamClient client) {
        if (clients.remove(client)) {
            clientCount = clients.size();
            if (clients.isEmpty()) {
                lane.ignore();
                news().forget();
            }
        }
    }

    /// A venue was left without a word of it in the ledger, because nothing can be recorded. Any thread.
    public void venueLost(ProviderId provider) {
        if (isHeard()) {
            onIoThread(() -> {
                send(0, news().lost(home().platform(provider), home().clock().instant()));
                flush();
            });
        }
    }

    /// Tells what was held back, and drops clients that do not echo a close. On the I/O thread, now and then.
    public void sweep() {
        send(0, news().overdue());
        flush();
        List.copyOf(clients).forEach(StreamClient::expire);
    }

    /// Says goodbye to every client; with the listener shut.
    public void announceEnd() {
        Frame goodbye = VenueFrames.disconnecting(home().clock().instant());
        clients.forEach(client -> client.send(goodbye));
        flush();
    }

    /// Closes every client with 1001.
    public void end() {
        isEnding = true;
        clients.forEach(client -> client.close(CloseCode.GOING_AWAY, END));
        flush();
    }

    /// Which prices have stopped. Any thread.
    public List<StaleSymbols> stale() {
        return lane.stale();
    }

    /// Clients that are connected. Any thread.
    public int clients() {
        return clientCount;
    }

    /// Clients that were closed because they did not read. Any thread.
    public long slowClients() {
        return slowClients.get();
    }

    ByteBuffer scratch() {
        return scratch;
    }

    long nanos() {
        return home().nanoTicker().getAsLong();
    }
}
