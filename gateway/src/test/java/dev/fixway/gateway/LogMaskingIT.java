package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.engine.session.SessionsFile;
import dev.fixway.persistence.postgres.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// No secret reaches a log line, however much is logged.
class LogMaskingIT {
    private static final String API_KEY = "api-key-not-to-be-seen-0123456789abcdef";
    private static final String WRONG_KEY = "wrong-key-not-to-be-seen-0123456789abcd";
    private static final String BASIC = "bm90OnRvLWJlLXNlZW4=";
    private static final String FIX_PASSWORD = "fix-not-to-be-seen";
    private static final String WRONG_PASSWORD = "guess-not-to-be-seen";
    private static final String NEW_PASSWORD = "next-not-to-be-seen";
    private static final String RAW_DATA = "raw-not-to-be-seen";
    private static final String DATABASE_PASSWORD = "database-not-to-be-seen";
    private static final List<String> TALKATIVE = List.of(org.slf4j.Logger.ROOT_LOGGER_NAME, "io.undertow", "org.xnio",
            "quickfix", "org.apache.mina", "com.zaxxer.hikari", "org.flywaydb");

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Map<Logger, Level> levels = new HashMap<>();
    private final Lines lines = new Lines();

    /// Keeps every line, exceptions included.
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final Queue<String> texts = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            texts.add(event.getLoggerName() + ' ' + event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }

    @BeforeEach
    void listenToEverything() {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.iteratorForAppenders().forEachRemaining(appender -> appender.addFilter(new NoDetails()));
        lines.setContext(context);
        lines.start();
        root.addAppender(lines);
        for (String name : TALKATIVE) {
            Logger logger = context.getLogger(name);
            levels.put(logger, logger.getLevel());
            logger.setLevel(Level.TRACE);
        }
    }

    @AfterEach
    void listenNoMore() {
        levels.forEach(Logger::setLevel);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.iteratorForAppenders().forEachRemaining(appender -> appender.clearAllFilters());
        root.detachAppender(lines);
        lines.stop();
    }

    /// Keeps the test's own output readable.
    private static final class NoDetails extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getLevel().isGreaterOrEqual(Level.INFO)
                    ? FilterReply.NEUTRAL
                    : FilterReply.DENY;
        }
    }

    @Test
    void showsNoSecret() throws Exception {
        String token;
        try (TestGateway gateway = TestGateway.start(folder, settings(), Ports.PLAIN)) {
            RunFile run = RunFile.ofLiving(folder.resolve("data")).orElseThrow();
            token = run.token().reveal();
            useRest(gateway.gateway().restUrl());
            try (OperatorClient operator = new OperatorClient(run)) {
                assertThat(operator.orders()).isNotEmpty();
            }
            useFix(gateway.gateway().fixPort());
        }
        List<String> secrets = List.of(API_KEY, WRONG_KEY, BASIC, FIX_PASSWORD, WRONG_PASSWORD, NEW_PASSWORD, RAW_DATA,
                DATABASE_PASSWORD, token);

        for (String name : List.of("io.undertow", "quickfix", "com.zaxxer.hikari")) {
            assertThat(lines.texts).as("lines of %s", name).anyMatch(line -> line.startsWith(name));
        }
        assertThat(lines.texts.stream().filter(line -> secrets.stream().anyMatch(line::contains))).isEmpty();
        assertThat(fixLogs()).contains("554=***").doesNotContain(secrets);
    }

    private Map<String, String> settings() throws IOException {
        Path sessions = Files.writeString(folder.resolve("sessions.cfg"), SessionsFile.DEFAULT_TEXT
                .replace("TargetCompID=CLIENT1", "TargetCompID=CLIENT1\nUsername=alice\nPasswordEnv=CLIENT1_PASSWORD"));
        EmbeddedServer server = EmbeddedServer.running();
        return Map.of("GATEWAY_API_KEY", API_KEY, "FIX_CONFIG", sessions.toString(), "CLIENT1_PASSWORD", FIX_PASSWORD,
                "DATABASE_URL", "postgresql://127.0.0.1:" + server.port() + "/" + server.newDatabase(),
                "DATABASE_USER", "postgres", "DATABASE_PASSWORD", DATABASE_PASSWORD);
    }

    private static void useRest(String url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(status(http, entry(url, "Authorization", "Bearer " + API_KEY))).isEqualTo(201);
            assertThat(status(http, entry(url, "X-API-Key", API_KEY))).isEqualTo(201);
            assertThat(status(http, entry(url, "Authorization", "Bearer " + WRONG_KEY))).isEqualTo(401);
            assertThat(status(http, entry(url, "X-API-Key", WRONG_KEY))).isEqualTo(401);
            assertThat(status(http, entry(url, "Authorization", "Basic " + BASIC))).isEqualTo(401);
            assertThat(status(http, entry(url + "?api_key=" + WRONG_KEY, "Accept", "*/*"))).isEqualTo(401);
        }
    }

    private static HttpRequest entry(String url, String header, String value) {
        String path = url.contains("?") ? url.replace("?", "/v1/orders?") : url + "/v1/orders";
        return HttpRequest.newBuilder(URI.create(path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"symbol":"AAPL","side":"BUY","quantity":"1","order_type":"LIMIT","limit_price":"1"}"""))
                .build();
    }

    private static int status(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static void useFix(int port) {
        refused(port, "553=alice|554=" + WRONG_PASSWORD);
        refused(port, "95=" + RAW_DATA.length() + "|96=" + RAW_DATA + "|553=alice|554=" + WRONG_PASSWORD);
        refused(port, "553=bob|554=" + FIX_PASSWORD + "|925=" + NEW_PASSWORD);
        try (FixPeer client = new FixPeer("CLIENT1", "FIXWAY").credentials("553=alice|554=" + FIX_PASSWORD)) {
            client.logon(port);
            client.order("A1", "55=AAPL|54=1|38=1|40=1");
            client.next(3);
            client.logout();
        }
        try (FixPeer garbled = new FixPeer("CLIENT2", "FIXWAY").connect(port)) {
            garbled.sendRaw(("8=FIX.4.4\u00019=60\u000135=A\u0001554=" + FIX_PASSWORD + "\u000110=000\u0001")
                    .getBytes(StandardCharsets.US_ASCII));
            garbled.probeLogon();
            garbled.next();
        }
    }

    private static void refused(int port, String credentials) {
        try (FixPeer intruder = new FixPeer("CLIENT1", "FIXWAY").connect(port)) {
            intruder.send("35=A|98=0|108=30|" + credentials);
            intruder.expectClosed();
        }
    }

    private String fixLogs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve("data").resolve("fix").resolve("log"))) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
