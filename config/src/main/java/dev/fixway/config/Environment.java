package dev.fixway.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the process was given: the real environment over the `.env` file of its working directory.
///
/// A setting `NAME` may also come from the file that `NAME_FILE` points at, its last line break cut. Within one of
/// the two sources `NAME` and `NAME_FILE` exclude each other; either of them in the real environment hides both of
/// the `.env` file.
public final class Environment {

    private static final int QUOTED_MAX = 80;

    private final Map<String, String> real;
    private final Map<String, String> envFile;
    private final Path workingDirectory;

    private Environment(Map<String, String> real, Map<String, String> envFile, Path workingDirectory) {
        this.real = Map.copyOf(real);
        this.envFile = Map.copyOf(envFile);
        this.workingDirectory = workingDirectory;
    }

    /// The environment of this process. No other code of the product reads it.
    public static Environment ofProcess() {
        return read(variables(), Path.of("").toAbsolutePath());
    }

    /// The variables of this process as they are, without `.env`: for what must be known before settings can be read.
    public static Map<String, String> variables() {
        return System.getenv();
    }

    /// Merges a given environment with the `.env` file of a folder, when there is one.
    public static Environment read(Map<String, String> real, Path workingDirectory) {
        return new Environment(real, EnvFile.read(workingDirectory.resolve(".env")), workingDirectory);
    }

    /// The value in force.
    ///
    /// - Throws [ConfigException] `NAME: <what is wrong>, expected <what>`, also when there is no value at all
    public <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> wrong(setting, "is not set"));
    }

    /// The value in force, empty when the setting is not set and has no default.
    ///
    /// - Throws [ConfigException] as [#get(Setting)] when there is a value that is wrong
    public <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable(text(setting)).map(text -> parse(setting, text));
    }

    /// The value in force as text for an operator: `***` for a secret, empty for none. It is not checked.
    public String shown(Setting<?> setting) {
        String text = text(setting);
        if (text == null) {
            return "";
        }
        return setting.isSecret() ? Secret.MASK : text;
    }

    /// Where the value in force comes from; `DEFAULT` also for a setting that is not set and has no default.
    public Origin origin(Setting<?> setting) {
        Given given = given(setting);
        return given == null ? Origin.DEFAULT : given.origin();
    }

    /// Whether the variable itself stands, not empty, in the real environment; `NAME_FILE` does not count.
    public boolean isFromRealEnvironment(String name) {
        return !real.getOrDefault(name, "").isEmpty();
    }

    /// Whether the variable, or the one that names its file, stands anywhere, be it empty.
    public boolean isPresent(String name) {
        return Stream.of(name, name + "_FILE").anyMatch(one -> real.containsKey(one) || envFile.containsKey(one));
    }

    /// Every name of both sources, sorted.
    Set<String> names() {
        var names = new TreeSet<>(envFile.keySet());
        names.addAll(real.keySet());
        return names;
    }

    /// The text of one variable as it stands, empty when there is none.
    String raw(String name) {
        return real.getOrDefault(name, envFile.getOrDefault(name, ""));
    }

    private @Nullable String text(Setting<?> setting) {
        Given given = given(setting);
        return given == null ? setting.defaultText() : given.text();
    }

    private @Nullable Given given(Setting<?> setting) {
        boolean isInReal = real.containsKey(setting.name()) || real.containsKey(setting.fileName());
        Given given = isInReal
                ? given(setting, real, Origin.REAL_ENVIRONMENT)
                : given(setting, envFile, Origin.ENV_FILE);
        if (given == null || given.origin() != Origin.NAME_FILE) {
            return given;
        }
        String content = stated(fileContent(setting, given.text()), setting);
        return content == null ? null : new Given(content, Origin.NAME_FILE);
    }

    private @Nullable Given given(Setting<?> setting, Map<String, String> source, Origin origin) {
        String direct = stated(source.get(setting.name()), setting);
        String file = stated(source.get(setting.fileName()), setting);
        if (direct != null && file != null) {
            throw new ConfigException(setting.name() + ": " + setting.fileName() + " is set too, expected only one");
        }
        if (file != null) {
            return new Given(file, Origin.NAME_FILE);
        }
        return direct == null ? null : new Given(direct, origin);
    }

    private static @Nullable String stated(@Nullable String text, Setting<?> setting) {
        return text != null && text.isEmpty() && setting.ignoresEmpty() ? null : text;
    }

    private String fileContent(Setting<?> setting, String file) {
        try {
            if (file.isEmpty()) {
                throw new ConfigException("is empty");
            }
            String content = BoundedText.read(workingDirectory.resolve(file));
            String cut = content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
            return cut.endsWith("\r") && cut.length() < content.length() ? cut.substring(0, cut.length() - 1) : cut;
        } catch (ConfigException | InvalidPathException e) {
            String what = e instanceof InvalidPathException ? "is not a path" : e.getMessage();
            throw new ConfigException(setting.fileName() + ": " + quoted(file) + " " + what
                    + ", expected the path of a file with the value of " + setting.name(), e);
        }
    }

    private static <T> T parse(Setting<T> setting, String text) {
        if (text.isEmpty()) {
            throw wrong(setting, "is empty");
        }
        try {
            return setting.parser().parse(text);
        } catch (ConfigException e) {
            throw wrong(setting, (setting.isSecret() ? Secret.MASK : quoted(text)) + " " + e.getMessage());
        }
    }

    private static ConfigException wrong(Setting<?> setting, String what) {
        return new ConfigException(setting.name() + ": " + what + ", expected " + setting.expected());
    }

    private static String quoted(String text) {
        String start = text.length() > QUOTED_MAX ? text.substring(0, QUOTED_MAX) + "…" : text;
        return "'" + start.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    /// Where a value comes from.
    public enum Origin {
        REAL_ENVIRONMENT,
        ENV_FILE,
        NAME_FILE,
        DEFAULT
    }

    private record Given(String text, Origin origin) {}
}
