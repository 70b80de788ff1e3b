package dev.fixway.gateway;

import dev.fixway.engine.ledger.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// The product's gateway with ports that end the process: `CrashMain WINDOW N` halts at the N-th time that the window
/// opens, `CrashMain WINDOW N FILE` at the N-th time since the file is there.
public final class CrashMain {
    private static final int KILLED = 137;
    private static final Set<EventType> ROUTED = Set.of(EventType.ROUTED, EventType.CANCEL_ROUTED);
    private static final Set<EventType> OUTCOMES = Set.of(EventType.ACKNOWLEDGED, EventType.FILL,
            EventType.PARTIAL_FILL,
            EventType.CANCEL_ACCEPTED);

    private CrashMain() {}

    public static void main(String[] args) throws InterruptedException {
        BooleanSupplier isArmed = args.length == 2 ? () -> true : () -> Files.exists(Path.of(args[2]));
        System.exit(RunCommand.run(ports(args[0], Integer.parseInt(args[1]), isArmed), System.out));
    }

    private static Ports ports(String window, int n, BooleanSupplier isArmed) {
        AtomicInteger left = new AtomicInteger(n);
        Runnable halt = () -> {
            if (isArmed.getAsBoolean() && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
        Runnable nothing = () -> {
        };
        return switch (window) {
            case "BEFORE_COMMIT" -> new Ports(l -> new HaltingLedger(l, ROUTED, halt, nothing), p -> p, nothing);
            case "COMMITTED_NOT_CALLED" -> new Ports(l -> new HaltingLedger(l, ROUTED, nothing, halt), p -> p, nothing);
            case "CALLED_WITHOUT_OUTCOME" -> new Ports(l -> l, p -> new HaltingProvider(p, halt), nothing);
            case "OUTCOME_NOT_REPORTED" ->
                new Ports(l -> new HaltingLedger(l, OUTCOMES, nothing, halt), p -> p, nothing);
            case "STORED_NUMBER_NOT_MOVED" -> new Ports(l -> l, p -> p, halt);
            case "ANY_MOMENT" -> Ports.PLAIN;
            default -> throw new IllegalArgumentException(window);
        };
    }
}
