package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.ChainProof;
import dev.fixway.persistence.journal.JournalCheck;
import dev.fixway.persistence.journal.StoredGroup;
import dev.fixway.persistence.postgres.PostgresSettings;
import dev.fixway.persistence.postgres.PostgresVisitor;
import dev.fixway.persistence.sql.QuerySide;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Proves a ledger in PostgreSQL from its tables, with or without a gateway that appends, and changes nothing.
public final class PostgresVerify {
    private final PostgresVisitor visitor;
    private final ChainProof proof = new ChainProof(ChainPoint.START);
    private @Nullable String fault;

    private PostgresVerify(PostgresVisitor visitor) {
        this.visitor = visitor;
    }

    /// Reads every group up to the head row; then compares the query tables.
    ///
    /// - Throws LedgerException when the server cannot be reached
    public static VerifyReport verify(PostgresSettings settings) {
        try (PostgresVisitor visitor = PostgresVisitor.open(settings)) {
            return new PostgresVerify(visitor).run();
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
        JournalCheck check = new JournalCheck(visitor.installation(), 0, proof.group(), proof.seq(), proof.seq(),
                HexFormat.of().formatHex(proof.point().hash()), 0, fault == null ? 0 : proof.seq() + 1, fault);
        return fault != null
                ? new VerifyReport(check, null, "the ledger is damaged")
                : new VerifyReport(check,
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
        return fault == null;
    }
}
