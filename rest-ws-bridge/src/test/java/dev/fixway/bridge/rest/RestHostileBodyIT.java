package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies that are no orders: refused with the documented code, before the engine sees them, and nothing of our inside
/// is told.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestHostileBodyIT {
    private static final String REST = ",'side':'BUY','order_type':'MARKET'}";
    private RestFixture rest;

    @BeforeAll
    void start() {
        rest = new RestFixture();
    }

    @AfterEach
    void theNextOrderIsTaken() {
        rest.submitted("A");
        rest.engine.commands.clear();
    }

    @AfterAll
    void stop() {
        rest.close();
    }

    private static Arguments row(String code, String name, String body) {
        return Arguments.of(name, code, body.replace('\'', '"'));
    }

    private static Arguments quantity(String code, String value) {
        return row(code, "quantity " + (value.length() > 40 ? value.substring(0, 40) : value),
                "{'symbol':'A','quantity':" + value + REST);
    }

    private static Arguments member(String code, String name, String member) {
        return row(code, name,
                "{'quantity':'1'," + (member.contains("'symbol'") ? "" : "'symbol':'A',") + member + REST);
    }

    static Stream<Arguments> syntax() {
        String bad = "INVALID_REQUEST";
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        return Stream.of(row(bad, "nothing but brackets", "[".repeat(100_000)),
                row(bad, "deep unknown member", "{'x':" + deep + "}"),
                row(bad, "deep symbol", "{'symbol':" + deep + "}"),
                row(bad, "deep objects", "{'a':".repeat(100_000) + "1" + "}".repeat(100_000)),
                row(bad, "byte order mark", "\ufeff{'symbol':'A','quantity':'1'" + REST),
                row(bad, "comment", "/*x*/{'symbol':'A','quantity':'1'" + REST),
                row(bad, "line comment", "{'symbol':'A',//x\n'quantity':'1'" + REST),
                row(bad, "comma too many", "{'symbol':'A',,'quantity':'1'" + REST),
                row(bad, "two objects", "{'symbol':'A','quantity':'1'" + REST + "{}"),
                row(bad, "known member twice", "{'symbol':'A','s\\u0079mbol':'B','quantity':'1'" + REST),
                row(bad, "escape that is none", "{'\\x':1}"), row(bad, "half an escape", "{'a':'\\u12'}"),
                row(bad, "control character", "{'a':'\u0001'}"), row(bad, "name of 60,000", "{'" + "x".repeat(60_000)
                        + "':1}"),
                row(bad, "number of 1,500 digits", "{'x':" + "1".repeat(1_500) + "}"),
                row(bad, "half a word", "{'hidden':tru}"), row(bad, "NUL", "\0"), row(bad, "XML", "<order/>"),
                row(bad, "form", "symbol=A&side=BUY&quantity=1"));
    }

    static Stream<Arguments> numbers() {
        Stream<Arguments> shapes = Stream.of("NaN", "Infinity", "-Infinity", "'NaN'", "'Infinity'", "'-inf'", "+1",
                ".5",
                "1.", "-", "01", "0x10", "1e", "1e+", "''", "' 1'", "'1 '", "'1,5'", "'1e'", "'--1'", "'\\u0661'",
                "1E+999999999", "'1E+999999999'", "-1E+999999999", "'1e-999999999'", "'0E-29'",
                "1e99999999999999999999", "'1e99999999999999999999'", "9".repeat(40), "'" + "9".repeat(40) + "'",
                "'" + "1".repeat(2_000) + "'", "{}", "[]", "true", "null")
                .map(value -> quantity("INVALID_REQUEST", value));
        Stream<Arguments> values = Stream.of("0", "-0", "-1", "'-1'", "'0'", "'-0.0'", "0.0", "1e-999999999",
                "-1e-400", "'0.00000000000000000000000000004'", "'-" + "9".repeat(20) + "'")
                .map(value -> quantity("VALIDATION_ERROR", value));
        return Stream.concat(shapes, values);
    }

    static Stream<Arguments> types() {
        Stream<Arguments> wrong = Stream.of("symbol", "side", "quantity", "order_type", "limit_price", "stop_price",
                "trailing_distance", "trailing_type", "stop_loss", "take_profit", "position_id", "reduce_only",
                "post_only", "hidden", "display_quantity", "margin_mode", "leverage", "client_order_id",
                "oco_group_id", "time_in_force", "provider")
                .flatMap(
                        name -> Stream.of("{}", "[]", "['1']")
                                .map(value -> row("INVALID_REQUEST", name + " " + value,
                                        "{'" + name + "':" + value + "}")));
        Stream<Arguments> spelled = Stream.of("'side':1", "'side':true", "'side':''", "'order_type':5",
                "'time_in_force':null", "'time_in_force':'GTD'", "'margin_mode':0", "'reduce_only':'true'",
                "'reduce_only':1", "'post_only':null", "'hidden':0", "'client_order_id':7", "'symbol':true",
                "'symbol':null").map(member -> row("INVALID_REQUEST", member, "{" + member + "}"));
        return Stream.concat(wrong, spelled);
    }

    static Stream<Arguments> texts() {
        String long1 = "x".repeat(1_000_000);
        return Stream.of(member("VALIDATION_ERROR", "client_order_id of 1 MB", "'client_order_id':'" + long1 + "'"),
                member("VALIDATION_ERROR", "symbol of 1 MB", "'symbol':'" + long1 + "'"),
                member("VALIDATION_ERROR", "oco_group_id of 1 MB", "'oco_group_id':'" + long1 + "'"),
                member("INVALID_VALUE", "position_id of 1 MB", "'position_id':'" + long1 + "'"),
                member("INVALID_VALUE", "provider of 1 MB", "'provider':'" + long1 + "'"),
                member("INVALID_REQUEST", "time_in_force of 1 MB", "'time_in_force':'" + long1 + "'"),
                member("INVALID_VALUE", "high surrogate", "'symbol':'\\ud800'"),
                member("INVALID_VALUE", "low surrogate", "'client_order_id':'\\udc00x'"),
                member("INVALID_VALUE", "surrogates the wrong way", "'position_id':'\\udc00\\ud800'"),
                member("INVALID_VALUE", "surrogate provider", "'provider':'\\ud800'"),
                member("INVALID_VALUE", "NUL", "'symbol':'A\\u0000'"),
                member("INVALID_VALUE", "SOH", "'client_order_id':'a\\u000134=9'"),
                member("INVALID_VALUE", "line feed", "'client_order_id':'a\\nb'"),
                member("INVALID_VALUE", "C1 control", "'symbol':'\\u0085'"),
                member("VALIDATION_ERROR", "no symbol", "'symbol':''"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"syntax", "numbers", "types", "texts"})
    void refuses(String name, String code, String body) {
        HttpResponse<String> response = rest.post(body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(RestFixture.json(response).get("code").asString()).isEqualTo(code);
        assertThat(response.body().length()).as("an answer does not repeat what is large").isLessThan(2_000);
        Leaks.assertNone(response.body());
        assertThat(rest.engine.commands).isEmpty();
    }
}
