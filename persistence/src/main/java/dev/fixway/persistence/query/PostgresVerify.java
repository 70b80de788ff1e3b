package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.checkpoint.CheckpointCheck;
import dev.fixway.persistence.checkpoint.CheckpointProof;
import dev.fixway.persistence.checkpoint.Trust;
import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.ChainProof;
import dev.fixway.persistence.journal.JournalCheck;
import dev.fixway.persistence.journal.StoredGroup;
import dev.fixway.persistence.postgres.PostgresSettings;
import dev.fixway.persistence.postgres.PostgresVisitor;
import dev.fixway.persistence.sql.QuerySide;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Proves a ledger in PostgreSQL from its tables, with or without a gateway that appends, and changes nothing.
public final class PostgresVerify {
    private final PostgresVisitor visitor;
    private final CheckpointProof checkpoints;
    private final ChainProof proof = new ChainProof(ChainPoint.START);
    private int checked;
    private JournalCheck.@Nullable Deviation deviation;
    private @Nullable String fault;

    private PostgresVerify(PostgresVisitor visitor, CheckpointProof checkpoints) {
        this.visitor = visitor;
        this.checkpoints = checkpoints;
    }

    /// Reads every checkpoint of the data folder, then every group up to the head row; then compares the query tables.
    ///
    /// - Throws LedgerException when the server cannot be reached
    public static VerifyReport verify(PostgresSettings settings, Path dataDir, Trust trust) {
        CheckpointProof checkpoints = CheckpointProof.of(dataDir, trust);
        try (PostgresVisitor visitor = PostgresVisitor.open(settings)) {
            return new PostgresVerify(visitor, checkpoints).run();
        }
    }

    private VerifyReport run() {
        ChainPoint head = visitor.head();
        try {
            visitor.upTo(head, this::isProven);
            if (fault == null && !proof.point().equals(head)) {
                fault = "the head row says " + head + ", the tables end at " + proof.point();
            }
        } catch (LedgerException e) {
            fault = e.getMessage();
        }
        requireAllSigned();
        JournalCheck check = new JournalCheck(visitor.installation(), 0, proof.group(), proof.seq(), proof.seq(),
                HexFormat.of().formatHex(proof.point().hash()), 0, fault == null ? 0 : proof.seq() + 1, fault,
                deviation);
        CheckpointCheck signed = checkpoints.check(check.installation());
        return fault != null
                ? new VerifyReport(check, signed, null, "the ledger is damaged")
                : new VerifyReport(check, signed,
                        QuerySide.compare(visitor.queryDatabase(), visitor.groups(), check.installation()), "");
    }

    /// Whether the group is proven; else [#fault] says why not.
    private boolean isProven(StoredGroup group) {
        byte[][] at = {proof.point().hash()};
        if (group.number() != proof.group() + 1 || group.firstSeq() != proof.seq() + 1
                || !Arrays.equals(group.previousHash(), at[0])) {
            fault = "group " + group.number() + " does not follow the one before";
            return false;
        }
        if (group.marks().length > 0) {
            fault = proof.marks(group.marks(), group.marksHash());
            at[0] = group.marksHash();
        }
        group.events((canonical, previous, hash) -> {
            if (fault == null) {
                fault = Arrays.equals(previous, at[0])
                        ? proof.event(canonical, hash)
                        : "event " + (proof.seq() + 1) + " says that it follows another one";
                at[0] = hash;
            }
        });
        proof.endGroup();
        compareWithSigned();
        return fault == null;
    }

    /// Holds the place after a group against what was signed there: more than once where the key was replaced.
    private void compareWithSigned() {
        List<ChainPoint> points = checkpoints.points();
        while (fault == null && deviation == null && checked < points.size()
                && points.get(checked).group() <= proof.group()) {
            if (points.get(checked).equals(proof.point())) {
                checked++;
            } else {
                deviates("the events up to " + points.get(checked).seq()
                        + " are not all those that were signed, though their hashes follow from each other");
            }
        }
    }

    private void requireAllSigned() {
        if (fault == null && deviation == null && checked < checkpoints.points().size()) {
            deviates("the ledger ends with event " + proof.seq() + ", but event "
                    + checkpoints.points().get(checked).seq() + " was signed");
        }
    }

    private void deviates(String what) {
        long provenSeq = checked == 0 ? 0 : checkpoints.points().get(checked - 1).seq();
        deviation = new JournalCheck.Deviation(checked, provenSeq + 1, what);
    }
}
