package dev.fixway.persistence.checkpoint;

import dev.fixway.engine.ledger.LedgerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file of the signing key, and beside it the keys that it has replaced: `<file>.<key id>`. Any thread.
final class KeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Path file;

    KeyFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /// Throws LedgerException when there is none or it is not readable.
    SigningKey read() {
        warnWhenOthersMayRead();
        return read(file);
    }

    /// A key that the present one has replaced; null when it is not there.
    ///
    /// - `id`: may come from somebody who owns the data and not this folder
    @Nullable
    SigningKey replaced(String id) {
        if (!PublicKeyText.isId(id) || !Files.exists(sibling(id))) {
            return null;
        }
        SigningKey old = read(sibling(id));
        return old.id().equals(id) ? old : null;
    }

    /// The public part alone.
    PublicKeyText readPublic() {
        try {
            return PublicKeyText.ofPem(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new LedgerException("the key file " + file + " cannot be read", e);
        }
    }

    private static SigningKey read(Path from) {
        try {
            return SigningKey.ofPem(Files.readString(from));
        } catch (IOException | IllegalArgumentException e) {
            throw new LedgerException("the key file " + from + " cannot be read", e);
        }
    }

    /// Makes the key when there is none; whoever comes second at the same moment gets the first one's.
    SigningKey make() {
        SigningKey made = SigningKey.generate();
        try {
            Path folder = folder();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, OWNER_ONLY_FOLDER);
            }
            Path unfinished = write(made);
            try {
                // A link, unlike a rename, replaces nothing.
                Files.createLink(file, unfinished);
                LOG.warn("ledger key made file={} keyId={}: keep a copy of it apart from the data", file, made.id());
            } catch (FileAlreadyExistsException e) {
                LOG.info("ledger key was made by another process file={}", file);
            } finally {
                Files.delete(unfinished);
            }
            forceFolder();
        } catch (IOException | UnsupportedOperationException e) {
            throw new LedgerException("the key file " + file + " cannot be made", e);
        }
        return read();
    }

    /// Puts a new key in the place of the present one, which stays beside it under its id.
    ///
    /// Returns the new one. After a crash in between the old one is still in its place.
    SigningKey replace() {
        SigningKey old = read();
        SigningKey made = SigningKey.generate();
        try {
            if (!Files.exists(sibling(old.id()))) {
                Files.createLink(sibling(old.id()), file);
            }
            Files.move(write(made), file, StandardCopyOption.ATOMIC_MOVE);
            forceFolder();
            return made;
        } catch (IOException | UnsupportedOperationException e) {
            throw new LedgerException("the key file " + file + " cannot be replaced", e);
        }
    }

    private Path write(SigningKey key) throws IOException {
        Path unfinished = Files.createTempFile(folder(), "ledger-key", ".unfinished", OWNER_ONLY);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(key.pem().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return unfinished;
    }

    private void warnWhenOthersMayRead() {
        try {
            Set<PosixFilePermission> given = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            if (given.stream().anyMatch(OTHERS::contains)) {
                LOG.warn("the ledger's key may be read by others, chmod 600 it file={} mode={}", file,
                        PosixFilePermissions.toString(given));
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("no permissions to look at file={}", file, e);
        }
    }

    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    private Path sibling(String id) {
        return folder().resolve(file.getFileName() + "." + id);
    }
}
