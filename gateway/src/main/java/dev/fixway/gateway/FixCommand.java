package dev.fixway.gateway;

import dev.fixway.engine.session.ClientListener;
import dev.fixway.engine.session.FixClient;
import dev.fixway.engine.session.FixClientException;
import dev.fixway.engine.session.FixText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `fixway fix`: a FIX client. With a request it logs on, asks, prints the answers on stdout and logs out; without one
/// it is a prompt. What comes about other orders meanwhile goes to stderr.
@Command(name = "fix", mixinStandardHelpOptions = true,
        description = "A FIX client: a request, or a prompt without one.", subcommands = {
                FixRequests.Buy.class, FixRequests.Sell.class, FixRequests.Cancel.class, FixRequests.Replace.class,
                FixRequests.Status.class, FixRequests.MassStatus.class, FixRequests.Raw.class, FixCat.class})
final class FixCommand implements Callable<Integer>, FixDesk {
    private static final int USAGE = 2;

    @Mixin
    private final FixConnection connection = new FixConnection();

    @Option(names = {"-i", "--interactive"}, description = "A prompt; also what happens without a request.")
    private boolean interactive;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        try (FixTerminal terminal = FixTerminal.ofProcess(connection.folder().resolve("history"), out(), err())) {
            return new FixPrompt(terminal, connection).run();
        } catch (FixClientException e) {
            throw new CommandException(String.valueOf(e.getMessage()), Main.FAILURE);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), USAGE);
        }
    }

    @Override
    public int carryOut(Request request) {
        if (interactive) {
            throw new CommandException("-i is a prompt: type the request there", USAGE);
        }
        try (FixClient client = connection.connect(new Printer(out(), err(), connection.verbose()))) {
            return FixDesk.exitCode(request.ask(client, connection.quiet()));
        } catch (FixClientException e) {
            throw new CommandException(String.valueOf(e.getMessage()), Main.FAILURE);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), USAGE);
        }
    }

    private PrintWriter out() {
        return commandSpec().commandLine().getOut();
    }

    private PrintWriter err() {
        return commandSpec().commandLine().getErr();
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        return spec;
    }

    /// Answers to stdout as they come, the rest to stderr.
    private record Printer(PrintWriter out, PrintWriter err, boolean verbose) implements ClientListener {
        @Override
        public void answered(FixText message) {
            print(out, message.toString());
        }

        @Override
        public void unasked(FixText message) {
            print(err, "meanwhile: " + message);
        }

        @Override
        public void connection(String what) {
            print(err, what);
        }

        @Override
        public void onWire(boolean outgoing, String message) {
            if (verbose) {
                print(err, (outgoing ? "-> " : "<- ") + FixText.of(message));
            }
        }

        private static void print(PrintWriter to, String line) {
            to.println(line);
            to.flush();
        }
    }
}
