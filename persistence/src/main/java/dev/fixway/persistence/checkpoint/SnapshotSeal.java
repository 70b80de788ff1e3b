package dev.fixway.persistence.checkpoint;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.SignableChain;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs snapshots of the open state with the checkpoints' key, and believes those alone: a start must not forget an
/// order because somebody has written it out of a file.
///
/// One line of ASCII stands before the state: `fixway-snapshot-1 installation seq groups hash state keyId signature`.
/// `hash` is the chain after that many groups and `state` the SHA-256 of what follows, so that a snapshot counts for no
/// other moment and no other ledger. The signature covers every byte before the space in front of it. Any thread.
public final class SnapshotSeal {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSeal.class);
    private static final String TAG = "fixway-snapshot-1";
    private static final int LINE_MAX = 1_000;

    private final SignableChain chain;
    private final SigningKey key;
    private final KeyFile keys;

    SnapshotSeal(SignableChain chain, SigningKey key, KeyFile keys) {
        this.chain = chain;
        this.key = key;
        this.keys = keys;
    }

    /// The same snapshot with a signed line before its state.
    ///
    /// - Throws LedgerException when the chain does not reach it
    public Snapshot seal(Snapshot open) {
        String text = text(open, key.id());
        if (text == null) {
            throw new LedgerException("the ledger has no group " + open.group() + " with event " + open.seq()
                    + " at its end");
        }
        byte[] line = ascii(line(text, key.sign(ascii(text))) + '\n');
        byte[] sealed = Arrays.copyOf(line, line.length + open.state().length);
        System.arraycopy(open.state(), 0, sealed, line.length, open.state().length);
        return new Snapshot(open.seq(), open.group(), sealed);
    }

    /// The snapshot as it was before [#seal]; null when it is not to be believed, and the log says why.
    public @Nullable Snapshot unseal(Snapshot sealed) {
        int end = endOfLine(sealed.state());
        String line = new String(sealed.state(), 0, end, StandardCharsets.ISO_8859_1);
        String signed = line.substring(0, Math.max(0, line.lastIndexOf(' ')));
        String keyId = signed.substring(signed.lastIndexOf(' ') + 1);
        if (!signed.startsWith(TAG + ' ') || !PublicKeyText.isId(keyId)) {
            return disbelieve(sealed, "it is not signed");
        }
        PublicKeyText signer = publicKey(keyId);
        if (signer == null) {
            return disbelieve(sealed, "its key " + keyId + " is not in " + keys.path() + " nor beside it");
        }
        Snapshot open = new Snapshot(sealed.seq(), sealed.group(),
                Arrays.copyOfRange(sealed.state(), end + 1, sealed.state().length));
        return signed.equals(text(open, keyId)) && isSignature(line, signed, signer)
                ? open
                : disbelieve(sealed, "its signature is not for this state at this place of this ledger");
    }

    private static boolean isSignature(String line, String signed, PublicKeyText signer) {
        try {
            byte[] signature = Base64.getDecoder().decode(line.substring(signed.length() + 1));
            return line.equals(line(signed, signature)) && signer.verifies(ascii(signed), signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String line(String signed, byte[] signature) {
        return signed + ' ' + Base64.getEncoder().encodeToString(signature);
    }

    private static @Nullable Snapshot disbelieve(Snapshot sealed, String cause) {
        LOG.error("snapshot not believed, the ledger is read from its beginning seq={} group={} cause={}", sealed.seq(),
                sealed.group(), cause);
        return null;
    }

    /// What is signed; null when the snapshot is of no place of the chain.
    private @Nullable String text(Snapshot open, String keyId) {
        ChainPoint point = chain.after(open.group());
        HexFormat hex = HexFormat.of();
        return point == null || point.seq() != open.seq()
                ? null
                : String.join(" ", TAG, chain.installation(), String.valueOf(point.seq()),
                        String.valueOf(point.group()), hex.formatHex(point.hash()),
                        hex.formatHex(Checkpoint.sha256(open.state())), keyId);
    }

    /// A key that another one has replaced since still counts for what it signed.
    private @Nullable PublicKeyText publicKey(String id) {
        if (id.equals(key.id())) {
            return key.publicKey();
        }
        SigningKey replaced = keys.replaced(id);
        return replaced == null ? null : replaced.publicKey();
    }

    /// Where the line ends; 0 when the state has none.
    private static int endOfLine(byte[] state) {
        for (int at = 0; at < Math.min(state.length, LINE_MAX); at++) {
            if (state[at] == '\n') {
                return at;
            }
        }
        return 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
