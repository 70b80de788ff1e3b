package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.session.FixPeer;
import dev.fixway.engine.session.SessionsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM ends the process in time, whatever its clients leave half done.
class ShutdownIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration END_MOST = Duration.ofSeconds(5);
    private static final int SMALL_BUFFER = 4_096;
    private static final int ORDERS = 400;
    private final List<Socket> sockets = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        http.shutdownNow();
    }

    @Test
    void endsBesideClientsThatDoNotGoOn() throws Exception {
        try (GatewayProcess gateway = start();
                FixPeer stalled = new FixPeer("CLIENT1", "FIXWAY").receiveBuffer(SMALL_BUFFER);
                FixPeer silent = new FixPeer("CLIENT2", "FIXWAY").connect(gateway.fixPort())) {
            stalled.logon(gateway.fixPort());
            for (int i = 0; i < ORDERS; i++) {
                stalled.order("A" + i, "55=AAPL|54=1|38=1|40=1");
            }
            silent.sendRaw("8=FIX.4.4".getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE)
                    .until(() -> get(gateway, "/v1/orders?client_order_id=A" + (ORDERS - 1)).contains("\"A"));
            half(gateway, "POST /v1/orders HTTP/1.1\r\nHo");
            half(gateway, "POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{\"symbol\":");
            half(gateway, "POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"sym");
            half(gateway, "");

            long begun = System.nanoTime();
            int exitCode = gateway.terminate();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(END_MOST);
            assertThat(exitCode).isZero();
        }
        assertThat(folder.resolve("gateway.log")).content().contains("gateway stopped");
        Books.verify(folder.resolve("data"));
    }

    private GatewayProcess start() throws IOException {
        Path sessions = Files.writeString(folder.resolve("sessions.cfg"), SessionsFile.DEFAULT_TEXT
                .replace("[default]", "[default]\nSocketSendBufferSize=" + SMALL_BUFFER));
        return GatewayProcess.start(folder, Window.ANY_MOMENT, 1,
                Map.of("DATA_DIR", folder.resolve("data").toString(), "GATEWAY_PORT", "0", "FIX_PORT", "0",
                        "FIX_CONFIG", sessions.toString(), "MOCK_SEED", "7", "MOCK_FILL_DELAY_MS", "5"))
                .orElseThrow();
    }

    private void half(GatewayProcess gateway, String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(gateway.url()).getPort());
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String get(GatewayProcess gateway, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + path)).timeout(PATIENCE).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
