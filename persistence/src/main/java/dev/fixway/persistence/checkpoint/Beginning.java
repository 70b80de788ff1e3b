package dev.fixway.persistence.checkpoint;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.SignableChain;
import org.jspecify.annotations.Nullable;

/// What must hold before anything more is signed: the right key, a genuine last checkpoint, and a chain that still has
/// what it says. Otherwise a signature would cover up what happened.
record Beginning(CheckpointFolder folder, KeyFile keys, SignableChain chain) {

    /// The key to sign with, made when nothing was ever signed. Throws LedgerException.
    SigningKey key(Checkpoint.@Nullable Line last) {
        if (last == null) {
            return keys.exists() ? keys.read() : keys.make();
        }
        String inCharge = inCharge(last.checkpoint());
        if (!keys.exists()) {
            throw new LedgerException("the ledger's key " + inCharge + " is missing in " + keys.path()
                    + ", but it has signed the checkpoints in " + folder.path() + way());
        }
        SigningKey key = keys.read();
        if (!key.id().equals(inCharge) && keys.replaced(inCharge) == null) {
            throw new LedgerException("the key in " + keys.path() + " is " + key.id() + ", but the checkpoints in "
                    + folder.path() + " were signed by " + inCharge + way());
        }
        requireGenuine(last, key);
        requireInChain(last.checkpoint());
        return key;
    }

    private String way() {
        return ". Put that key back from its copy, or name its file with LEDGER_KEY_FILE. If it is lost for good, move "
                + folder.path() + " aside (keep it: it still proves what it covers) and start again";
    }

    private void requireGenuine(Checkpoint.Line last, SigningKey key) {
        String id = last.checkpoint().keyId();
        PublicKeyText signer = id.equals(key.id()) ? key.publicKey() : replaced(id);
        if (!last.isSignedBy(signer)) {
            throw new LedgerException("the last checkpoint in " + folder.path() + ", number "
                    + last.checkpoint().number() + ", is not signed by key " + id
                    + ": nothing is signed on top of it; run ledger verify");
        }
    }

    private PublicKeyText replaced(String id) {
        SigningKey old = keys.replaced(id);
        PublicKeyText kept = old == null ? folder.keys().get(id) : old.publicKey();
        if (kept == null) {
            throw new LedgerException("the public key " + id + " of the last checkpoint is missing in "
                    + folder.path());
        }
        return kept;
    }

    private void requireInChain(Checkpoint last) {
        ChainPoint found = chain.after(last.point().group());
        if (!last.installation().equals(chain.installation()) || !last.point().equals(found)) {
            throw new LedgerException("the ledger is not what checkpoint " + last.number() + " in " + folder.path()
                    + " signed: " + last.point() + " of installation " + last.installation() + " there, "
                    + (found == null ? "nothing so far" : found.toString()) + " of installation "
                    + chain.installation() + " in the ledger. Run ledger verify; to go on all the same, move "
                    + folder.path() + " aside");
        }
    }

    /// Id of the key that signs after a checkpoint.
    static String inCharge(Checkpoint checkpoint) {
        PublicKeyText introduced = checkpoint.newKey();
        return introduced == null ? checkpoint.keyId() : introduced.id();
    }
}
