package dev.fixway.gateway;

import dev.fixway.config.Environment;
import dev.fixway.engine.ledger.WriterFencedException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;

/// `fixway run`: runs the gateway until SIGTERM or SIGINT.
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the gateway until it is told to stop.")
final class RunCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        return run(Ports.PLAIN, System.out);
    }

    /// Runs a gateway with these ports and prints its ready line; ends only by a signal.
    ///
    /// - Throws WriterFencedException when another gateway has taken the ledger over
    static int run(Ports ports, PrintStream out) throws InterruptedException {
        Gateway gateway = Gateway.start(Environment.ofProcess(), ports);
        CompletableFuture<WriterFencedException> fenced = new CompletableFuture<>();
        gateway.whenFenced(fenced::complete);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            gateway.close();
            Main.stopLogging();
            Runtime.getRuntime().halt(fenced.isDone() ? Main.FAILURE : 0);
        }));
        out.println(gateway.awaitReadyLine());
        out.flush();
        try {
            throw fenced.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing fails here", e);
        }
    }
}
