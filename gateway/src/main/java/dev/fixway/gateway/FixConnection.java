package dev.fixway.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.fixway.config.Environment;
import dev.fixway.config.Secret;
import dev.fixway.engine.session.ClientListener;
import dev.fixway.engine.session.FixClient;
import dev.fixway.engine.session.FixSettings;
import dev.fixway.engine.session.FixTarget;
import dev.fixway.engine.session.FixVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options of `fixway fix` that say where to log on, and as whom. They may stand before or behind the request.
final class FixConnection {
    private static final int USAGE = 2;

    @Option(names = "--host", scope = ScopeType.INHERIT,
            description = "FIX server (default: FIX_HOST, else 127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", scope = ScopeType.INHERIT,
            description = "Its port (default: of the gateway that runs here, FIX_PORT, else 9880).")
    private @Nullable Integer port;

    @Option(names = "--begin-string", scope = ScopeType.INHERIT, defaultValue = "FIX.4.4", paramLabel = "VERSION",
            description = "FIX.4.2, FIX.4.4 or FIXT.1.1 with FIX 5.0 SP2 (default: ${DEFAULT-VALUE}).")
    private String version = "FIX.4.4";

    @Option(names = "--sender", scope = ScopeType.INHERIT, defaultValue = "CLIENT1",
            description = "Our CompID (default: ${DEFAULT-VALUE}).")
    private String sender = "CLIENT1";

    @Option(names = "--target", scope = ScopeType.INHERIT, defaultValue = "FIXWAY",
            description = "The server's CompID (default: ${DEFAULT-VALUE}).")
    private String target = "FIXWAY";

    @Option(names = "--username", scope = ScopeType.INHERIT,
            description = "Username(553) (default: FIX_CLIENT_USERNAME). The password comes from --password-file, FIX_CLIENT_PASSWORD, or is asked for.")
    private @Nullable String username;

    @Option(names = "--password-file", scope = ScopeType.INHERIT, paramLabel = "FILE",
            description = "File with Password(554) and nothing else.")
    private @Nullable Path passwordFile;

    @Option(names = "--tls", scope = ScopeType.INHERIT,
            description = "Connects by TLS; the server's certificate must be for --host and known to Java or --trust.")
    private boolean tls;

    @Option(names = "--trust", scope = ScopeType.INHERIT, paramLabel = "FILE",
            description = "Certificates to trust instead of Java's: PEM, or a PKCS12 or JKS store (its password in FIX_CLIENT_TRUST_PASSWORD). Means --tls.")
    private @Nullable Path trust;

    @Option(names = "--tls-insecure", scope = ScopeType.INHERIT,
            description = "TLS with whatever certificate comes; on this machine only.")
    private boolean insecure;

    @Option(names = "--reset", scope = ScopeType.INHERIT,
            description = "Logs on with ResetSeqNumFlag(141)=Y: both sides begin at 1, what was not delivered is lost.")
    private boolean reset;

    @Option(names = "--timeout", scope = ScopeType.INHERIT, defaultValue = "10", paramLabel = "S",
            description = "Seconds that logon and answers may take (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 10;

    @Option(names = "--wait", scope = ScopeType.INHERIT, defaultValue = "1500", paramLabel = "MS",
            description = "Milliseconds without news after which a resting order is left alone (default: ${DEFAULT-VALUE}).")
    private int quietMillis = 1500;

    @Option(names = {"-v",
            "--verbose"}, scope = ScopeType.INHERIT,
            description = "Shows every message of the session on stderr, Logon and Heartbeat too, secrets masked.")
    private boolean verbose;

    @Option(names = "--data-dir", scope = ScopeType.INHERIT, paramLabel = "DIR",
            description = "Data folder, for the client's own numbers (default: DATA_DIR, else ./data).")
    private @Nullable Path dataDir;

    Duration quiet() {
        return Duration.ofMillis(quietMillis);
    }

    boolean verbose() {
        return verbose;
    }

    private Path dataDir() {
        return dataDir != null ? dataDir : GatewaySettings.read(Environment.ofProcess()).dataDir();
    }

    /// Of all clients on this data folder.
    Path folder() {
        return dataDir().resolve("fix").resolve("client");
    }

    /// Connects and logs on; throws FixClientException with a sentence when that fails.
    FixClient connect(ClientListener listener) {
        FixTarget to = to();
        hush();
        return FixClient.connect(to, store(to), Clock.systemUTC(), Duration.ofSeconds(timeoutSeconds), listener);
    }

    /// What goes wrong is told in a sentence: stack traces of a failed handshake would hide it.
    private void hush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging && !verbose) {
            logging.getLogger("org.apache.mina").setLevel(Level.OFF);
            logging.getLogger("quickfix").setLevel(Level.OFF);
        }
    }

    /// Numbers belong to one server: another one of the same name has a folder of its own.
    private Path store(FixTarget to) {
        return host == null && port == null
                ? folder()
                : folder().resolve((to.host() + '_' + to.port()).replaceAll("[^A-Za-z0-9._-]", "-"));
    }

    private FixTarget to() {
        Environment environment = Environment.ofProcess();
        FixClientSettings settings = FixClientSettings.read(environment);
        FixSettings fix = FixSettings.read(environment);
        String there = host != null ? host : fix.host();
        int portThere = port != null
                ? port
                : RunFile.ofLiving(dataDir()).filter(_ -> host == null).map(RunFile::fixPort).orElse(fix.port());
        return new FixTarget(there, portThere, FixVersion.of(version), sender, target, credentials(settings),
                tls(there, settings), reset);
    }

    private FixTarget.@Nullable Credentials credentials(FixClientSettings settings) {
        String name = username != null ? username : settings.username();
        Secret password = passwordFile != null ? read(passwordFile) : settings.password();
        if (name == null) {
            if (password != null) {
                throw new CommandException("there is a password but no username: --username or FIX_CLIENT_USERNAME",
                        USAGE);
            }
            return null;
        }
        return new FixTarget.Credentials(name, password != null ? password : asked(name));
    }

    private static Secret read(Path file) {
        try {
            return Secret.of(Files.readString(file).replaceFirst("\\R$", ""));
        } catch (IOException e) {
            throw new CommandException("--password-file " + file + " cannot be read: " + e.getMessage(), Main.FAILURE);
        }
    }

    private static Secret asked(String name) {
        char[] typed = FixTerminal.console().map(c -> c.readPassword("Password of %s: ", name)).orElse(null);
        if (typed == null) {
            throw new CommandException("the password of " + name
                    + " is missing: --password-file, FIX_CLIENT_PASSWORD or FIX_CLIENT_PASSWORD_FILE", USAGE);
        }
        return Secret.of(new String(typed));
    }

    private FixTarget.@Nullable Tls tls(String there, FixClientSettings settings) {
        if (!tls && trust == null && !insecure) {
            return null;
        }
        if (insecure && trust != null) {
            throw new CommandException("--tls-insecure trusts anyone, --trust does not: choose one", USAGE);
        }
        if (insecure && !isLoopback(there)) {
            throw new CommandException(
                    "--tls-insecure is for servers on this machine; for " + there + " name its certificate by --trust",
                    USAGE);
        }
        return new FixTarget.Tls(trust, settings.trustPassword(), insecure);
    }

    private static boolean isLoopback(String there) {
        try {
            return InetAddress.getByName(there).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
