package dev.fixway.gateway;

import dev.fixway.config.Environment;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/// `fixway run`: runs the gateway until SIGTERM or SIGINT.
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the gateway until it is told to stop.")
final class RunCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        return run(Ports.PLAIN, System.out);
    }

    /// Runs a gateway with these ports and prints its ready line.
    static int run(Ports ports, PrintStream out) throws InterruptedException {
        Gateway gateway = Gateway.start(Environment.ofProcess(), ports);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            gateway.close();
            stopped.countDown();
            Main.stopLogging();
            Runtime.getRuntime().halt(0);
        }));
        out.println(gateway.awaitReadyLine());
        out.flush();
        stopped.await();
        return 0;
    }
}
