package dev.fixway.gateway;

import dev.fixway.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `DATA_DIR/run.json`: tells commands beside a running gateway where it listens and how to be let in. Mode 0600.
///
/// - `pid`, `started`: the process; after a kill another one may have its number, in a container every one
/// - `url`: of the REST server
/// - `fixPort`: of the FIX acceptor
record RunFile(long pid, Instant started, String url, int fixPort, Secret token) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "run.json";
    private static final Duration CLOCK_STEP_MAX = Duration.ofSeconds(10);

    /// Writes the file whole or not at all.
    void write(Path dataDir) {
        Path file = dataDir.resolve(NAME);
        Path next = dataDir.resolve(NAME + ".next");
        String text = JSON.writeValueAsString(
                JSON.createObjectNode()
                        .put("pid", pid)
                        .put("started", started.toString())
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
            Instant started = Instant.parse(node.path("started").asString(""));
            if (!lives(pid, started)) {
                return Optional.empty();
            }
            return Optional.of(new RunFile(pid, started, node.path("url").asString(""),
                    node.path("fix_port").asInt(0), Secret.of(node.path("token").asString(""))));
        } catch (IOException | JacksonException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// Of this process.
    static RunFile ofSelf(String url, int fixPort, Secret token) {
        ProcessHandle self = ProcessHandle.current();
        return new RunFile(self.pid(), startOf(self).orElse(Instant.EPOCH), url, fixPort, token);
    }

    private static boolean lives(long pid, Instant started) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> startOf(process).map(start -> isSame(start, started)).orElse(true))
                .orElse(false);
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }

    /// The system reckons it from its own start, by a clock that is set now and then.
    private static boolean isSame(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(CLOCK_STEP_MAX) < 0;
    }
}
