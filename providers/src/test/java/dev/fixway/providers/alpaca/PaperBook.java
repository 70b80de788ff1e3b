package dev.fixway.providers.alpaca;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the stand-in knows, in a file that outlives it: a line for each new state of an order and for each fill. The
/// monitor of the book guards everything of a stand-in.
final class PaperBook implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter FILL_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS")
            .withZone(ZoneOffset.UTC);
    private final InstantSource clock;
    private final BufferedWriter file;
    private final Map<String, PaperOrder> orders = new LinkedHashMap<>();
    private final Map<String, PaperOrder> byClientId = new HashMap<>();
    private final List<ObjectNode> fills = new ArrayList<>();
    private final Map<String, List<String>> legs = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Set<String> busted = new HashSet<>();
    private final Map<String, ObjectNode> corrected = new HashMap<>();
    private final Map<String, Integer> changes = new HashMap<>();
    private final Map<String, Integer> submissions = new TreeMap<>();
    private Instant last = Instant.EPOCH;

    private PaperBook(InstantSource clock, BufferedWriter file) {
        this.clock = clock;
        this.file = file;
    }

    static PaperBook open(Path path, InstantSource clock) {
        try {
            List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
            PaperBook book = new PaperBook(clock, Files.newBufferedWriter(path, StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            for (String line : lines) {
                book.take(JSON.readTree(line));
            }
            return book;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(JsonNode line) {
        if (line.has("order")) {
            PaperOrder order = new PaperOrder((ObjectNode) line.get("order"));
            orders.put(order.id(), order);
            byClientId.put(order.clientId(), order);
        } else if (line.has("group")) {
            List<String> ids = new ArrayList<>();
            line.get("legs").forEach(id -> ids.add(id.stringValue()));
            take(line.get("group").stringValue(), ids);
        } else if (line.has("fill")) {
            fills.add((ObjectNode) line.get("fill"));
        } else if (line.has("busted")) {
            busted.add(line.get("busted").stringValue());
        } else if (line.has("corrected")) {
            ObjectNode fill = (ObjectNode) line.get("corrected");
            corrected.put(fill.get("id").stringValue(), fill);
        } else {
            submissions.merge(line.get("submitted").stringValue(), 1, Integer::sum);
        }
    }

    private void take(String parent, List<String> ids) {
        legs.put(parent, List.copyOf(ids));
        ids.forEach(id -> parents.put(id, parent));
    }

    /// Keeps whose exits these are.
    void group(String parent, List<String> ids) {
        take(parent, ids);
        ObjectNode line = JSON.createObjectNode().put("group", parent);
        ids.forEach(line.putArray("legs")::add);
        write(line);
    }

    List<String> legsOf(String parent) {
        return legs.getOrDefault(parent, List.of());
    }

    @Nullable
    String parentOf(String leg) {
        return parents.get(leg);
    }

    private void write(ObjectNode line) {
        try {
            file.write(JSON.writeValueAsString(line));
            file.newLine();
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// To the millisecond and never twice, so that history and stream show the same time in their order.
    Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        last = now.isAfter(last) ? now : last.plusMillis(1);
        return last;
    }

    String newId() {
        return UUID.randomUUID().toString();
    }

    void submitted(String clientId) {
        submissions.merge(clientId, 1, Integer::sum);
        write(JSON.createObjectNode().put("submitted", clientId));
    }

    /// Keeps a new order or a new state of one.
    void keep(PaperOrder order) {
        orders.put(order.id(), order);
        byClientId.put(order.clientId(), order);
        ObjectNode line = JSON.createObjectNode();
        line.set("order", order.json());
        write(line);
    }

    /// Keeps a fill that the order counts already.
    ObjectNode fill(PaperOrder order, BigDecimal qty, BigDecimal price, Instant at) {
        ObjectNode fill = JSON.createObjectNode()
                .put("id", FILL_TIME.format(at) + "::" + newId())
                .put("activity_type", "FILL")
                .put("transaction_time", at.toString())
                .put("type", order.status().equals("filled") ? "fill" : "partial_fill")
                .put("price", price.toPlainString())
                .put("qty", qty.toPlainString())
                .put("side", order.isBuy() ? "buy" : "sell")
                .put("symbol", order.symbol())
                .put("leaves_qty", order.qty().subtract(order.filledQty()).max(BigDecimal.ZERO).toPlainString())
                .put("order_id", order.id())
                .put("cum_qty", order.filledQty().toPlainString())
                .put("order_status", order.status());
        fills.add(fill);
        ObjectNode line = JSON.createObjectNode();
        line.set("fill", fill);
        write(line);
        return fill;
    }

    @Nullable
    PaperOrder byId(String id) {
        return orders.get(id);
    }

    @Nullable
    PaperOrder byClientId(String clientId) {
        return byClientId.get(clientId);
    }

    Collection<PaperOrder> orders() {
        return List.copyOf(orders.values());
    }

    /// All of them as they happened: history shows those that were taken back or changed too.
    List<ObjectNode> fills() {
        return List.copyOf(fills);
    }

    /// The last fill of an order that stands, or the one with this id.
    ObjectNode standingFill(PaperOrder order, @Nullable String id) {
        return standing().filter(fill -> fill.get("order_id").stringValue().equals(order.id()))
                .filter(fill -> id == null || fill.get("id").stringValue().equals(id))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /// Those that were not taken back, as they are now.
    Stream<ObjectNode> standing() {
        return fills.stream()
                .filter(fill -> !busted.contains(fill.get("id").stringValue()))
                .map(fill -> corrected.getOrDefault(fill.get("id").stringValue(), fill));
    }

    /// Takes a fill back.
    void bust(ObjectNode fill) {
        String id = fill.get("id").stringValue();
        busted.add(id);
        counted(fill);
        write(JSON.createObjectNode().put("busted", id));
    }

    /// Changes a fill.
    ///
    /// - `execution`: the execution that takes its place
    ObjectNode correct(ObjectNode fill, BigDecimal qty, BigDecimal price, String execution) {
        ObjectNode now = fill.deepCopy()
                .put("qty", qty.toPlainString())
                .put("price", price.toPlainString())
                .put("execution", execution);
        corrected.put(fill.get("id").stringValue(), now);
        counted(fill);
        ObjectNode line = JSON.createObjectNode();
        line.set("corrected", now);
        write(line);
        return now;
    }

    private void counted(ObjectNode fill) {
        changes.merge(fill.get("order_id").stringValue(), 1, Integer::sum);
    }

    /// How many fills of an order were taken back or changed since the start.
    int changes(PaperOrder order) {
        return changes.getOrDefault(order.id(), 0);
    }

    Map<String, Integer> submissions() {
        return Map.copyOf(submissions);
    }

    /// Quantity by symbol, sold ones negative.
    Map<String, BigDecimal> positions() {
        Map<String, BigDecimal> positions = new TreeMap<>();
        for (ObjectNode fill : standing().toList()) {
            BigDecimal qty = new BigDecimal(fill.get("qty").stringValue());
            boolean isBuy = fill.get("side").stringValue().equals("buy");
            positions.merge(fill.get("symbol").stringValue(), isBuy ? qty : qty.negate(), BigDecimal::add);
        }
        positions.values().removeIf(qty -> qty.signum() == 0);
        return positions;
    }

    /// What was filled of the orders that this one took the place of.
    BigDecimal filledBefore(PaperOrder order) {
        BigDecimal filled = BigDecimal.ZERO;
        for (String id = order.text("replaces"); id != null;) {
            PaperOrder before = orders.get(id);
            if (before == null) {
                return filled;
            }
            filled = filled.add(before.filledQty());
            id = before.text("replaces");
        }
        return filled;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
