package dev.fixway.engine.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The files of a log, the oldest first, plain or gzip.
public final class LogFiles {
    private static final Pattern NAME = Pattern
            .compile("(.+?)(?:\\.(\\d{1,6}))?(\\.log|\\.txt)?(?:\\.(\\d{1,6}))?(\\.gz)?");
    /// Not messages but prose about them, and the files of QuickFIX/J's store.
    private static final Pattern OTHER = Pattern
            .compile(
                    ".*\\.(events?|events?\\..*)(\\.log)?(\\.\\d+)?(\\.gz)?|.*\\.(body|header|seqnums|senderseqnums|targetseqnums|session|epoch)");
    private static final int GZIP_MAGIC = 0x1f8b;

    private LogFiles() {}

    /// The files of these files and folders. A file that is named is taken whatever its name; of a folder those that
    /// may hold messages.
    ///
    /// Throws IOException when one is not there or cannot be read.
    public static List<Path> of(List<Path> named) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> found = Files.walk(path)) {
                    found.filter(Files::isRegularFile)
                            .filter(file -> !OTHER.matcher(file.getFileName().toString()).matches())
                            .sorted(Comparator.comparing((Path file) -> String.valueOf(file.getParent()))
                                    .thenComparing(file -> stem(file))
                                    .thenComparingInt(file -> -age(file)))
                            .forEach(files::add);
                }
            } else if (Files.isReadable(path)) {
                files.add(path);
            } else {
                throw new IOException("cannot be read: " + path);
            }
        }
        return files;
    }

    /// Opens a file, unpacked.
    public static InputStream open(Path file) throws IOException {
        return unpacked(Files.newInputStream(file));
    }

    /// The same of a stream; it is closed with the answer.
    public static InputStream unpacked(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream, 1 << 16);
        try {
            in.mark(2);
            int magic = in.read() << 8 | in.read();
            in.reset();
            return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static String stem(Path file) {
        Matcher name = matched(file);
        return name.group(1);
    }

    /// The number in a rotated file's name, higher when older; 0 for the current one.
    private static int age(Path file) {
        Matcher name = matched(file);
        String number = name.group(2) != null ? name.group(2) : name.group(4);
        return number == null ? 0 : Integer.parseInt(number);
    }

    private static Matcher matched(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalStateException("every file has a name: " + file);
        }
        return name;
    }
}
