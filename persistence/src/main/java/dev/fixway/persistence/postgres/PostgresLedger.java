package dev.fixway.persistence.postgres;

import dev.fixway.engine.ledger.CommitInDoubtException;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.engine.ledger.WriterFencedException;
import dev.fixway.persistence.journal.Chain;
import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.CommittedGroups;
import dev.fixway.persistence.journal.SignableChain;
import dev.fixway.persistence.sql.QueryDatabase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ledger in PostgreSQL: every group is one statement and one transaction that moves the head row.
///
/// A start takes the head row, and so stops whoever wrote before; nothing else does. A connection that breaks in the
/// middle of a commit is no answer: a new one takes the head row up again, which shuts the old one out, and reads there
/// whether the group is in. [#append], [#reopen] and [#close] belong to one thread at a time, everything else to any.
public final class PostgresLedger implements Ledger, SignableChain {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLedger.class);

    private final Connections connections;
    private final Pool pool;
    private final boolean isForPower;
    private final PostgresSnapshots snapshots;
    private final PostgresGroups groups;
    private final Chain chain = new Chain();
    private final CompletableFuture<WriterFencedException> fenced = new CompletableFuture<>();

    private volatile Head head;
    private @Nullable Connection connection;
    private boolean isFailed;

    private PostgresLedger(Connections connections, Pool pool, boolean isForPower, Connection connection, Head head) {
        this.connections = connections;
        this.pool = pool;
        this.isForPower = isForPower;
        this.connection = connection;
        this.head = head;
        snapshots = new PostgresSnapshots(pool);
        groups = new PostgresGroups(pool, () -> this.head);
    }

    /// Takes the ledger over; makes its tables when they are missing.
    ///
    /// - `isForPower`: the server must promise that a commit survives a loss of power
    /// - Throws LedgerException when the server cannot be reached or does not promise it
    public static PostgresLedger takeOver(PostgresSettings settings, boolean isForPower) {
        Connections connections = new Connections(settings);
        Pool pool = Pool.open(connections);
        Connection connection = null;
        try {
            connection = connections.forWriter();
            Promises.require(connection, isForPower);
            Head before = pool.head();
            Head head = HeadRow.take(connection, UUID.randomUUID().toString(), name());
            if (head == null) {
                throw new LedgerException("the table ledger.head is empty");
            }
            PostgresLedger ledger = new PostgresLedger(connections, pool, isForPower, connection, head);
            ledger.latestSnapshot();
            LOG.info("ledger taken over installation={} seq={} groups={} epoch={} url={}", head.installation(),
                    head.seq(), head.group(), head.epoch(), settings.url());
            LOG.debug("writer before writer={} epoch={}", before.writer(), before.epoch());
            return ledger;
        } catch (SQLException e) {
            end(connection, pool);
            throw new LedgerException("the ledger at " + settings.url() + " cannot be taken over", e);
        } catch (RuntimeException e) {
            end(connection, pool);
            throw e;
        }
    }

    private static void end(@Nullable Connection connection, Pool pool) {
        close(connection);
        pool.close();
    }

    private static String name() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown host";
        }
        return host + ", process " + ProcessHandle.current().pid();
    }

    @Override
    public String installation() {
        return head.installation();
    }

    @Override
    public long headSeq() {
        return head.seq();
    }

    @Override
    public long groupCount() {
        return head.group();
    }

    @Override
    public ChainPoint head() {
        Head now = head;
        return new ChainPoint(now.group(), now.seq(), now.hash());
    }

    @Override
    public @Nullable ChainPoint after(long group) {
        return group == 0 ? ChainPoint.START : groups.pointAfter(group);
    }

    @Override
    public void force(ChainPoint point) {
        // What is committed is on the server's disk, as far as the server promises that at all.
    }

    /// The writer's fencing number: rises when a writer takes over or comes back.
    public long epoch() {
        return head.epoch();
    }

    /// What the server says of a setting on the writer's connection.
    String writerSetting(String name) {
        Connection open = connection;
        if (open == null) {
            throw new LedgerException("the ledger is closed");
        }
        try {
            return Promises.show(open, name);
        } catch (SQLException e) {
            throw new LedgerException("the server does not answer", e);
        }
    }

    /// Tells when another gateway has taken the ledger over: this process has nothing more to do.
    public void whenFenced(Consumer<WriterFencedException> listener) {
        CompletableFuture<Void> _ = fenced.thenAccept(listener);
    }

    /// Commits a group. After a failure every further call fails too until [#reopen].
    ///
    /// - Throws WriterFencedException when another gateway has taken over, CommitInDoubtException when the connection
    ///   broke and no other could be made: then only [#reopen] finds out whether the group is in
    /// - Throws IllegalArgumentException when the sequences do not follow the head
    @Override
    public void append(Group group) {
        Connection open = connection;
        if (isFailed || open == null) {
            throw new LedgerException("the ledger takes nothing after a failed commit or its end; head " + headSeq());
        }
        requireSequences(group);
        if (group.isEmpty()) {
            return;
        }
        isFailed = true;
        AppendStatement append = new AppendStatement(chain, group, head);
        try {
            execute(append, open);
        } catch (SQLException e) {
            if (isRefusal(open)) {
                throw new LedgerException("the group after sequence " + headSeq() + " was refused", e);
            }
            LOG.warn("connection to the ledger lost in a commit seq={}: asking whether it is in", headSeq() + 1, e);
            settle(append, e);
        }
        isFailed = false;
    }

    private void execute(AppendStatement append, Connection open) throws SQLException {
        if (!append.execute(open, head.epoch())) {
            throw fence(open);
        }
        head = append.after().at(head.epoch());
    }

    /// Whether the server itself has said no: then the transaction is undone, and the connection goes on. When it does
    /// not, nothing is sure.
    private boolean isRefusal(@Nullable Connection open) {
        try {
            return open != null && open.isValid(connections.validSeconds());
        } catch (SQLException e) {
            return false;
        }
    }

    /// Finds out on a new connection whether the group is in; when it is not, writes it once more.
    private void settle(AppendStatement append, SQLException cause) {
        boolean isSettled = false;
        try {
            Connection open = connectAgain();
            isSettled = true;
            if (head.isAt(append.after())) {
                LOG.warn("the commit was in seq={} epoch={}", headSeq(), epoch());
            } else {
                execute(append, open);
                LOG.warn("the commit was not in, it was written again seq={} epoch={}", headSeq(), epoch());
            }
        } catch (SQLException e) {
            e.addSuppressed(cause);
            if (isSettled && isRefusal(connection)) {
                throw new LedgerException("the group after sequence " + headSeq() + " was refused", e);
            }
            throw new CommitInDoubtException("the connection broke while the group after sequence " + headSeq()
                    + " was committed: whether it is in is not known yet", e);
        }
    }

    /// Opens a connection and takes the head row up again; the head is then what the database holds.
    private Connection connectAgain() throws SQLException {
        close(connection);
        Connection open = connections.forWriter();
        connection = open;
        Promises.require(open, isForPower);
        Head now = HeadRow.takeUpAgain(open, head.writer());
        if (now == null) {
            throw fence(open);
        }
        head = now;
        return open;
    }

    private WriterFencedException fence(Connection open) {
        String holder;
        try {
            holder = HeadRow.holder(open);
        } catch (SQLException e) {
            holder = "unknown";
        }
        WriterFencedException stop = new WriterFencedException("another gateway has taken the ledger over (" + holder
                + "): this one stops at sequence " + headSeq());
        isFailed = true;
        fenced.complete(stop);
        return stop;
    }

    private void requireSequences(Group group) {
        long expected = headSeq() + 1;
        for (LedgerEvent event : group.events()) {
            if (event.seq() != expected) {
                throw new IllegalArgumentException("sequence " + event.seq() + " where " + expected + " was expected");
            }
            expected++;
        }
    }

    /// Makes the ledger writable again after a failed commit, if no other gateway has taken over.
    ///
    /// The head is then what the database holds: a group whose commit was in doubt is in, or will never be.
    @Override
    public void reopen() {
        if (fenced.isDone()) {
            throw fenced.join();
        }
        if (!isFailed) {
            return;
        }
        try {
            connectAgain();
            pool.renew();
            isFailed = false;
            LOG.warn("ledger goes on seq={} epoch={}", headSeq(), epoch());
        } catch (SQLException e) {
            throw new LedgerException("the ledger cannot be written after sequence " + headSeq(), e);
        }
    }

    @Override
    public @Nullable Snapshot latestSnapshot() {
        return snapshots.latest(head);
    }

    @Override
    public void keep(Snapshot snapshot) {
        Head now = head;
        if (snapshot.seq() > now.seq() || snapshot.group() > now.group()) {
            throw new LedgerException("the snapshot at " + snapshot.seq() + " is ahead of the ledger at " + now.seq());
        }
        snapshots.keep(snapshot);
    }

    @Override
    public void replay(long afterSeq, long afterGroup, Consumer<Group> visitor) {
        groups.after(afterSeq, afterGroup, group -> {
            visitor.accept(group.group());
            return true;
        });
    }

    /// What is committed, group by group.
    public CommittedGroups groups() {
        return groups;
    }

    /// The query side's tables in the same database.
    public QueryDatabase queryDatabase() {
        return new PostgresDatabase(pool);
    }

    /// Answers from the committed groups alone, without an index over ids.
    @Override
    public LedgerReader reader() {
        return groups.reader();
    }

    @Override
    public void close() {
        close(connection);
        connection = null;
        pool.close();
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("a broken connection could not be closed", e);
        }
    }
}
