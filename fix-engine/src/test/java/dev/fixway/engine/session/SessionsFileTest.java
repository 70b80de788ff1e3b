package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ProviderId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsFileTest {
    private static final ProviderId MOCK = new ProviderId("mock");
    private static final String HEAD = "[default]\nBeginString=FIX.4.4\nSenderCompID=FIXWAY\n";

    private static SessionsFile parse(String text) {
        return SessionsFile.parse(text, Environment.read(Map.of("PW", "secret"), Path.of("target")), MOCK);
    }

    @Test
    void comesWithThreeSessions() {
        SessionsFile file = parse(SessionsFile.DEFAULT_TEXT);

        assertThat(file.sessions())
                .extracting(s -> s.name() + ' ' + s.account() + ' ' + s.provider() + ' ' + s.dropCopy())
                .containsExactly("FIX.4.4:FIXWAY->CLIENT1 MAIN mock false",
                        "FIX.4.4:FIXWAY->CLIENT2 CLIENT2 mock false",
                        "FIX.4.4:FIXWAY->DROPCOPY MAIN mock true");
        assertThat(file.reportRouting().dropCopies()).containsExactly("FIX.4.4:FIXWAY->DROPCOPY");
    }

    @Test
    void takesAnyCompIdsAndFixwaysKeys() {
        SessionsFile file = parse("""
                [default]
                BeginString=FIX.4.4
                SenderCompID=GATE
                [session]
                TargetCompID=FUND
                Account=F1
                Provider=alpaca
                Reports=account
                Username=u
                PasswordEnv=PW
                """);

        assertThat(file.names()).containsExactly("FIX.4.4:GATE->FUND");
        assertThat(file.reportRouting().watchers())
                .containsExactly(Map.entry(new AccountId("F1"), List.of("FIX.4.4:GATE->FUND")));
        assertThat(file.sessions().getFirst().toString()).contains("alpaca").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            TargetCompID=A\\nRole=king                    ; Role=king
            TargetCompID=A\\nReports=all                  ; Reports=all
            TargetCompID=A\\nUsername=u                   ; PasswordEnv
            TargetCompID=A\\nUsername=u\\nPasswordEnv=NOPE; NOPE
            TargetCompID=A B                              ; TargetCompID
            TargetCompID=A\\nBeginString=FIX.4.0          ; FIX.4.0
            """)
    void saysWhatIsWrong(String session, String expected) {
        assertThatThrownBy(() -> parse(HEAD + "[session]\n" + session.replace("\\n", "\n") + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void needsASession() {
        assertThatThrownBy(() -> parse(HEAD)).isInstanceOf(ConfigException.class);
    }
}
