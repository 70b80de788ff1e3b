package dev.fixway.engine.session;

import static dev.fixway.engine.session.FixClients.MARKET;
import static dev.fixway.engine.session.FixClients.QUIET;
import static dev.fixway.engine.session.FixClients.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.config.Secret;
import dev.fixway.engine.domain.Side;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command-line client by TLS: whom it trusts, and what it says to whom it does not.
class FixClientTlsIT {
    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private FixClient client(FixTarget target) {
        return FixClients.connect(target, folder);
    }

    @Test
    void logsOnByTlsWithCredentials() throws Exception {
        ServerCertificate certificate = ServerCertificate.make(folder, "dns:localhost,ip:127.0.0.1");
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, true, certificate.filter())) {
            FixTarget.Tls trusting = new FixTarget.Tls(certificate.pem(), null, false);
            FixTarget known = tls(server, trusting).as(PlainAcceptor.USERNAME, Secret.of(PlainAcceptor.PASSWORD));

            try (FixClient client = client(known)) {
                assertThat(client.enter(Side.BUY, "AAPL", MARKET, QUIET)).hasSize(2);
            }
            FixTarget.Tls store = new FixTarget.Tls(certificate.store(), Secret.of(ServerCertificate.PASSWORD), false);
            try (FixClient client = client(tls(server, store).as(PlainAcceptor.USERNAME,
                    Secret.of(PlainAcceptor.PASSWORD)))) {
                assertThat(client.enter(Side.BUY, "AAPL", MARKET, QUIET)).hasSize(2);
            }
            FixTarget anyone = tls(server, new FixTarget.Tls(null, null, true));
            assertThatThrownBy(() -> client(anyone)).hasMessage("the server refuses the logon: who are you?");
            FixTarget wary = tls(server, new FixTarget.Tls(null, null, false));
            assertThatThrownBy(() -> client(wary)).hasMessageStartingWith("TLS with 127.0.0.1:")
                    .hasMessageContaining("unable to find valid certification path");
            FixTarget plain = target(server.port(), FixVersion.FIX44);
            assertThatThrownBy(() -> client(plain)).hasMessageContaining("or expects TLS");
        }
    }

    private FixTarget tls(PlainAcceptor server, FixTarget.Tls tls) {
        return new FixTarget("127.0.0.1", server.port(), FixVersion.FIX44, "ME", "SERVER", null, tls, false);
    }

    @Test
    void refusesCertificateOfAnotherHost() throws Exception {
        ServerCertificate certificate = ServerCertificate.make(folder, "dns:elsewhere.example");
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, certificate.filter())) {
            FixTarget target = tls(server, new FixTarget.Tls(certificate.pem(), null, false));

            assertThatThrownBy(() -> client(target)).hasMessageStartingWith("TLS with 127.0.0.1:")
                    .hasMessageContaining("No subject alternative names");
        }
    }
}
