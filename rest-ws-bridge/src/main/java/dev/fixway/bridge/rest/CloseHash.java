package dev.fixway.bridge.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What makes two closes the same: the credential, what is closed, and how.
final class CloseHash {
    private CloseHash() {}

    static String of(Call call, String... what) {
        MessageDigest digest = sha256();
        add(digest, String.valueOf(call.authorization()));
        add(digest, String.valueOf(call.apiKey()));
        for (String part : what) {
            add(digest, part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
