package dev.fixway.engine.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.mina.filter.ssl.SslFilter;

/// A certificate that signs itself, made by the JDK's keytool for one test.
///
/// - `pem`, `store`: the certificate alone, as clients keep it
record ServerCertificate(Path keyStore, Path pem, Path store) {
    static final String PASSWORD = "changeit";

    /// - `names`: as keytool's extension SAN writes them
    static ServerCertificate make(Path folder, String names) throws IOException, InterruptedException {
        ServerCertificate made = new ServerCertificate(folder.resolve("server.p12"), folder.resolve("server.pem"),
                folder.resolve("trusted.p12"));
        keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=server", "-ext", "SAN=" + names,
                "-keystore", made.keyStore.toString(), "-storepass", PASSWORD);
        try {
            KeyStore keys = KeyStore.getInstance(made.keyStore.toFile(), PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", keys.getCertificate("server"));
            try (var out = Files.newOutputStream(made.store)) {
                trusted.store(out, PASSWORD.toCharArray());
            }
            Files.writeString(made.pem, "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(keys.getCertificate("server").getEncoded())
                    + "\n-----END CERTIFICATE-----\n");
            return made;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }

    /// The server's side.
    SslFilter filter() throws IOException, GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return new SslFilter(context);
    }
}
