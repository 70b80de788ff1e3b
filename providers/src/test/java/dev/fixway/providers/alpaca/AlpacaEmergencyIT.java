package dev.fixway.providers.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.EmergencyDesk;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cancelling at the venue with its credentials alone: by one request, and singly what that one left.
class AlpacaEmergencyIT {
    private static final String FAILED = "{\"code\":42210000,\"message\":\"order is not cancelable\"}";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private AlpacaStandIn venue;
    @SuppressWarnings("NullAway") // set before each test
    private EmergencyDesk desk;

    @BeforeEach
    void open() {
        venue = AlpacaStandIn.start(AlpacaStandIn.Manner.BY_HAND, folder.resolve("book"));
        Map<String, String> settings = new HashMap<>(venue.settings());
        settings.put("PROVIDER_REQUEST_TIMEOUT_MS", "600");
        desk = new AlpacaFactory().emergency(Environment.read(settings, folder), folder, InstantSource.system());
        for (String id : List.of("a", "b", "c")) {
            venue.place(id, "AAPL", "3");
        }
    }

    @AfterEach
    void close() {
        desk.close();
        venue.close();
    }

    private String id(String clientId) {
        PaperOrder order = venue.order(clientId);
        return order == null ? "" : order.id();
    }

    private List<Outcome> cancelAll() {
        List<VenueOrder> open = desk.openOrders();
        Map<VenueOrderId, Outcome> outcomes = desk.cancelAll(open);
        assertThat(outcomes).containsOnlyKeys(open.stream().map(VenueOrder::venueOrderId).toList());
        return List.copyOf(outcomes.values());
    }

    private void singly(int times) {
        venue.fault(PaperFault.next(Kind.REFUSED, On.CANCEL).answer(422, FAILED).times(times));
    }

    @Test
    void cancelsEverythingByOneRequest() {
        singly(9);

        assertThat(cancelAll()).hasSize(3).hasOnlyElementsOfType(Outcome.Accepted.class);
        assertThat(desk.openOrders()).isEmpty();
    }

    @Test
    void readsTheStatusOfEachAndCancelsSinglyWhatFailed() {
        venue.fault(PaperFault.next(Kind.REFUSED, On.CANCEL_ALL)
                .answer(207, "[{\"id\":\"" + id("a") + "\",\"status\":422,\"body\":" + FAILED + "},{\"id\":\"" + id("b")
                        + "\",\"status\":500},{\"id\":\"another\",\"status\":200}]"));

        assertThat(cancelAll()).as("failed, failed, not named").hasOnlyElementsOfType(Outcome.Accepted.class);
        assertThat(desk.openOrders()).isEmpty();
    }

    @Test
    void saysWhatNeitherWayDid() {
        venue.fault(PaperFault.next(Kind.REFUSED, On.CANCEL_ALL)
                .answer(207, "[{\"id\":\"" + id("a") + "\",\"status\":422,\"body\":" + FAILED + "}]"));
        singly(1);

        List<Outcome> outcomes = cancelAll();

        assertThat(outcomes.getFirst()).isInstanceOfSatisfying(Outcome.Rejected.class,
                rejected -> assertThat(rejected.text()).isEqualTo("order is not cancelable"));
        assertThat(outcomes.subList(1, 3)).hasOnlyElementsOfType(Outcome.Accepted.class);
        assertThat(desk.openOrders()).extracting(VenueOrder::clientId).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({"LOST_REQUEST, 0", "SILENT, 0", "UNREADABLE, 0", "TRUNCATED, 0", "REFUSED, 500", "REFUSED, 404"})
    void cancelsSinglyWhenTheOneRequestFails(Kind kind, int status) {
        PaperFault fault = PaperFault.next(kind, On.CANCEL_ALL);
        venue.fault(status == 0 ? fault : fault.answer(status, "{\"message\":\"no\"}"));

        cancelAll();

        assertThat(desk.openOrders()).isEmpty();
    }

    @Test
    void cancelsAlthoughFillsCannotBeRead() {
        venue.fill("a", "1", "1.5");
        venue.fault(PaperFault.next(Kind.REFUSED, On.FILLS).answer(500, "{\"message\":\"no\"}").times(1_000));

        assertThat(cancelAll()).hasSize(3).hasOnlyElementsOfType(Outcome.Accepted.class);
    }
}
