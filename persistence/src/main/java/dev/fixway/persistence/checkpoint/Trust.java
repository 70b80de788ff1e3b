package dev.fixway.persistence.checkpoint;

import dev.fixway.engine.ledger.LedgerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Whose signature a verification believes.
///
/// - `key`: null when there is none but those that lie beside the checkpoints
/// - `source`: where the key came from, for the report
/// - `keyFile`: beside which the last checkpoint of each ledger is kept; null when that place is not at hand
public record Trust(@Nullable PublicKeyText key, String source, @Nullable Path keyFile) {
    /// The keys that lie in the data folder, which whoever changes it can change too.
    public static final Trust NONE = new Trust(null, "the data folder itself", null);

    /// The public part of the key file, and what is kept beside it; as [#NONE] when there is no such file.
    ///
    /// - Throws LedgerException when the file cannot be read
    public static Trust ofKeyFile(Path keyFile) {
        KeyFile file = new KeyFile(keyFile);
        return file.exists() ? new Trust(file.readPublic(), keyFile.toString(), keyFile) : NONE;
    }

    /// A public key in PEM that somebody kept. Throws LedgerException when the file holds none.
    public static Trust ofPublicKey(Path pem) {
        try {
            PublicKeyText key = PublicKeyText.ofPem(Files.readString(pem, StandardCharsets.ISO_8859_1));
            return new Trust(key, pem.toString(), null);
        } catch (IOException | IllegalArgumentException e) {
            throw new LedgerException("the public key " + pem + " cannot be read", e);
        }
    }
}
