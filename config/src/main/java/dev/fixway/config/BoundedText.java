package dev.fixway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A small text file, read whole: at most 64 KiB of UTF-8.
final class BoundedText {

    static final int MAX_BYTES = 64 * 1024;

    private BoundedText() {}

    /// - Throws [ConfigException] with what is wrong with the file, without its name and content
    static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw new ConfigException("is a folder");
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigException("is larger than " + MAX_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new ConfigException("is not UTF-8 text", e);
        } catch (IOException e) {
            throw new ConfigException("cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
