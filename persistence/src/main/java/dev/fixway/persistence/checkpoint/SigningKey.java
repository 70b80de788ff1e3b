package dev.fixway.persistence.checkpoint;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A private Ed25519 key with its public one. Shows only the latter.
final class SigningKey {
    private static final String ALGORITHM = "Ed25519";
    private static final Pattern PEM = Pattern
            .compile("-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+?)\\s+-----END PRIVATE KEY-----");

    private final PrivateKey secret;
    private final PublicKeyText publicKey;

    private SigningKey(PrivateKey secret, PublicKeyText publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
    }

    static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), PublicKeyText.of(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /// The key of a PEM text with both parts. Throws IllegalArgumentException when they are not there or do not match.
    static SigningKey ofPem(String pem) {
        Matcher found = PEM.matcher(pem);
        if (!found.find()) {
            throw new IllegalArgumentException("no private key in PEM");
        }
        try {
            byte[] encoded = Base64.getDecoder().decode(found.group(1).replaceAll("\\s", ""));
            PrivateKey secret = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            SigningKey key = new SigningKey(secret, PublicKeyText.ofPem(pem));
            byte[] probe = {1};
            if (!key.publicKey.verifies(probe, key.sign(probe))) {
                throw new IllegalArgumentException("private and public key do not belong together");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 private key", e);
        }
    }

    /// Both parts, for the key file alone.
    String pem() {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(secret.getEncoded())
                + "\n-----END PRIVATE KEY-----\n" + publicKey.pem();
    }

    PublicKeyText publicKey() {
        return publicKey;
    }

    String id() {
        return publicKey.id();
    }

    byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java signs with " + ALGORITHM, e);
        }
    }
}
