package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.session.FixPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a gateway shows that has traded, and that dashboard, alert rules and documentation speak of the same.
class DashboardIT {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? ([-+0-9.eEINaf]+)$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=~?\"");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*(?!\\s*\\()\\b");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");
    /// Labels that Prometheus adds.
    private static final Set<String> OF_SCRAPES = Set.of("instance", "job");

    @TempDir
    static Path folder = Path.of("set by JUnit");

    private static TestGateway gateway = none();
    private static String scrape = "";

    @BeforeAll
    static void trade() {
        gateway = TestGateway.start(folder);
        FixPeer client = gateway.logon("CLIENT1");
        client.order("A1", "55=MSFT|54=1|38=20|40=1");
        client.next(3);
        gateway.enter("{\"symbol\":\"MSFT\",\"side\":\"SELL\",\"quantity\":\"5\",\"order_type\":\"MARKET\"}");
        await().until(() -> gateway.get("/v1/orders/history").json().size() == 2);
        scrape = gateway.get("/metrics").body();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        SAMPLE.matcher(scrape).results().forEach(sample -> names.add(sample.group(1)));
        return names;
    }

    private static Set<String> labels() {
        Set<String> labels = new TreeSet<>(OF_SCRAPES);
        LABEL.matcher(scrape).results().forEach(label -> labels.add(label.group(1)));
        return labels;
    }

    private static double value(String series) {
        Matcher line = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(scrape);
        assertThat(line.find()).as("%s in\n%s", series, scrape).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static Path file(String name) {
        Path beside = Path.of("..", name);
        return Files.exists(beside) ? beside : Path.of(name);
    }

    @Test
    void countsAndTimesWhatAnOrderGoesThrough() {
        for (String stage : List.of("received_committed", "committed_sent", "sent_acknowledged",
                "acknowledged_filled")) {
            String labels = "{platform=\"mock\",stage=\"" + stage + "\"}";
            assertThat(value("fixway_order_stage_seconds_count" + labels)).as(stage).isEqualTo(2);
            assertThat(value("fixway_order_stage_seconds_sum" + labels)).as(stage).isBetween(0.0, 20.0);
        }
        assertThat(scrape).contains(
                "fixway_order_stage_seconds_bucket{platform=\"mock\",stage=\"committed_sent\",le=\"0.0001\"} ");
        assertThat(value("fixway_ledger_group_events_sum")).isEqualTo(value("fixway_ledger_head_seq"));
        assertThat(value("fixway_ledger_commit_seconds_count")).isEqualTo(value("fixway_ledger_group_events_count"))
                .isGreaterThan(3);
        assertThat(value("fixway_ledger_commit_failures_total")).isZero();
        assertThat(value("fixway_provider_ready{platform=\"mock\"}")).isEqualTo(1);
        assertThat(value("fixway_fix_session_logged_on{session=\"FIX.4.4:FIXWAY->CLIENT1\"}")).isEqualTo(1);
        assertThat(value("fixway_fix_session_logged_on{session=\"FIX.4.4:FIXWAY->CLIENT2\"}")).isZero();
        assertThat(value("fixway_fix_session_behind{session=\"FIX.4.4:FIXWAY->CLIENT1\"}")).isZero();
        assertThat(value("gateway_orders_submitted_total{platform=\"mock\"}")).isEqualTo(1);
        assertThat(value("gateway_order_events_total{platform=\"mock\",event_type=\"filled\"}")).isEqualTo(2);
    }

    @Test
    void isWrittenAsPublished() {
        List<String> families = List.of(scrape.split("\n\n", 0));
        assertThat(families).allSatisfy(family -> {
            List<String> lines = family.lines().toList();
            assertThat(lines.getFirst()).matches("# TYPE [a-z_]+ (counter|gauge|histogram)");
            String name = lines.getFirst().split(" ", -1)[2];
            assertThat(lines.subList(1, lines.size())).isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith(name).matches(SAMPLE));
        });
        assertThat(scrape).endsWith("\n\n").doesNotContain("_max ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/grafana/dashboards/fixway.json", "deploy/prometheus/alerts.yml"})
    void namesWhatThereIs(String file) throws IOException {
        String text = Files.readString(file(file));
        List<String> queries = file.endsWith(".json") ? queries(JsonMapper.shared().readTree(text)) : rules(text);
        assertThat(queries).hasSizeGreaterThan(10);

        for (String query : queries) {
            String bare = query.replaceAll("\\[[^]]*]", "");
            Set<String> labels = new LinkedHashSet<>();
            LABEL.matcher(bare).results().forEach(label -> labels.add(label.group(1)));
            GROUPING.matcher(bare).results().forEach(by -> labels.addAll(List.of(by.group(1).split(",\\s*"))));
            String names = GROUPING.matcher(bare.replaceAll("\\{[^}]*}", "")).replaceAll(" ");
            Set<String> used = new LinkedHashSet<>();
            NAME.matcher(names).results().forEach(name -> used.add(name.group()));
            used.removeAll(OPERATORS);

            assertThat(used).as(query).isNotEmpty();
            assertThat(names()).as(query).containsAll(used);
            assertThat(labels()).as(query).containsAll(labels);
        }
    }

    private static List<String> queries(JsonNode node) {
        List<String> queries = new ArrayList<>();
        node.findValues("expr").forEach(expr -> queries.add(expr.asString("")));
        return queries;
    }

    private static List<String> rules(String yaml) {
        return Pattern.compile("(?m)^\\s+expr: (.+)$").matcher(yaml).results().map(rule -> rule.group(1)).toList();
    }

    @Test
    void isDocumented() throws IOException {
        String documented = Files.readString(file("docs/metrics.md"));
        Pattern type = Pattern.compile("(?m)^# TYPE (\\S+)");

        assertThat(type.matcher(scrape).results().map(family -> family.group(1)).toList())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(documented).contains("`" + name + "`"));
    }

    @SuppressWarnings("NullAway") // JUnit calls trade() before anything reads the field.
    private static TestGateway none() {
        return null;
    }
}
