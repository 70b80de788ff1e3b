package dev.fixway.persistence.checkpoint;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A public Ed25519 key as it is written down: the Base64 text of its SubjectPublicKeyInfo, also inside PEM.
///
/// - `id`: fingerprint, the first half of the SHA-256 of the encoded key in hexadecimal
public record PublicKeyText(String id, String base64) {
    private static final String ALGORITHM = "Ed25519";
    private static final int ID_LENGTH = 32;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{" + ID_LENGTH + "}");
    private static final Pattern PEM = Pattern
            .compile("-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+?)\\s+-----END PUBLIC KEY-----");

    static PublicKeyText of(PublicKey key) {
        String id = HexFormat.of().formatHex(Checkpoint.sha256(key.getEncoded())).substring(0, ID_LENGTH);
        return new PublicKeyText(id, Base64.getEncoder().encodeToString(key.getEncoded()));
    }

    /// Whether a text may be the id of a key.
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// Throws IllegalArgumentException when the text is no key of this kind.
    static PublicKeyText ofBase64(String base64) {
        PublicKeyText key = of(decode(base64));
        if (!key.base64.equals(base64)) {
            throw new IllegalArgumentException("a public key is written in another way than usual");
        }
        return key;
    }

    /// The public key among whatever else a PEM file holds. Throws IllegalArgumentException when there is none.
    public static PublicKeyText ofPem(String pem) {
        Matcher found = PEM.matcher(pem);
        if (!found.find()) {
            throw new IllegalArgumentException("no public key in PEM");
        }
        return ofBase64(found.group(1).replaceAll("\\s", ""));
    }

    /// As a PEM file holds it.
    String pem() {
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    boolean verifies(byte[] bytes, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(decode(base64));
            check.update(bytes);
            return check.verify(signature);
        } catch (SignatureException e) {
            // Thrown for bytes that cannot be a signature at all.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static PublicKey decode(String base64) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }
}
