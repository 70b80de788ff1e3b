package dev.fixway.gateway;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Code that breaks a rule, under the package names of the product; compiled into a folder of the test's own.
///
/// - `sources`: Java source by class name below `dev.fixway`
record Fixture(Map<String, String> sources) {

    /// The port, as far as the rules about it look.
    static final String PROVIDER = "public interface Provider { void submit(Object call); }";

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    /// One for all, because it keeps the index of the jars on the class path.
    private static final StandardJavaFileManager FILES = JAVAC.getStandardFileManager(null, null, null);

    Fixture {
        sources = Map.copyOf(sources);
    }

    /// A class `Culprit` of one package that has a class of another of ours.
    static Fixture uses(String from, String to) {
        return touches(from, "dev.fixway." + to + ".Victim").and(to + ".Victim", "public class Victim {}");
    }

    /// A class `Culprit` that has a type of the class path.
    static Fixture touches(String from, String type) {
        return code(from, "class Culprit { " + type + " touched; }");
    }

    /// One class that calls `Provider.submit`.
    static Fixture submits(String from, String name) {
        return new Fixture(Map.of(from + "." + name, """
                class %s {
                    void send(dev.fixway.engine.provider.Provider provider) { provider.submit(null); }
                }""".formatted(name), "engine.provider.Provider", PROVIDER));
    }

    /// One class, named by its text.
    static Fixture code(String from, String text) {
        String name = text.contains("class Victim") ? "Victim" : "Culprit";
        return new Fixture(Map.of(from + "." + name, text));
    }

    Fixture and(String name, String text) {
        return and(new Fixture(Map.of(name, text)));
    }

    /// Both; a class that both have is the other's.
    Fixture and(Fixture other) {
        Map<String, String> both = new HashMap<>(sources);
        both.putAll(other.sources);
        return new Fixture(both);
    }

    JavaClasses compile(Path folder) {
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", folder.toString(), "-proc:none", "-nowarn");
        List<Source> units = sources.entrySet().stream().map(Source::of).toList();

        if (!JAVAC.getTask(messages, FILES, null, options, null, units).call()) {
            throw new AssertionError("a fixture does not compile: " + messages);
        }
        // Names are enough: what a fixture touches need not be read.
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importPath(folder);
        });
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(String path, String text) {
            super(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        static Source of(Map.Entry<String, String> named) {
            String name = "dev.fixway." + named.getKey();
            String inPackage = "package " + name.substring(0, name.lastIndexOf('.')) + "; " + named.getValue();
            return new Source(name.replace('.', '/') + ".java", inPackage);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
