package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestAuthenticationIT {
    private static final String KEY = "key-key-key-key-key-key-key-key-0";
    private final RestFixture rest = new RestFixture(KEY);

    @AfterEach
    void stop() {
        rest.close();
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/orders", "GET,/v1/nothing", "PUT,/v1/orders", "OPTIONS,/v1/orders", "GET,/v1/ws",
            "GET,/livez/",
            "GET,/swagger-ui", "GET,/v1/ops/ledger/verify", "GET,/v1/orders?limit=x"})
    void protectsEverythingElse(String method, String path) {
        HttpResponse<String> missing = rest.send(method, path, null);
        HttpResponse<String> wrong = rest.send(method, path, null, "Authorization", "Bearer wrong", "X-API-Key", KEY);

        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(RestFixture.json(missing).get("code").asString()).isEqualTo("UNAUTHORIZED");
        assertThat(RestFixture.json(missing).get("details")).isEqualTo(RestFixture.json("{'code':'MISSING_API_KEY'}"));
        assertThat(missing.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(RestFixture.json(wrong).get("details")).isEqualTo(RestFixture.json("{'code':'INVALID_API_KEY'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz?x=1", "/health", "/metrics"})
    void leavesHealthOpen(String path) {
        assertThat(rest.get(path).statusCode()).isEqualTo(200);
        assertThat(rest.send("POST", path, "").statusCode()).isEqualTo(405);
    }

    @Test
    void takesEitherHeader() {
        assertThat(rest.get("/v1/orders", "Authorization", "Bearer " + KEY).statusCode()).isEqualTo(200);
        assertThat(rest.get("/v1/orders", "X-API-Key", KEY).statusCode()).isEqualTo(200);
        assertThat(rest.get("/v1/orders?api_key=" + KEY).statusCode()).isEqualTo(401);
    }

    @Test
    void countsOnlyTheFirstLineOfAHeader() {
        assertThat(rest.get("/v1/orders", "X-API-Key", "wrong", "X-API-Key", KEY).statusCode()).isEqualTo(401);
    }

    @Test
    void opensOpsToTheOperatorTokenOnly() {
        assertThat(rest.get("/v1/ops/ledger/verify", "Authorization", "Bearer " + KEY).statusCode()).isEqualTo(401);
        assertThat(
                rest.get("/v1/ops/ledger/verify", "Authorization", "Bearer " + RestFixture.OPERATOR_TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(rest.get("/v1/orders", "Authorization", "Bearer " + RestFixture.OPERATOR_TOKEN).statusCode())
                .isEqualTo(401);
    }

    @Test
    void answersBeforeTheBodyHasCome() {
        try (RawConnection connection = rest.connect()) {
            RawConnection.Reply reply = connection
                    .write("POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: "
                            + "application/json\r\nContent-Length: 1000\r\n\r\n")
                    .read();

            assertThat(reply.status()).isEqualTo(401);
        }
    }

    @Test
    void doesNotInviteABodyThatItRefuses() {
        try (RawConnection connection = rest.connect()) {
            RawConnection.Reply reply = connection.write("POST /v1/orders HTTP/1.1\r\nHost: x\r\n")
                    .write("Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
                    .read();

            assertThat(reply.status()).isEqualTo(401);
        }
    }
}
