package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.Feature;
import dev.fixway.engine.risk.RiskControls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/// An engine with a ledger in memory, a scripted venue and recorded sessions. The ledger and the venue outlive it.
final class EngineRig implements AutoCloseable {
    static final EngineSettings SETTINGS = new EngineSettings(1_000, 4, 50, Duration.ofSeconds(10),
            Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofHours(24), Duration.ofSeconds(30));
    static final Capabilities CAPABILITIES = new Capabilities(EnumSet.allOf(OrdType.class),
            EnumSet.allOf(TimeInForce.class), EnumSet.allOf(Feature.class), Capabilities.Amends.IN_PLACE, Duration.ZERO,
            true);
    static final AccountId MAIN = new AccountId("MAIN");
    static final AccountId OTHER = new AccountId("OTHER");
    static final String DROP_COPY = session("DROPCOPY");

    final HandClock clock = new HandClock();
    /// What left the engine, in order: `report`, `answer` and `call`.
    final List<String> deeds = new CopyOnWriteArrayList<>();
    final ScriptedVenue venue = new ScriptedVenue(clock, CAPABILITIES, deeds);
    final FixClient one = new FixClient(this, new Party(Edge.FIX, session("CLIENT1"), MAIN));
    final FixClient same = new FixClient(this, new Party(Edge.FIX, session("CLIENT42"), MAIN));
    final FixClient two = new FixClient(this, new Party(Edge.FIX, session("CLIENT2"), OTHER));
    final RestClient rest = new RestClient(this, new Party(Edge.REST, "strategy-7", MAIN));
    private final EngineSettings settings;
    MemoryLedger ledger = new MemoryLedger();
    RecordedSessions sessions = new RecordedSessions(deeds);
    OrderEngine engine;
    private @Nullable RiskControls controls;

    private EngineRig(EngineSettings settings) {
        this.settings = settings;
        this.engine = make();
    }

    /// Made, not started.
    static EngineRig made() {
        return new EngineRig(SETTINGS);
    }

    /// Ready for orders.
    static EngineRig ready() {
        return ready(SETTINGS);
    }

    static EngineRig ready(EngineSettings settings) {
        EngineRig rig = new EngineRig(settings);
        rig.start();
        rig.connect();
        return rig;
    }

    /// The venue changes an order by a new one from now on.
    void byNewOrder() {
        venue.capabilities = new Capabilities(CAPABILITIES.ordTypes(), CAPABILITIES.timesInForce(),
                CAPABILITIES.features(), Capabilities.Amends.BY_NEW_ORDER, Duration.ZERO, true);
    }

    static String session(String client) {
        return "FIX.4.4:FIXWAY->" + client;
    }

    private OrderEngine make() {
        OrderEngine made = new OrderEngine(settings, ledger, clock, new ReportRouting(List.of(DROP_COPY), Map.of()),
                List.of(venue.line()));
        if (controls != null) {
            made.controls(controls);
        }
        return made;
    }

    /// Orders must keep these limits; the engine is made anew.
    static EngineRig guarded(RiskControls controls) {
        EngineRig rig = new EngineRig(SETTINGS);
        rig.controls = controls;
        rig.engine.close();
        rig.engine = rig.make();
        rig.start();
        return rig.connect();
    }

    static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(2)).pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(5));
    }

    EngineRig start() {
        engine.start(sessions);
        soon().until(() -> engine.status().state() == EngineStatus.State.RUNNING);
        return this;
    }

    EngineRig connect() {
        venue.connect();
        soon().until(() -> engine.status().isReady(ScriptedVenue.ID));
        return this;
    }

    /// The process ends at once: what was committed stays, calls under way reach nothing any more. A next engine is
    /// made.
    EngineRig crash() {
        venue.cut();
        MemoryLedger before = ledger;
        ledger = before.forNextEngine();
        before.commits.open();
        before.reads.open();
        venue.arrivals.open();
        venue.prices.gate.open();
        venue.replies.open();
        engine.close();
        engine = make();
        return this;
    }

    /// Crashes, starts again and connects.
    EngineRig restart() {
        return crash().start().connect();
    }

    /// Ends in order and begins again.
    EngineRig stopAndStart() {
        engine.close();
        venue.cut();
        ledger = ledger.forNextEngine();
        engine = make();
        return start().connect();
    }

    /// `D(clOrdId) orderQty` of CLIENT1 works at the venue; what was told of it is forgotten.
    EngineRig works(String clOrdId, String orderQty) {
        one.d(clOrdId, orderQty);
        soon().until(() -> ledger.rows()
                .stream()
                .anyMatch(row -> row.type() == EventType.ACKNOWLEDGED
                        && clOrdId.equals(row.get(LedgerField.CL_ORD_ID))));
        settle();
        sessions.forget();
        deeds.clear();
        return this;
    }

    /// Everything that was put on the inbox so far is decided and told.
    void settle() {
        for (int i = 0; i < 3; i++) {
            rest.list();
        }
    }

    Order order(String clOrdId) {
        return Objects.requireNonNull(EventCodec.fold(rowsOf(orderId(clOrdId))), "an order");
    }

    OrderId orderId(String clOrdId) {
        soon().until(() -> ledger.rows()
                .stream()
                .anyMatch(row -> row.type() == EventType.ORDER_RECEIVED
                        && clOrdId.equals(row.get(LedgerField.CL_ORD_ID))));
        return new OrderId(ledger.rows()
                .stream()
                .filter(row -> row.type() == EventType.ORDER_RECEIVED
                        && clOrdId.equals(row.get(LedgerField.CL_ORD_ID)))
                .findFirst()
                .orElseThrow()
                .text(LedgerField.ORDER_ID));
    }

    RouteId route(String clOrdId) {
        return orderId(clOrdId).route(1);
    }

    List<LedgerEvent> rowsOf(OrderId orderId) {
        return ledger.rows().stream().filter(row -> orderId.value().equals(row.get(LedgerField.ORDER_ID))).toList();
    }

    List<String> typesOf(String clOrdId) {
        return rowsOf(orderId(clOrdId)).stream().map(row -> row.type().name()).toList();
    }

    /// Row types of everything but providers and the engine itself.
    List<String> types() {
        List<String> types = new ArrayList<>();
        for (LedgerEvent row : ledger.rows()) {
            String name = row.type().name();
            if (!name.startsWith("PROVIDER") && !name.startsWith("GATEWAY")) {
                types.add(name);
            }
        }
        return types;
    }

    /// Waits until the session got exactly this, now and after everything has settled.
    void tells(String session, String... expected) {
        soon().untilAsserted(() -> assertThat(sessions.of(session)).containsExactly(expected));
        settle();
        assertThat(sessions.of(session)).containsExactly(expected);
    }

    void calls(String... expected) {
        soon().untilAsserted(() -> assertThat(venue.calls()).containsExactly(expected));
        settle();
        assertThat(venue.calls()).containsExactly(expected);
    }

    void rows(String clOrdId, String... expected) {
        soon().untilAsserted(() -> assertThat(typesOf(clOrdId)).containsExactly(expected));
    }

    @Override
    public void close() {
        ledger.commits.open();
        ledger.reads.open();
        venue.arrivals.open();
        venue.prices.gate.open();
        venue.replies.open();
        engine.close();
    }
}
