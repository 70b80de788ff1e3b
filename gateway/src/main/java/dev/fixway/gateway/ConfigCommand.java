package dev.fixway.gateway;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.config.SettingsTable;
import dev.fixway.config.UnknownName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// `fixway config`: what a start here and now would be given; 1 when it would be refused.
@Command(name = "config", mixinStandardHelpOptions = true,
        description = "Shows every setting with its value and origin, secrets masked; 1 when a start would refuse one.")
final class ConfigCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ConfigCommand() {
        this(Environment.ofProcess());
    }

    ConfigCommand(Environment environment) {
        this.environment = environment;
    }

    /// - `fault`: why a start would refuse it; empty when it would not
    private record Line(String name, String value, String origin, String fault) {}

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        List<Line> lines = lines();
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(line -> out.println(json ? json(line) : text(line, lines)));
        out.flush();
        boolean isRefused = lines.stream().anyMatch(line -> !line.fault().isEmpty());
        return isRefused ? Main.FAILURE : 0;
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Setting<?> setting : AllSettings.all()) {
            lines.add(line(setting));
        }
        for (UnknownName unknown : SettingsTable.unknownNames(environment, AllSettings.all())) {
            lines.add(new Line(unknown.name(), unknown.isError() ? "" : "ignored", "unknown name",
                    unknown.isError() ? unknown.message() : ""));
        }
        lines.sort(Comparator.comparing(Line::name));
        return lines;
    }

    private Line line(Setting<?> setting) {
        try {
            String value = environment.shown(setting);
            String origin = switch (environment.origin(setting)) {
                case REAL_ENVIRONMENT -> "environment";
                case ENV_FILE -> ".env";
                case NAME_FILE -> setting.name() + "_FILE";
                case DEFAULT -> "default";
            };
            return new Line(setting.name(), value, origin, fault(setting));
        } catch (ConfigException e) {
            return new Line(setting.name(), "", "", String.valueOf(e.getMessage()));
        }
    }

    private String fault(Setting<?> setting) {
        try {
            environment.find(setting);
            return "";
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String text(Line line, List<Line> all) {
        int name = all.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        int origin = all.stream().mapToInt(one -> one.origin().length()).max().orElse(0);
        String value = line.value().isEmpty() ? "-" : line.value();
        String fault = line.fault().isEmpty() ? "" : "   Error: " + line.fault();
        return ("%-" + name + "s  %-" + origin + "s  %s%s").formatted(line.name(), line.origin(), value, fault);
    }

    private static String json(Line line) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JsonMapper.builder().build().createGenerator(text)) {
            out.writeStartObject();
            out.writeStringProperty("name", line.name());
            out.writeStringProperty("value", line.value());
            out.writeStringProperty("origin", line.origin());
            if (!line.fault().isEmpty()) {
                out.writeStringProperty("error", line.fault());
            }
            out.writeEndObject();
        }
        return text.toString();
    }
}
