package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.providers.standin.Fault;
import dev.fixway.providers.standin.StandInControl;
import dev.fixway.providers.standin.StandInVenue;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The mock beside the stand-in in one process: each order goes where it is meant to, and no venue waits for the other.
class SeveralProvidersIT {
    private static final String RESTS = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";
    private static final String BODY = """
            {"symbol":"AAPL","side":"BUY","quantity":"5","order_type":"LIMIT","limit_price":"9","time_in_force":"GTC"}""";
    private static final String TO_STAND_IN = BODY.replace("}", ",\"provider\":\"stand-in\"}");
    private static final int SLOW_MILLIS = 3_000;
    private static final int SLOW_ORDERS = 20;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private StandInVenue venue;
    @SuppressWarnings("NullAway") // set before each test
    private StandInControl control;
    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        venue = StandInVenue.start(
                new StandInVenue.Manner(0, Amends.IN_PLACE, Duration.ZERO, Duration.ZERO, BigDecimal.ONE),
                folder.resolve("book"));
        control = new StandInControl(venue.port());
        Path sessions = Files.writeString(folder.resolve("sessions.cfg"), """
                [default]
                ConnectionType=acceptor
                BeginString=FIX.4.4
                SenderCompID=FIXWAY
                [session]
                TargetCompID=PLAIN
                [session]
                TargetCompID=BOUND
                Provider=stand-in
                """);
        Map<String, String> settings = new HashMap<>(Map.of("GATEWAY_PROVIDER", "mock,stand-in", "STAND_IN_URL",
                "http://127.0.0.1:" + venue.port(), "STAND_IN_VISIBILITY_MS", "0", "RECONNECT_INITIAL_BACKOFF_MS", "20",
                "RECONNECT_MAX_BACKOFF_MS", "100", "PROVIDER_REQUEST_TIMEOUT_MS", "5000", "FIX_CONFIG",
                sessions.toString()));
        gateway = TestGateway.start(folder, settings, Ports.PLAIN);
        await().until(() -> gateway.get("/readyz").status() == 200);
    }

    @AfterEach
    void stop() {
        gateway.close();
        control.close();
        venue.close();
    }

    private int atStandIn() {
        return control.picture().orders().size();
    }

    @Test
    void sendsEachOrderWhereItIsMeantToGo() {
        FixPeer plain = gateway.logon("PLAIN");
        FixPeer bound = gateway.logon("BOUND");

        plain.order("A1", RESTS);
        assertThat(plain.next(2).getLast().pick(150)).isEqualTo("150=0");
        TestGateway.Answer atMock = gateway.enter(BODY);
        assertThat(atMock.status()).isEqualTo(201);
        assertThat(atStandIn()).isZero();

        plain.order("A2", RESTS + "|100=stand-in");
        assertThat(plain.next(2).getLast().pick(150)).isEqualTo("150=0");
        bound.order("B1", RESTS);
        assertThat(bound.next(2).getLast().pick(150)).isEqualTo("150=0");
        TestGateway.Answer atOther = gateway.enter(TO_STAND_IN);
        assertThat(atOther.status()).isEqualTo(201);
        assertThat(atStandIn()).isEqualTo(3);
        assertThat(gateway.get("/v1/orders/" + atMock.text("id")).text("provider")).isEqualTo("mock");
        assertThat(gateway.get("/v1/orders/" + atOther.text("id")).text("provider")).isEqualTo("stand-in");
        assertThat(gateway.get("/v1/orders").json()).extracting(order -> order.path("provider").asString())
                .containsExactlyInAnyOrder("mock", "mock", "stand-in", "stand-in", "stand-in");

        bound.order("B2", RESTS + "|100=mock");
        assertThat(bound.next(2).getLast().pick(150)).isEqualTo("150=0");
        plain.order("A3", RESTS + "|100=nowhere");
        assertThat(plain.next().pick(150, 103, 58)).isEqualTo("150=8|103=11|58=there is no provider nowhere");
        assertThat(atStandIn()).isEqualTo(3);
    }

    @Test
    void letsNoOrderWaitForAnotherVenue() {
        control.fault(Fault.next(Fault.Kind.SLOW_REPLY, Fault.On.SUBMIT).times(SLOW_ORDERS).millis(SLOW_MILLIS));
        control.missEvents(SLOW_ORDERS);
        List<CompletableFuture<TestGateway.Answer>> slow = new ArrayList<>();
        for (int i = 0; i < SLOW_ORDERS; i++) {
            slow.add(gateway.enterLater(TO_STAND_IN));
        }
        await().until(() -> atStandIn() == SLOW_ORDERS);

        for (int i = 0; i < 10; i++) {
            assertThat(gateway.enter(BODY).status()).isEqualTo(201);
        }

        assertThat(slow).as("answered before the mock's").noneMatch(CompletableFuture::isDone);
        assertThat(slow).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(201));
        assertThat(atStandIn()).isEqualTo(SLOW_ORDERS);
    }

    @Test
    void completesOrdersWhileAnotherVenueNeverAnswers() {
        control.fault(Fault.next(Fault.Kind.SILENT, Fault.On.SUBMIT).times(2 * SLOW_ORDERS));
        FixPeer plain = gateway.logon("PLAIN");
        FixPeer bound = gateway.logon("BOUND");
        for (int i = 0; i < SLOW_ORDERS; i++) {
            bound.order("B" + i, RESTS);
            plain.order("A" + i, RESTS);
            CompletableFuture<TestGateway.Answer> _ = gateway.enterLater(TO_STAND_IN);
        }

        assertThat(plain.next(2 * SLOW_ORDERS).stream().map(report -> report.pick(11, 150))).containsAll(
                IntStream.range(0, SLOW_ORDERS).mapToObj(i -> "11=A" + i + "|150=0").toList());
        assertThat(gateway.enter(BODY).status()).isEqualTo(201);
        assertThat(bound.next(SLOW_ORDERS)).as("received, and not a word of the venue")
                .allSatisfy(report -> assertThat(report.pick(150)).isEqualTo("150=A"));
        assertThat(bound.next(Duration.ofMillis(100))).isNull();
        assertThat(atStandIn()).isZero();
    }

    @Test
    void refusesByNameWhatADeadVenueCannotTake() {
        TestGateway.Answer resting = gateway.enter(TO_STAND_IN);
        venue.close();
        await().until(() -> gateway.get("/readyz").status() == 503);

        assertThat(gateway.get("/readyz").text("message")).contains("provider stand-in is not ready");
        TestGateway.Answer refused = gateway.enter(TO_STAND_IN);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("details").path("reject_code").asString("")).isEqualTo("PROVIDER_NOT_READY");
        assertThat(gateway.enter(BODY).status()).isEqualTo(201);
        // It goes to the venue, which is not there.
        TestGateway.Answer cancel = gateway.delete("/v1/orders/" + resting.text("id"));
        assertThat(cancel.json().path("details").path("reject_code").asString("")).isEqualTo("NOT_SENT");
        assertThat(gateway.get("/v1/orders/" + resting.text("id")).text("status")).isEqualTo("OPEN");
    }
}
