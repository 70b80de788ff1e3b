package dev.fixway.gateway;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.WriterFencedException;
import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.order.OrderDesk;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.session.SessionStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door to the core of the moment. When a commit has failed it makes a new core as soon as the ledger and the FIX
/// stores can be written again: a restart without a new process.
///
/// Until then the old core stays as it is: it decides nothing, its venues are left, its FIX port refuses logons.
/// Any thread may call; the thread `gateway-keeper` waits for failures and replaces cores.
final class CoreKeeper implements OrderDesk, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoreKeeper.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);
    private final CoreFactory factory;
    private final Ledger ledger;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock replacing = new ReentrantLock();
    private final Thread thread = Thread.ofPlatform().name("gateway-keeper").daemon().unstarted(this::watch);
    private volatile Core core;
    private volatile int fixPort;
    /// The kill switch that is to be on when orders can be recorded again; null for none.
    private final AtomicReference<Command.@Nullable SwitchKill> wish = new AtomicReference<>();
    private final LongAdder restarts = new LongAdder();

    /// - `first`: made and not started
    CoreKeeper(CoreFactory factory, Ledger ledger, Core first) {
        this.factory = factory;
        this.ledger = ledger;
        this.core = first;
    }

    /// Starts the first core, and watches it. Throws LedgerException when the start cannot be recorded.
    void start() {
        try {
            if (!core.start("", null)) {
                throw new LedgerException(core.engine().status().reason());
            }
            fixPort = core.fix().port();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the gateway was starting", e);
        }
        thread.start();
    }

    @Override
    public Admission offer(Command command) {
        if (!(command instanceof Command.SwitchKill kill) || kill.act() == Command.SwitchKill.Act.SHOW) {
            return core.engine().offer(command);
        }
        Admission admission = core.engine().offer(kill.answered(answer -> {
            if (answer instanceof Answer.Unavailable) {
                remember(kill);
            }
            kill.reply().send(answer);
        }));
        if (admission == Admission.UNAVAILABLE) {
            remember(kill);
        }
        return admission;
    }

    /// Who pulls the kill switch while nothing can be recorded wants it on as soon as that is over.
    private void remember(Command.SwitchKill kill) {
        boolean isOn = kill.act() == Command.SwitchKill.Act.SWITCH_ON;
        wish.set(isOn ? kill.answered(Reply.NONE) : null);
        LOG.warn("kill switch cannot be recorded now by={} act={}", kill.party().name(), kill.act());
    }

    @Override
    public boolean deny(Command command) {
        return core.engine().deny(command);
    }

    @Override
    public void nudge() {
        core.engine().nudge();
    }

    @Override
    public EngineStatus status() {
        return core.engine().status();
    }

    /// Account, positions and prices of a provider.
    MarketDesk market(ProviderId provider) {
        return core.market(provider);
    }

    /// How each FIX session is.
    List<SessionStatus> fixSessions() {
        return core.fix().status();
    }

    /// How a FIX session is.
    ///
    /// - `name`: one of [#fixSessions]
    SessionStatus fixSession(String name) {
        return fixSessions().stream().filter(session -> session.name().equals(name)).findFirst().orElseThrow();
    }

    int inboxSize() {
        return core.engine().inboxSize();
    }

    /// Where FIX listens, or will again.
    int fixPort() {
        return fixPort;
    }

    /// Cores that were made after a failure so far.
    long restarts() {
        return restarts.sum();
    }

    private void watch() {
        try {
            do {
                core.engine().awaitEnd();
            } while (core.hasFailed() && comesBack());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Tries once a second; false when the gateway is closed before that.
    private boolean comesBack() throws InterruptedException {
        Outage outage = new Outage(core.engine().status().reason(), System.nanoTime());
        LOG.error("orders cannot be recorded: nothing is taken until they can reason={}", outage.reason());
        core.leaveVenues();
        factory.left(core.providers());
        while (!closing.await(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            replacing.lock();
            try {
                if (closing.getCount() > 0 && replaced(outage)) {
                    restarts.increment();
                    LOG.warn("orders are recorded again outage={}", outage.text());
                    return true;
                }
            } finally {
                replacing.unlock();
            }
        }
        return false;
    }

    private boolean replaced(Outage outage) throws InterruptedException {
        try {
            core.fix().probeStores();
            ledger.reopen();
            core.close();
            Core next = factory.make(factory.providers(), ledger, fixPort);
            if (started(next, outage)) {
                core = next;
                Command.SwitchKill late = wish.getAndSet(null);
                if (late != null) {
                    offer(late);
                }
                return true;
            }
        } catch (WriterFencedException e) {
            LOG.error("orders are not recorded here any more cause={}", e.getMessage());
            closing.countDown();
        } catch (IOException | RuntimeException e) {
            LOG.warn("orders cannot be recorded yet cause={}", e.toString());
            LOG.debug("not back yet", e);
        }
        return false;
    }

    private boolean started(Core next, Outage outage) throws InterruptedException {
        boolean isStarted = false;
        try {
            Command.SwitchKill kill = wish.get();
            isStarted = next.start(outage.text(), kill);
            if (isStarted) {
                wish.compareAndSet(kill, null);
            }
            if (!isStarted) {
                LOG.warn("the ledger takes nothing yet cause={}", next.engine().status().reason());
            }
        } finally {
            if (!isStarted) {
                next.close();
            }
        }
        return isStarted;
    }

    /// Replaces no core any more, and closes the one that there is.
    @Override
    public void close() {
        closing.countDown();
        boolean isMine = false;
        try {
            isMine = replacing.tryLock(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!isMine) {
                LOG.warn("closed while a core was being made");
            }
            core.close();
            if (thread.isAlive()) {
                thread.join(CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (isMine) {
                replacing.unlock();
            }
        }
    }

    /// A time without a ledger.
    private record Outage(String reason, long sinceNanos) {
        String text() {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
            return "nothing could be recorded for " + millis + " ms: " + reason;
        }
    }
}
