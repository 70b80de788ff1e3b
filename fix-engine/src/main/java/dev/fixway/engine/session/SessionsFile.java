package dev.fixway.engine.session;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Secret;
import dev.fixway.config.Setting;
import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.order.ReportRouting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import quickfix.ConfigError;
import quickfix.SessionID;
import quickfix.SessionSettings;

/// The sessions file: QuickFIX/J's own format with Fixway's keys per session.
///
/// - `Account` (default `MAIN`), `Provider` (default: the engine's first)
/// - `Role=orders|dropcopy`, `Reports=own|account`
/// - `Username` and `PasswordEnv`: the name of the environment variable with the password
public final class SessionsFile {
    /// The file that is used without `FIX_CONFIG`.
    public static final String DEFAULT_TEXT = """
            # FIX sessions: QuickFIX/J's format with Fixway's keys.
            # Account, Provider, Role=orders|dropcopy, Reports=own|account, Username, PasswordEnv

            [default]
            ConnectionType=acceptor
            BeginString=FIX.4.4
            SenderCompID=FIXWAY

            [session]
            TargetCompID=CLIENT1
            Account=MAIN

            [session]
            TargetCompID=CLIENT2
            Account=CLIENT2

            [session]
            TargetCompID=DROPCOPY
            Role=dropcopy
            """;

    private static final String SUPPORTED_VERSION = "FIX.4.4";
    private static final Pattern COMP_ID = Pattern.compile("[!-~&&[^=>]]{1,40}");
    private final SessionSettings settings;
    private final List<Provisioned> sessions;

    private SessionsFile(SessionSettings settings, List<Provisioned> sessions) {
        this.settings = settings;
        this.sessions = List.copyOf(sessions);
    }

    /// Reads the file, the default one when there is none.
    ///
    /// - `environment`: holds the passwords that `PasswordEnv` names
    /// - Throws ConfigException that says which session and key is wrong
    public static SessionsFile read(@Nullable Path file, Environment environment, ProviderId defaultProvider) {
        try {
            return parse(file == null ? DEFAULT_TEXT : Files.readString(file), environment, defaultProvider);
        } catch (IOException e) {
            throw wrong(file + " cannot be read, expected a sessions file", e);
        }
    }

    static SessionsFile parse(String text, Environment environment, ProviderId defaultProvider) {
        try {
            SessionSettings settings = new SessionSettings(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            List<Provisioned> sessions = new ArrayList<>();
            for (Iterator<SessionID> ids = settings.sectionIterator(); ids.hasNext();) {
                sessions.add(session(settings, ids.next(), environment, defaultProvider));
            }
            if (sessions.isEmpty()) {
                throw new ConfigException("FIX_CONFIG: no [session], expected at least one");
            }
            sessions.sort(Comparator.comparing(Provisioned::name));
            return new SessionsFile(settings, sessions);
        } catch (ConfigError e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private static Provisioned session(SessionSettings settings, SessionID id, Environment environment,
            ProviderId defaultProvider) throws ConfigError {
        if (!SUPPORTED_VERSION.equals(id.getBeginString())) {
            throw wrong(id, "BeginString", id.getBeginString(), SUPPORTED_VERSION);
        }
        if (!COMP_ID.matcher(id.getSenderCompID()).matches() || !COMP_ID.matcher(id.getTargetCompID()).matches()) {
            throw wrong(id, "TargetCompID", id.getTargetCompID(), "1 to 40 printable characters, no blank, = or >");
        }
        try {
            AccountId account = new AccountId(text(settings, id, "Account", "MAIN"));
            ProviderId provider = new ProviderId(text(settings, id, "Provider", defaultProvider.value()));
            boolean dropCopy = choice(settings, id, "Role", "orders", "dropcopy");
            boolean watches = choice(settings, id, "Reports", "own", "account");
            return new Provisioned(id, account, provider, dropCopy, watches, credentials(settings, id, environment));
        } catch (IllegalArgumentException e) {
            throw wrong(id + ": " + e.getMessage(), e);
        }
    }

    private static Provisioned.@Nullable Credentials credentials(SessionSettings settings, SessionID id,
            Environment environment) throws ConfigError {
        String username = text(settings, id, "Username", "");
        String variable = text(settings, id, "PasswordEnv", "");
        if (username.isEmpty() && variable.isEmpty()) {
            return null;
        }
        if (username.isEmpty() || variable.isEmpty()) {
            throw wrong(id, username.isEmpty() ? "Username" : "PasswordEnv", "", "both Username and PasswordEnv");
        }
        Secret password = environment.get(Setting.secret(variable, "Password of a FIX session."));
        return new Provisioned.Credentials(username, password);
    }

    /// False for the first choice, true for the second.
    private static boolean choice(SessionSettings settings, SessionID id, String key, String first, String second)
            throws ConfigError {
        String value = text(settings, id, key, first);
        if (!value.equals(first) && !value.equals(second)) {
            throw wrong(id, key, value, first + " or " + second);
        }
        return value.equals(second);
    }

    private static String text(SessionSettings settings, SessionID id, String key, String other) throws ConfigError {
        return settings.isSetting(id, key) ? settings.getString(id, key).strip() : other;
    }

    private static ConfigException wrong(SessionID id, String key, String value, String expected) {
        return new ConfigException("FIX_CONFIG: " + id + ": " + key + '=' + value + ", expected " + expected);
    }

    private static ConfigException wrong(String what, Exception cause) {
        ConfigException wrong = new ConfigException("FIX_CONFIG: " + what);
        wrong.initCause(cause);
        return wrong;
    }

    List<Provisioned> sessions() {
        return sessions;
    }

    SessionSettings settings() {
        return settings;
    }

    /// Names of the sessions, sorted.
    public List<String> names() {
        return sessions.stream().map(Provisioned::name).toList();
    }

    /// Who gets reports besides entering session and requester.
    public ReportRouting reportRouting() {
        List<String> dropCopies = sessions.stream().filter(Provisioned::dropCopy).map(Provisioned::name).toList();
        Map<AccountId, List<String>> watchers = new HashMap<>();
        for (Provisioned session : sessions) {
            if (session.watches() && !session.dropCopy()) {
                watchers.computeIfAbsent(session.account(), _ -> new ArrayList<>()).add(session.name());
            }
        }
        return new ReportRouting(dropCopies, watchers);
    }
}
