package dev.fixway.engine.session;

import dev.fixway.config.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Whom the command-line client talks to, and as whom.
///
/// - `credentials`: null where the session asks for none
/// - `tls`: null for a plain connection
/// - `resets`: every logon sends ResetSeqNumFlag(141)=Y and both sides begin at 1; what was not delivered is lost
public record FixTarget(String host, int port, FixVersion version, String senderCompId, String targetCompId,
        @Nullable Credentials credentials, @Nullable Tls tls, boolean resets) {

    /// A FIX.4.4 session without credentials on a plain connection.
    public static FixTarget plain(String host, int port, String senderCompId, String targetCompId) {
        return new FixTarget(host, port, FixVersion.FIX44, senderCompId, targetCompId, null, null, false);
    }

    /// The same with Username(553) and Password(554).
    public FixTarget as(String username, Secret password) {
        return new FixTarget(host, port, version, senderCompId, targetCompId, new Credentials(username, password), tls,
                resets);
    }

    /// `host:port`.
    public String address() {
        return host + ':' + port;
    }

    /// Username(553) and Password(554).
    public record Credentials(String username, Secret password) {}

    /// How the server proves who it is.
    ///
    /// - `trusted`: certificates in PEM, or a PKCS12 or JKS store; null for those that Java trusts
    /// - `password`: of the store; null when it has none
    /// - `trustsAnyone`: any certificate will do; for servers on this machine only
    public record Tls(@Nullable Path trusted, @Nullable Secret password, boolean trustsAnyone) {}
}
