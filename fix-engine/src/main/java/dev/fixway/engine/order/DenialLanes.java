package dev.fixway.engine.order;

import dev.fixway.engine.domain.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/// Commands of FIX sessions that found no room on the inbox: a bounded lane for each session. Any thread leaves, the
/// `orders` thread empties.
final class DenialLanes {
    private final int capacity;
    private final Map<String, ArrayBlockingQueue<Command>> lanes = new ConcurrentHashMap<>();

    DenialLanes(int capacity) {
        this.capacity = capacity;
    }

    boolean offer(Command command) {
        return lanes.computeIfAbsent(command.party().name(), _ -> new ArrayBlockingQueue<>(capacity)).offer(command);
    }

    List<Command> drain() {
        if (lanes.isEmpty()) {
            return List.of();
        }
        List<Command> denied = new ArrayList<>();
        lanes.values().forEach(lane -> lane.drainTo(denied));
        return denied;
    }
}
