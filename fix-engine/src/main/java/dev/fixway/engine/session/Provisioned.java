package dev.fixway.engine.session;

import dev.fixway.config.Secret;
import dev.fixway.engine.codec.Entrance;
import dev.fixway.engine.codec.Recipient;
import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.ProviderId;
import org.jspecify.annotations.Nullable;
import quickfix.FileUtil;
import quickfix.SessionID;

/// One session of the sessions file: who may log on, and as what.
///
/// - `provider`: where its orders go by default
/// - `dropCopy`: it reads along and may not trade
/// - `watches`: it gets the reports of its whole account
/// - `credentials`: asked for at logon; null asks for none
record Provisioned(SessionID id, AccountId account, ProviderId provider, boolean dropCopy, boolean watches,
        @Nullable Credentials credentials) {

    /// Username(553) and Password(554).
    record Credentials(String username, Secret password) {
        boolean match(@Nullable String givenUsername, @Nullable String givenPassword) {
            // Both are compared whatever the first says: the time taken tells nothing.
            boolean user = Secret.of(username).matches(givenUsername == null ? "" : givenUsername);
            boolean pass = password.matches(givenPassword == null ? "" : givenPassword);
            return user && pass;
        }
    }

    /// The session's name in ledger and engine.
    String name() {
        return id.toString();
    }

    Entrance entrance() {
        return new Entrance(new Party(Edge.FIX, name(), account), provider, !dropCopy);
    }

    Recipient recipient() {
        return new Recipient(name(), dropCopy);
    }

    /// A name that every file system takes.
    String fileName() {
        return FileUtil.sessionIdFileName(id);
    }
}
