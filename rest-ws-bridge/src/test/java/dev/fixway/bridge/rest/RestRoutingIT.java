package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestRoutingIT {
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    private RawConnection.Reply send(String method, String path) {
        try (RawConnection connection = rest.connect()) {
            return connection.write(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").read(!method.equals("HEAD"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/", "/v1/orders/", "/v1/orders/a/b", "/v1//orders", "/v1/acc%6Funt",
            "/v1/Account",
            "/livez/", "/v1/./orders", "/v1/x/../orders", "/v1/quotes/", "/swagger-ui", "/api-docs/openapi.json",
            "/v1/ops/x"})
    void knowsNoOtherPaths(String path) {
        RawConnection.Reply reply = path.startsWith("/v1/ops") ? operator(path) : send("GET", path);

        assertThat(reply.status()).as(path).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isNull();
        assertThat(reply.header("Content-Length")).isEqualTo("0");
    }

    private RawConnection.Reply operator(String path) {
        try (RawConnection connection = rest.connect()) {
            return connection
                    .write("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + RestFixture.OPERATOR_TOKEN
                            + "\r\n\r\n")
                    .read();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"PUT|/v1/orders|POST,GET,HEAD,DELETE",
            "OPTIONS|/v1/orders|POST,GET,HEAD,DELETE",
            "TRACE|/v1/orders|POST,GET,HEAD,DELETE", "get|/v1/orders|POST,GET,HEAD,DELETE",
            "BREW|/v1/orders|POST,GET,HEAD,DELETE",
            "PATCH|/v1/orders|POST,GET,HEAD,DELETE", "POST|/v1/orders/x|GET,HEAD,PATCH,DELETE",
            "DELETE|/v1/orders/history|GET,HEAD",
            "PATCH|/v1/orders/history|GET,HEAD", "POST|/v1/positions|GET,HEAD,DELETE",
            "POST|/v1/positions/x|GET,HEAD,DELETE,PATCH",
            "GET|/v1/circuit-breakers/reset|POST", "HEAD|/v1/circuit-breakers/reset|POST", "POST|/livez|GET,HEAD",
            "DELETE|/metrics|GET,HEAD", "POST|/v1/account|GET,HEAD", "POST|/v1/ws|GET,HEAD"})
    void namesTheMethodsOfAPath(String method, String path, String allow) {
        RawConnection.Reply reply = send(method, path);

        assertThat(reply.status()).isEqualTo(405);
        assertThat(Set.of(Objects.requireNonNull(reply.header("Allow")).split(",", -1)))
                .isEqualTo(Set.of(allow.split(",", -1)));
        assertThat(reply.header("Content-Length")).isEqualTo("0");
        assertThat(reply.header("Content-Type")).isNull();
    }

    @Test
    void hasNoHeadOfTheStream() {
        RawConnection.Reply reply = send("HEAD", "/v1/ws");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/health", "/v1/orders", "/v1/orders/nothing", "/v1/account"})
    void answersHeadAsGetWithoutTheBody(String path) {
        RawConnection.Reply get = send("GET", path);

        try (RawConnection connection = rest.connect()) {
            RawConnection.Reply head = connection.write("HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").read(false);
            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(connection.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").read().body())
                    .isEqualTo("{\"status\":\"ok\"}");
        }
    }

    @Test
    void sendsNoHeadersThatTellOfItself() {
        RawConnection.Reply reply = send("GET", "/v1/orders");

        assertThat(reply.header("Server")).isNull();
        assertThat(reply.header("Date")).isNotNull();
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.head().toLowerCase(java.util.Locale.ROOT)).doesNotContain("access-control", "correlation",
                "x-powered");
    }

    @Test
    void decodesPathParameters() {
        assertThat(send("GET", "/v1/orders/h%69story").body()).contains("\"id\":\"history\"");
        assertThat(send("GET", "/v1/orders/a+b").body()).contains("\"id\":\"a+b\"");
        RawConnection.Reply bad = send("GET", "/v1/orders/%ff");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(bad.body()).contains("order_id");
    }

    @Test
    void takesTheAbsoluteFormOfATarget() {
        assertThat(send("GET", "http://x/livez").status()).isEqualTo(200);
    }
}
