package dev.fixway.persistence.postgres;

import dev.fixway.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// The address of a database, taken apart so that it can be shown: its text has neither user, password nor options.
///
/// - `jdbc`: for the driver, without user and password when these stood before the host
public record DatabaseUrl(Secret jdbc, String shown, @Nullable String user, @Nullable Secret password) {
    private static final String JDBC = "jdbc:";

    /// Reads `postgresql://[user[:password]@]host[:port]/name[?options]`, `postgres://…` or `jdbc:postgresql:…`.
    ///
    /// - Throws IllegalArgumentException for anything else
    public static DatabaseUrl parse(String text) {
        boolean isJdbc = text.startsWith(JDBC);
        String address = isJdbc ? text.substring(JDBC.length()) : text;
        String rest = withoutScheme(address);
        int end = rest.indexOf('?');
        String options = end < 0 ? "" : rest.substring(end);
        String place = end < 0 ? rest : rest.substring(0, end);
        int at = place.lastIndexOf('@');
        String login = at < 0 ? "" : place.substring(0, at);
        place = place.substring(at + 1);
        if (place.isEmpty()) {
            throw new IllegalArgumentException("no host");
        }
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        return new DatabaseUrl(Secret.of(JDBC + "postgresql://" + place + options), "postgresql://" + place,
                user.isEmpty() ? null : decoded(user),
                colon < 0 ? null : Secret.of(decoded(login.substring(colon + 1))));
    }

    private static String withoutScheme(String address) {
        for (String scheme : new String[]{"postgresql://", "postgres://"}) {
            if (address.startsWith(scheme)) {
                return address.substring(scheme.length());
            }
        }
        throw new IllegalArgumentException("not a URL of PostgreSQL");
    }

    private static String decoded(String part) {
        try {
            String text = new URI("x://" + part + "@h").getUserInfo();
            return text == null ? part : text;
        } catch (URISyntaxException e) {
            return part;
        }
    }

    @Override
    public String toString() {
        return shown;
    }
}
