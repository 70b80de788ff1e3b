package dev.fixway.config;

import static dev.fixway.config.Environment.Origin.DEFAULT;
import static dev.fixway.config.Environment.Origin.ENV_FILE;
import static dev.fixway.config.Environment.Origin.NAME_FILE;
import static dev.fixway.config.Environment.Origin.REAL_ENVIRONMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {

    private static final Setting<Integer> PORT = Setting.integer("GATEWAY_PORT", "", 8080, 0, 65_535, "Port of REST.");
    private static final Setting<String> USER = Setting.optionalText("DATABASE_USER", "User.").emptyMeansUnset();
    private static final Setting<Secret> KEY = Setting.secret("GATEWAY_API_KEY", 32, "Key of REST.").emptyMeansUnset();

    @TempDir
    private Path folder;

    @Test
    void takesTheRealEnvironmentOverTheEnvFileOverTheDefault() throws IOException {
        envFile("GATEWAY_PORT=1000\nDATABASE_USER=ann\n");

        assertThat(given().get(PORT)).isEqualTo(1000);
        assertThat(given().origin(PORT)).isEqualTo(ENV_FILE);
        assertThat(given("GATEWAY_PORT", "2000").get(PORT)).isEqualTo(2000);
        assertThat(given("GATEWAY_PORT", "2000").origin(PORT)).isEqualTo(REAL_ENVIRONMENT);
        envFile("");
        assertThat(given().get(PORT)).isEqualTo(8080);
        assertThat(given().origin(PORT)).isEqualTo(DEFAULT);
    }

    @Test
    void readsTheFileThatNameFileNamesAndCutsOneLineBreak() throws IOException {
        Files.writeString(folder.resolve("user"), "ann\n\n");
        Files.writeString(folder.resolve("port"), "99\r\n");

        var environment = given("DATABASE_USER_FILE", "user", "GATEWAY_PORT_FILE",
                folder.resolve("port").toString());

        assertThat(environment.get(USER)).isEqualTo("ann\n");
        assertThat(environment.get(PORT)).isEqualTo(99);
        assertThat(environment.origin(PORT)).isEqualTo(NAME_FILE);
    }

    @Test
    void takesNameFileOfTheRealEnvironmentOverNameOfTheEnvFile() throws IOException {
        envFile("DATABASE_USER=ann");
        Files.writeString(folder.resolve("user"), "bob");

        assertThat(given("DATABASE_USER_FILE", "user").get(USER)).isEqualTo("bob");
    }

    @Test
    void refusesNameAndNameFileTogether() {
        assertFails("DATABASE_USER: DATABASE_USER_FILE is set too, expected only one", USER, "DATABASE_USER", "ann",
                "DATABASE_USER_FILE", "user");
    }

    @Test
    void namesAFileThatCannotBeUsed() throws IOException {
        Files.writeString(folder.resolve("large"), "x".repeat(BoundedText.MAX_BYTES + 1));
        Files.write(folder.resolve("binary"), new byte[]{(byte) 0xFF, (byte) 0xFE});
        String expected = ", expected the path of a file with the value of DATABASE_USER";

        assertFails("DATABASE_USER_FILE: 'none' cannot be read (NoSuchFileException)" + expected, USER,
                "DATABASE_USER_FILE", "none");
        assertFails("DATABASE_USER_FILE: '.' is a folder" + expected, USER, "DATABASE_USER_FILE", ".");
        assertFails("DATABASE_USER_FILE: 'large' is larger than 65536 bytes" + expected, USER, "DATABASE_USER_FILE",
                "large");
        assertFails("DATABASE_USER_FILE: 'binary' is not UTF-8 text" + expected, USER, "DATABASE_USER_FILE", "binary");
        assertFails("DATABASE_USER_FILE: 'a?b' is not a path" + expected, USER, "DATABASE_USER_FILE", "a\0b");
        assertFails("GATEWAY_PORT_FILE: '' is empty, expected the path of a file with the value of GATEWAY_PORT", PORT,
                "GATEWAY_PORT_FILE", "");
    }

    @Test
    void refusesAnEmptyValueUnlessTheSettingTakesItForUnset() throws IOException {
        envFile("DATABASE_USER=ann");
        Files.writeString(folder.resolve("blank"), "\n");

        assertFails("GATEWAY_PORT: is empty, expected a whole number from 0 to 65535", PORT, "GATEWAY_PORT", "");
        assertFails("GATEWAY_PORT: is empty, expected a whole number from 0 to 65535", PORT, "GATEWAY_PORT_FILE",
                "blank");
        assertThat(given("DATABASE_USER", "").find(USER)).isEmpty();
        assertThat(given("DATABASE_USER_FILE", "blank").find(USER)).isEmpty();
        assertThat(given("DATABASE_USER_FILE", "blank").origin(USER)).isEqualTo(DEFAULT);
        assertThat(given("DATABASE_USER", "", "DATABASE_USER_FILE", "").find(USER)).isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        assertFails("DATABASE_USER: is not set, expected a text", USER);
        assertThat(given().find(USER)).isEmpty();
    }

    @Test
    void neverShowsASecret() {
        var environment = given("GATEWAY_API_KEY", "hunter2", "DATABASE_USER", "ann");

        assertFails("GATEWAY_API_KEY: *** is 7 bytes long, expected at least 32 bytes", KEY, "GATEWAY_API_KEY",
                "hunter2");
        assertThat(environment.shown(KEY)).isEqualTo("***");
        assertThat(environment.shown(USER.neverShown())).isEqualTo("***");
        assertThat(environment.shown(USER)).isEqualTo("ann");
        assertThat(environment.shown(PORT)).isEqualTo("8080");
        assertThat(given().shown(KEY)).isEmpty();
    }

    @Test
    void quotesAWrongValueShortAndWithoutControlCharacters() {
        assertFails("GATEWAY_PORT: 'a?b' is not a whole number, expected a whole number from 0 to 65535", PORT,
                "GATEWAY_PORT", "a\nb");
        assertFails("GATEWAY_PORT: '" + "7".repeat(80)
                + "…' is not a whole number, expected a whole number from 0 to 65535", PORT, "GATEWAY_PORT",
                "7".repeat(500));
    }

    @Test
    void explainsTheServiceLinkOfKubernetes() {
        assertFails("GATEWAY_PORT: 'tcp://10.0.0.7:8080' is what Kubernetes sets in a pod beside a Service of that name"
                + " (enableServiceLinks: false turns it off), expected a whole number from 0 to 65535", PORT,
                "GATEWAY_PORT", "tcp://10.0.0.7:8080");
    }

    @Test
    void countsOnlyTheVariableItselfAsRealEnvironment() throws IOException {
        envFile("GATEWAY_MODE=live\nGATEWAY_HOST=");
        var environment = given("GATEWAY_PORT", "1", "GATEWAY_PROVIDER_FILE", "provider", "DATA_DIR", "");

        assertThat(environment.isFromRealEnvironment("GATEWAY_PORT")).isTrue();
        assertThat(environment.isFromRealEnvironment("GATEWAY_MODE")).isFalse();
        assertThat(environment.isFromRealEnvironment("GATEWAY_PROVIDER")).isFalse();
        assertThat(environment.isFromRealEnvironment("DATA_DIR")).isFalse();
        assertThat(environment.isPresent("GATEWAY_HOST")).isTrue();
        assertThat(environment.isPresent("GATEWAY_PROVIDER")).isTrue();
    }

    @Test
    void readsTheEnvironmentOfTheProcess() {
        var path = Setting.optionalText("PATH", "Search path.");

        assertThat(Environment.ofProcess().get(path)).isNotEmpty();
        assertThat(Environment.ofProcess().origin(path)).isEqualTo(REAL_ENVIRONMENT);
    }

    private void envFile(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
    }

    private Environment given(String... namesAndValues) {
        var real = new HashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            real.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Environment.read(Map.copyOf(real), folder);
    }

    private void assertFails(String message, Setting<?> setting, String... namesAndValues) {
        var environment = given(namesAndValues);
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> environment.get(setting))
                .withMessage(message);
    }
}
