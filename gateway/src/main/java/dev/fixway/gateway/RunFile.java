package dev.fixway.gateway;

import dev.fixway.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `DATA_DIR/run.json`: tells commands beside a running gateway where it listens and how to be let in. Mode 0600.
///
/// - `url`: of the REST server
/// - `fixPort`: of the FIX acceptor
record RunFile(long pid, String url, int fixPort, Secret token) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "run.json";

    /// Writes the file whole or not at all.
    void write(Path dataDir) {
        Path file = dataDir.resolve(NAME);
        Path next = dataDir.resolve(NAME + ".next");
        String text = JSON.writeValueAsString(
                JSON.createObjectNode()
                        .put("pid", pid)
                        .put("url", url)
                        .put("fix_port", fixPort)
                        .put("token", token.reveal()));
        try {
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    static void remove(Path dataDir) {
        try {
            Files.deleteIfExists(dataDir.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(NAME + " cannot be removed", e);
        }
    }

    /// The gateway that runs on this folder; empty when none does (a file left behind by a dead process counts as
    /// none).
    static Optional<RunFile> ofLiving(Path dataDir) {
        Path file = dataDir.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            long pid = node.path("pid").asLong(-1);
            boolean lives = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
            return lives
                    ? Optional.of(new RunFile(pid, node.path("url").asString(""), node.path("fix_port").asInt(0),
                            Secret.of(node.path("token").asString(""))))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
