package dev.fixway.gateway.crash;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.providers.mock.MockBook;
import dev.fixway.providers.mock.MockOrder;
import dev.fixway.providers.mock.MockPosition;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The mock: it lives and dies with the gateway, its book survives.
final class MockSide implements CrashVenue {
    private final Path dataDir;

    MockSide(Path dataDir) {
        this.dataDir = dataDir;
    }

    private MockBook book() {
        return MockBook.read(dataDir.resolve("mock").resolve("book.journal"));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("MOCK_SEED", "7", "MOCK_FILL_DELAY_MS", "15", "MOCK_PARTIAL_FILL_RATIO", "0.4");
    }

    @Override
    public void disturb() {
        // It is part of the process that is killed.
    }

    @Override
    public void actAlone() {
        // It is not there alone.
    }

    @Override
    public void calmDown() {
        // It is calm.
    }

    @Override
    public long openOrders() {
        return book().orders().stream().filter(MockOrder::isOpen).count();
    }

    @Override
    public Map<RouteId, Line> orders() {
        Map<RouteId, Line> lines = new HashMap<>();
        book().orders()
                .forEach(o -> lines.put(o.routeId(),
                        new Line(o.terms().orderQty().value(), o.cumQty().value(), o.isOpen())));
        return lines;
    }

    @Override
    public Map<RouteId, Integer> submissions() {
        Map<RouteId, Integer> counts = new HashMap<>();
        book().orders().forEach(order -> counts.put(order.routeId(), order.submissions()));
        return counts;
    }

    @Override
    public Map<String, BigDecimal> positions() {
        Map<String, BigDecimal> positions = new HashMap<>();
        for (MockPosition position : book().positions()) {
            positions.put(position.symbol().value(), position.quantity());
        }
        return positions;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
