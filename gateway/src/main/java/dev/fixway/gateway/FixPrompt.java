package dev.fixway.gateway;

import dev.fixway.engine.session.ClientListener;
import dev.fixway.engine.session.FixClient;
import dev.fixway.engine.session.FixClientException;
import dev.fixway.engine.session.FixText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The prompt of `fixway fix`: one session, request after request; whatever comes is shown when it comes.
///
/// `last` stands for the ClOrdID(11) of the order that was told of last.
final class FixPrompt {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private final FixTerminal terminal;
    private final FixConnection connection;
    private volatile String lastClOrdId = "";

    FixPrompt(FixTerminal terminal, FixConnection connection) {
        this.terminal = terminal;
        this.connection = connection;
    }

    /// Logs on, carries out line after line, logs out; 0, or for a script the worst exit code of its lines.
    int run() {
        try (FixClient client = connection.connect(new News())) {
            terminal.say("logged on; help shows the requests, quit ends");
            CommandLine requests = new CommandLine(new Requests(client));
            requests.setOut(terminal.out());
            requests.setErr(terminal.err());
            requests.setCaseInsensitiveEnumValuesAllowed(true);
            int worst = 0;
            for (String line = terminal.line(); line != null; line = terminal.line()) {
                List<String> words = words(line);
                if (words.equals(List.of("quit")) || words.equals(List.of("exit"))) {
                    break;
                }
                if (!words.isEmpty() && !words.getFirst().startsWith("#")) {
                    worst = Math.max(worst, requests.execute(words.toArray(String[]::new)));
                    terminal.out().flush();
                    terminal.err().flush();
                }
            }
            return terminal.isTyped() ? 0 : worst;
        }
    }

    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            String quoted = word.group(1) != null ? word.group(1) : word.group(2);
            String plain = word.group(3);
            boolean isLast = "last".equals(plain) && !lastClOrdId.isEmpty();
            words.add(isLast ? lastClOrdId : plain != null ? plain : String.valueOf(quoted));
        }
        return words;
    }

    /// What comes, on QuickFIX/J's thread.
    private final class News implements ClientListener {
        @Override
        public void received(FixText message) {
            // A request's own pending reports carry an id that is no order's yet.
            boolean isOfOrder = "8".equals(message.value(35)) && !"6E".contains(message.value(150))
                    && !message.value(11).isEmpty();
            if (isOfOrder) {
                lastClOrdId = message.value(11);
            }
            terminal.say(message.toString());
        }

        @Override
        public void connection(String what) {
            terminal.say(what);
        }

        @Override
        public void onWire(boolean outgoing, String message) {
            if (connection.verbose()) {
                terminal.say((outgoing ? "-> " : "<- ") + FixText.of(message));
            }
        }
    }

    /// What can be typed.
    @Command(name = "", customSynopsis = "buy, sell, cancel, replace, status, massstatus, raw, help [REQUEST], quit",
            synopsisHeading = "", subcommands = {
                    FixRequests.Buy.class, FixRequests.Sell.class, FixRequests.Cancel.class, FixRequests.Replace.class,
                    FixRequests.Status.class, FixRequests.MassStatus.class, FixRequests.Raw.class,
                    CommandLine.HelpCommand.class},
            footer = "The word last stands for the ClOrdID(11) that was told of last.")
    private final class Requests implements Runnable, FixDesk {
        private final FixClient client;

        Requests(FixClient client) {
            this.client = client;
        }

        @Override
        public void run() {
            // A line without words never gets here.
        }

        @Override
        public int carryOut(Request request) {
            try {
                return FixDesk.exitCode(request.ask(client, connection.quiet()));
            } catch (FixClientException | IllegalArgumentException e) {
                terminal.err().println("Error: " + e.getMessage());
                terminal.err().flush();
                return e instanceof FixClientException ? Main.FAILURE : 2;
            }
        }
    }
}
