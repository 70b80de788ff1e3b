package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.session.FixPeer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `fixway ledger query` and `GET /v1/ops/ledger/…` beside a gateway that has traded; the last test stops it and asks
/// the files.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LedgerQueryIT {
    private static final Pattern CURSOR = Pattern.compile("--after (\\S+)");
    private static final String RESTS = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";

    @TempDir
    static Path folder = Path.of("set by JUnit");

    private static TestGateway gateway = none();
    private static String resting = "";
    private static String filled = "";
    private static Instant beforeCancel = Instant.MIN;
    private static Instant end = Instant.MIN;

    /// One order rests and is canceled, another one fills; one of REST fills.
    @BeforeAll
    static void trade() {
        gateway = TestGateway.start(folder);
        FixPeer client = gateway.logon("CLIENT1");
        client.order("=cmd+C1!A0", RESTS);
        resting = client.next(2).getLast().get(37);
        client.order("A2", "55=MSFT|54=1|38=20|40=1");
        filled = client.next(3).getLast().get(37);
        gateway.enter("{\"symbol\":\"MSFT\",\"side\":\"SELL\",\"quantity\":\"5\",\"order_type\":\"MARKET\"}");
        await().until(() -> gateway.get("/v1/orders/history").json().size() == 2);
        beforeCancel = Instant.now();
        await().until(() -> Instant.now().isAfter(beforeCancel.plusMillis(2)));
        client.request("F", "B1", "=cmd+C1!A0", "55=AAPL|54=1");
        client.next(2);
        client.logout();
        end = Instant.now();
        await().until(() -> Instant.now().isAfter(end.plusMillis(2)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private record Printed(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }

        String cursor() {
            Matcher cursor = CURSOR.matcher(err);
            assertThat(cursor.find()).as(err).isTrue();
            return cursor.group(1);
        }
    }

    private static Printed query(String... arguments) {
        List<String> words = new ArrayList<>(List.of("ledger", "query", "--data-dir",
                folder.resolve("data").toString()));
        words.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words.toArray(String[]::new));
        return new Printed(code, out.toString(), err.toString());
    }

    private static HttpResponse<String> ops(String path) {
        RunFile run = RunFile.ofLiving(folder.resolve("data")).orElseThrow();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(run.url() + "/v1/ops/ledger" + path))
                    .header("Authorization", "Bearer " + run.token().reveal())
                    .build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void findsEventsByWhatTheySay() {
        assertThat(query("--type", "FILL,partial_fill", "--format", "jsonl").lines()).hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"event_type\":\"FILL\"", "\"symbol\":\"MSFT\""));
        assertThat(query("--session", "CLIENT1", "--type", "ORDER_RECEIVED", "--json").lines()).hasSize(2);
        assertThat(query("--session", "FIX.4.4:FIXWAY->CLIENT1", "--type", "FILL", "--json").lines()).hasSize(1);
        assertThat(query("--symbol", "AAPL", "--account", "MAIN", "--provider", "mock", "--type", "CANCEL_ACCEPTED",
                "--json").lines()).hasSize(1);
        List<String> all = query("--json").lines();
        assertThat(query("--last", "3", "--json").lines()).isEqualTo(all.subList(all.size() - 3, all.size()));
        assertThat(query("--last", "3", "--limit", "3").code()).isEqualTo(2);
        assertThat(query("--from", end.toString(), "--json").out()).isEmpty();
        assertThat(query("--account", "OTHER")).isEqualTo(new Printed(0, "", query("--account", "OTHER").err()));
    }

    @Test
    void showsOrdersAsTheyStood() {
        List<String> open = query("--as-of", beforeCancel.toString(), "--json").lines();
        assertThat(open).hasSize(1);
        assertThat(open.getFirst()).contains("\"order_id\":\"" + resting + "\"", "\"ord_status\":\"NEW\"",
                "\"leaves_qty\":\"10\"", "\"entered_by\":\"FIX.4.4:FIXWAY->CLIENT1\"");

        assertThat(query("--as-of", end.toString(), "--json").lines()).isEmpty();
        assertThat(query(resting, "--as-of", end.toString(), "--json").out())
                .contains("\"ord_status\":\"CANCELED\"", "\"leaves_qty\":\"0\"");
        assertThat(query(filled, "--as-of", end.toString(), "--json").out()).contains("\"ord_status\":\"FILLED\"",
                "\"cum_qty\":\"20\"");
        assertThat(query(filled, "--as-of", "2020-01-01").code()).isEqualTo(1);
        assertThat(query("--as-of", beforeCancel.toString(), "--symbol", "MSFT").out()).isEmpty();
        assertThat(query("--as-of", beforeCancel.toString()).lines().getFirst())
                .startsWith("seq  order_id            cl_ord_id   entered_by");
    }

    @Test
    void goesOnWhereAnAnswerEnded() {
        List<String> all = query("--symbol", "MSFT", "--json").lines();
        List<String> found = new ArrayList<>();
        Printed page = query("--symbol", "MSFT", "--json", "--limit", "2");
        while (!page.out().isEmpty()) {
            assertThat(page.lines()).hasSizeLessThanOrEqualTo(2);
            found.addAll(page.lines());
            page = query("--symbol", "MSFT", "--json", "--limit", "2", "--after", page.cursor());
        }

        assertThat(found).isEqualTo(all).hasSizeGreaterThan(5);
        assertThat(query(resting, "--json", "--limit", "2").err()).contains("2 rows; more: --after e");
        assertThat(query("--json", "--after", "3", "--limit", "1").out()).startsWith("{\"seq\":4,");
    }

    @Test
    void writesCsvThatASpreadsheetDoesNotRun() {
        Printed csv = query(resting, "--format", "csv");

        List<String> lines = List.of(csv.out().split("\r\n", -1));
        assertThat(lines.getFirst()).startsWith("seq,event_type,epoch,node_id,event_time");
        assertThat(lines.getLast()).isEmpty();
        assertThat(csv.out()).contains(",'=cmd+C1!A0,").doesNotContain(",=cmd");
        long fields = lines.getFirst().chars().filter(c -> c == ',').count();
        assertThat(lines.subList(1, lines.size() - 1)).hasSize(query(resting, "--json").lines().size())
                .filteredOn(line -> !line.contains("\""))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.chars().filter(c -> c == ',').count()).isEqualTo(fields));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --type FIL               | --type: no event type is called "FIL"; allowed are ACKNOWLEDGED, ALARM_RAISED,
            --from yesterday         | --from: not a time; allowed is RFC 3339 such as 2026-11-21T10:00:00Z
            --to 2026-11-21T10:00:00 | --to: not a time; allowed is RFC 3339
            --as-of 2026-13-01       | --as-of: not a time
            --from 2026-11-21 --to 2026-11-20 | --from: 2026-11-21T00:00:00Z is not before 2026-11-20T00:00:00Z; allowed
            --from 2026-11-21 --to 2026-11-21 | a range that begins before it ends
            --limit 0                | --limit: not a number of rows; allowed are whole numbers from 1 on
            --limit -3               | --limit: not a number of rows
            --limit many             | --limit: not a number of rows
            --format xml             | --format: unknown; allowed are table, csv and jsonl
            --after nonsense         | --after: not a cursor; allowed is what an answer to the same question ended with
            --after 999999           | --after: this cursor is ahead of the ledger
            --as-of 2026-11-21 --type FILL | --type: asks for events, as_of for orders; allowed with as_of are id,
            """)
    void saysWhatIsAllowedInstead(String arguments, String message) {
        Printed refused = query(arguments.split(" "));

        assertThat(refused.code()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err()).contains(message);
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void refusesACursorOfAnotherQuestion() {
        String cursor = query("--symbol", "MSFT", "--limit", "1").cursor();

        for (String other : List.of("--symbol=AAPL", "--account=MAIN", "--as-of=2026-11-21")) {
            Printed refused = query(other, "--after", cursor);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("--after: this cursor belongs to another question; allowed is one from an answer to");
        }
    }

    @Test
    void answersOperatorsOnRest() {
        HttpResponse<String> array = ops("/events?type=FILL&limit=1");
        assertThat(array.statusCode()).isEqualTo(200);
        assertThat(array.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(array.headers().firstValue("Fixway-More")).hasValue("true");
        assertThat(array.body()).startsWith("[{\"seq\":").endsWith("}]");
        String cursor = array.headers().firstValue("Fixway-Next").orElseThrow();

        HttpResponse<String> lines = ops("/events?type=FILL&format=jsonl&after=" + cursor);
        assertThat(lines.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(lines.headers().firstValue("Fixway-More")).hasValue("false");
        assertThat(lines.body().lines()).hasSize(1);
        assertThat(lines.body() + query("--type", "FILL", "--limit", "1", "--json").out().strip())
                .isEqualTo(query("--type", "FILL", "--json").lines().getLast() + "\n"
                        + query("--type", "FILL", "--json").lines().getFirst());

        assertThat(ops("/orders?as_of=" + beforeCancel).body()).contains(resting);
        assertThat(ops("/orders/" + filled + "?as_of=" + end).body()).contains("\"ord_status\":\"FILLED\"");
        assertThat(ops("/orders/" + filled).body()).contains("ORDER_RECEIVED", "FILL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /events?type=FIL             | type: no event type is called "FIL"; allowed are
            /events?symbl=AAPL           | symbl: unknown; allowed are id, session, account, symbol, type,
            /events?limit=0              | limit: not a number of rows; allowed are whole numbers from 1 on
            /events?symbol=A&symbol=B    | symbol: stands there twice
            /events?format=csv           | format: unknown; allowed are json (an array) and jsonl
            /events?as_of=2026-11-21     | as_of: asks for orders; they are at /v1/ops/ledger/orders
            /orders                      | as_of: missing; allowed is a time such as
            /orders/x?as_of=now          | as_of: not a time; allowed is RFC 3339
            /orders/x?id=y               | id: stands in the path
            """)
    void saysOnRestWhatIsAllowedInstead(String path, String message) {
        HttpResponse<String> refused = ops(path);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains(message);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    }

    @Test
    @org.junit.jupiter.api.Order(Integer.MAX_VALUE)
    void answersTheSameFromTheFiles() {
        String until = end.toString();
        List<List<String>> questions = new ArrayList<>();
        for (String format : List.of("table", "csv", "jsonl")) {
            questions.add(List.of(resting, "--format", format));
            questions.add(List.of("=cmd+C1!A0", "--format", format));
            questions.add(List.of("--to", until, "--format", format));
            questions.add(List.of("--session", "CLIENT1", "--to", until, "--format", format));
            questions.add(List.of("--symbol", "MSFT", "--limit", "3", "--format", format));
            questions.add(List.of("--as-of", beforeCancel.toString(), "--format", format));
            questions.add(List.of(filled, "--as-of", until, "--format", format));
            questions.add(List.of("nobody", "--format", format));
        }
        List<Printed> beside = questions.stream().map(question -> query(question.toArray(String[]::new))).toList();
        String cursor = query("--symbol", "MSFT", "--limit", "2").cursor();
        List<String> rest = query("--symbol", "MSFT", "--after", cursor).lines();

        gateway.close();

        for (int i = 0; i < questions.size(); i++) {
            Printed alone = query(questions.get(i).toArray(String[]::new));
            assertThat(alone.out()).as(questions.get(i).toString()).isEqualTo(beside.get(i).out());
            assertThat(alone.code()).isEqualTo(beside.get(i).code());
            // The head of the ledger is part of a cursor, and it has moved.
            assertThat(CURSOR.matcher(alone.err()).replaceAll("")).isEqualTo(
                    CURSOR.matcher(beside.get(i).err()).replaceAll(""));
        }
        assertThat(query("--symbol", "MSFT", "--after", cursor).lines()).isEqualTo(rest).isNotEmpty();
    }

    @SuppressWarnings("NullAway") // JUnit calls trade() before anything reads the field.
    private static TestGateway none() {
        return null;
    }
}
