package dev.fixway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve(".env");
    }

    @Test
    void readsValuesCommentsQuotesAndExport() throws IOException {
        Files.writeString(file, """
                \uFEFF# a comment

                A=1
                  export B=two words  # why
                C=a#b=c
                D='literal \\n $HOME # kept'   # a comment
                E="tab\\tquote\\" back\\\\ dollar\\$ # kept"
                F=
                G= # nothing
                h_1=lower
                """.replace("\n", "\r\n"));

        assertThat(EnvFile.read(file)).containsExactly(entry("A", "1"), entry("B", "two words"), entry("C", "a#b=c"),
                entry("D", "literal \\n $HOME # kept"), entry("E", "tab\tquote\" back\\ dollar$ # kept"),
                entry("F", ""), entry("G", ""), entry("h_1", "lower"));
    }

    @Test
    void isEmptyWithoutAFile() {
        assertThat(EnvFile.read(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "A|no '='|KEY=value",
            "A B=1|a name that is not letters, digits and underscores|KEY=value",
            "A =1|a name that is not letters, digits and underscores|KEY=value",
            "1A=1|a name that is not letters, digits and underscores|KEY=value",
            "=1|a name that is not letters, digits and underscores|KEY=value",
            "export|no '='|KEY=value",
            "A='x|a quote that is not closed|the closing quote on the same line",
            "A=\"x\\\"|a quote that is not closed|the closing quote on the same line",
            "A='x'y|text after the closing quote|a comment or nothing",
            "A=\"\\x\"|an unknown escape in double quotes|one of \\n \\r \\t \\\" \\\\ \\$",
            "FIRST=2|FIRST again, first in line 1|each name once"})
    void namesFileAndLineOfWhatItCannotRead(String line, String found, String expected) throws IOException {
        Files.writeString(file, "FIRST=1\n\n" + line + "\nLAST=1\n");

        assertFails(file + ":3: " + found + ", expected " + expected);
    }

    @Test
    void refusesANulCharacter() throws IOException {
        Files.writeString(file, "A=x\0y");

        assertFails(file + ":1: a NUL character, expected text");
    }

    @Test
    void refusesWhatIsNoSmallTextFile() throws IOException {
        Files.createDirectory(file);
        assertFails(file + ": is a folder, expected a .env file");

        Files.delete(file);
        Files.writeString(file, "#".repeat(BoundedText.MAX_BYTES));
        assertThat(EnvFile.read(file)).isEmpty();
        Files.writeString(file, "#".repeat(BoundedText.MAX_BYTES + 1));
        assertFails(file + ": is larger than 65536 bytes, expected a .env file");

        Files.write(file, new byte[]{'A', '=', (byte) 0xC3});
        assertFails(file + ": is not UTF-8 text, expected a .env file");
    }

    @Test
    void refusesALinkToNowhere() throws IOException {
        Files.createSymbolicLink(file, folder.resolve("gone"));

        assertFails(file + ": cannot be read (NoSuchFileException), expected a .env file");
    }

    private void assertFails(String message) {
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> EnvFile.read(file)).withMessage(message);
    }
}
