package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestBodyIT {
    private static final String ORDER = "{\"symbol\":\"A\",\"side\":\"BUY\",\"quantity\":\"1\","
            + "\"order_type\":\"MARKET\"}";
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "1", "\"x\"", "[]", "['A','BUY','1','MARKET']", "{", "{'symbol':'A'",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET'",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET'} x",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET'}{}",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET',}",
            "{symbol:'A','side':'BUY','quantity':'1','order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','quantity':01,'order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET'}//",
            "{'symbol':'A','symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','side':null,'quantity':'1','order_type':'MARKET'}",
            "{'side':'BUY','quantity':'1','order_type':'MARKET'}",
            "{'symbol':'A','quantity':'1','order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','order_type':'MARKET'}", "{'symbol':'A','side':'BUY','quantity':'1'}",
            "{'symbol':null,'side':'BUY','quantity':'1','order_type':'MARKET'}",
            "{'symbol':1,'side':'BUY','quantity':'1','order_type':'MARKET'}",
            "{'symbol':'A','side':'HOLD','quantity':'1','order_type':'MARKET'}",
            "{'symbol':'A','side':1,'quantity':'1','order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'STOPLIMIT'}",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'L\u0131MIT'}",
            "{'symbol':'A','side':'BUY','quantity':'one','order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','quantity':true,'order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','quantity':['1'],'order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','quantity':null,'order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET','time_in_force':null}",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET','time_in_force':'GTD'}",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET','reduce_only':null}",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET','hidden':'true'}",
            "{'symbol':'A','side':'BUY','quantity':'1','order_type':'MARKET','client_order_id':7}",
            "{'symbol':'A','side':'BUY','quantity':1e20,'order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','quantity':'1e29','order_type':'MARKET'}",
            "{'symbol':'A','side':'BUY','quantity':NaN,'order_type':'MARKET'}"})
    void refusesWhatIsNoOrder(String body) {
        HttpResponse<String> response = rest.post(body.replace('\'', '"'));

        assertThat(response.statusCode()).as(body).isEqualTo(400);
        assertThat(RestFixture.json(response).get("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(RestFixture.json(response).has("details")).isFalse();
        assertThat(rest.engine.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'symbol':'A','side':'buy','quantity':1,'order_type':'Market','x':1,'x':2}",
            "{'symbol':'A','side':'Sell','quantity':'1','order_type':'market','time_in_force':'Day',"
                    + "'margin_mode':'Cross'}",
            " {\n'symbol' : 'A','side':'BUY','quantity':18446744073709551615,'order_type':'MARKET'}\r\n\t "})
    void takesWhatIsAnOrder(String body) {
        assertThat(rest.post(body.replace('\'', '"')).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"application/json,201", "application/json; charset=utf-8,201", "APPLICATION/JSON,201",
            "application/vnd.acme+json;v=1,201", "text/json,400", "text/plain,400", "application/jsonx,400",
            "json,400"})
    void looksAtTheContentType(String contentType, int status) {
        HttpResponse<String> response = rest.send("POST", "/v1/orders", ORDER, "Content-Type", contentType);

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void needsAContentType() {
        assertThat(rest.send("POST", "/v1/orders", ORDER).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', value = {"'1.50',1.50", "1.50,1.5", "'1e3',1000", "'00012.300',12.300",
            "'1_000',1000", "100,100",
            "'1.2345678901234567890155E-7',0.0000001234567890123456789016"})
    void keepsDecimalsAsTheyWereSent(String sent, String shown) {
        HttpResponse<String> response = rest
                .post("{\"symbol\":\"A\",\"side\":\"BUY\",\"quantity\":" + sent.replace('\'', '"')
                        + ",\"order_type\":\"MARKET\"}");

        var order = RestFixture.json(rest.get("/v1/orders/" + RestFixture.json(response).get("id").asString()));
        assertThat(order.get("quantity").isString()).isTrue();
        assertThat(order.get("quantity").asString()).isEqualTo(shown);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] body = ORDER.replace("\"A\"", "\"\u00ff\"").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        try (RawConnection connection = rest.connect()) {
            connection.write("POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length
                    + "\r\n\r\n").write(body);

            assertThat(connection.read().status()).isEqualTo(400);
        }
    }

    @Test
    void refusesOtherEncodingsOfJson() {
        byte[] body = ORDER.getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
        try (RawConnection connection = rest.connect()) {
            connection.write("POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length
                    + "\r\n\r\n").write(body);

            assertThat(connection.read().status()).isEqualTo(400);
        }
    }
}
