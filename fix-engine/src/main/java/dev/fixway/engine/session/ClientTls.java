package dev.fixway.engine.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.ssl.SslFilter;
import org.jspecify.annotations.Nullable;

/// TLS of the command-line client: the server's certificate must be trusted and be for the host that was asked for.
///
/// A filter of our own, because QuickFIX/J 3.0.0 needs a class for its own that MINA 2.2.10 has no more, and trusts
/// everybody when it is given no store.
final class ClientTls extends SslFilter {
    private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";
    private final FixTarget target;

    private ClientTls(SSLContext context, FixTarget target, boolean checksHost) {
        super(context);
        this.target = target;
        setEnabledProtocols("TLSv1.3", "TLSv1.2");
        if (checksHost) {
            setEndpointIdentificationAlgorithm("HTTPS");
        }
    }

    /// Throws FixClientException when the certificates cannot be read.
    static ClientTls to(FixTarget target, FixTarget.Tls tls) {
        Path trusted = tls.trusted();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] managers = tls.trustsAnyone() ? new TrustManager[]{new Anyone()} : managers(trusted, tls);
            context.init(null, managers, null);
            return new ClientTls(context, target, !tls.trustsAnyone());
        } catch (IOException | GeneralSecurityException e) {
            throw new FixClientException("certificates cannot be read from " + trusted + ": " + e.getMessage(), e);
        }
    }

    @Override
    protected SSLEngine createEngine(IoSession session, @Nullable InetSocketAddress address) {
        return super.createEngine(session, InetSocketAddress.createUnresolved(target.host(), target.port()));
    }

    private static TrustManager[] managers(@Nullable Path trusted, FixTarget.Tls tls)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (trusted == null) {
            factory.init((KeyStore) null);
        } else {
            KeyStore store = store(trusted, tls);
            if (store.size() == 0) {
                throw new FixClientException(
                        "there is no certificate in " + trusted + " (a locked store shows none without its password)");
            }
            factory.init(store);
        }
        return factory.getTrustManagers();
    }

    private static KeyStore store(Path file, FixTarget.Tls tls) throws IOException, GeneralSecurityException {
        byte[] content = Files.readAllBytes(file);
        if (!new String(content, StandardCharsets.ISO_8859_1).contains(PEM_BEGIN)) {
            char[] password = tls.password() == null ? null : tls.password().reveal().toCharArray();
            return KeyStore.getInstance(file.toFile(), password);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int count = 0;
        try (InputStream in = new ByteArrayInputStream(content)) {
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                count++;
                store.setCertificateEntry("trusted-" + count, certificate);
            }
        }
        return store;
    }

    /// Lets anyone in; the command line allows it for this machine only.
    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // Anyone will do.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // Anyone will do.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // Anyone will do.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // Anyone will do.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // Anyone will do.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Anyone will do.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
