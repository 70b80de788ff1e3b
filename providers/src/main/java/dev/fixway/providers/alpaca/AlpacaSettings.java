package dev.fixway.providers.alpaca;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Secret;
import dev.fixway.config.Setting;
import dev.fixway.engine.provider.TradingMode;
import dev.fixway.providers.wire.WireSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Where Alpaca is and how it knows us.
///
/// - `isPaper`: whether orders are worth no real money
/// - `visibility`: how long after a submit a look-up may still miss the order
/// - `compareEvery`: pause between comparisons with the venue that find what a stream lost
record AlpacaSettings(Credentials credentials, Addresses addresses, boolean isPaper, String feed, int requestsPerMinute,
        Duration visibility, Duration compareEvery, WireSettings wire) {
    private static final Setting<Secret> KEY = Setting.secret("ALPACA_API_KEY", "Key id of the Alpaca account.");
    private static final Setting<Secret> SECRET = Setting.secret("ALPACA_API_SECRET", "Secret of that key.");
    private static final Setting<Boolean> PAPER = Setting.flag("ALPACA_PAPER", true,
            "false trades real money at Alpaca; GATEWAY_MODE=live must say so too.");
    private static final Setting<URI> BASE_URL = WireSettings.address("ALPACA_BASE_URL",
            "Address of Alpaca's trading API in place of its own for the mode.", "http");
    private static final Setting<URI> DATA_URL = WireSettings.address("ALPACA_DATA_URL",
            "Address of Alpaca's data API in place of its own.", "http");
    private static final Setting<URI> STREAM_URL = WireSettings.address("ALPACA_STREAM_URL",
            "Address of Alpaca's trading stream; else that of the trading API with /stream.", "ws");
    private static final Setting<URI> DATA_STREAM_URL = WireSettings.address("ALPACA_DATA_STREAM_URL",
            "Address of Alpaca's market data streams in place of its own.", "ws");
    private static final Setting<String> FEED = Setting.text("ALPACA_FEED", "iex",
            "Alpaca's feed of stock prices: iex, sip, delayed_sip, boats, overnight or otc.");
    private static final Setting<Integer> RATE = Setting.integer("ALPACA_REQUESTS_PER_MINUTE", "per minute", 200, 1,
            100_000,
            "Requests that Alpaca takes from the account; its own count in answers goes before.");
    private static final Setting<Duration> VISIBILITY = Setting.millis("ALPACA_VISIBILITY_MS", 30_000, 0, 600_000,
            "How long an order whose answer was lost may still turn up at Alpaca before it counts as not there.");
    private static final Setting<Duration> COMPARE = Setting.seconds("ALPACA_COMPARE_SECS", 60, 1, 86_400,
            "Pause between comparisons with Alpaca that find what its stream lost.");
    private static final String PAPER_URL = "https://paper-api.alpaca.markets";
    private static final String LIVE_URL = "https://api.alpaca.markets";

    /// Both are secrets: they print as `***`.
    record Credentials(Secret key, Secret secret) {}

    /// - `stream`: of the trading stream
    /// - `dataStream`: of the market data streams, before `/v2/…` and `/v1beta3/…`
    record Addresses(URI trading, URI data, URI stream, URI dataStream) {}

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(List.of(KEY, SECRET, PAPER, BASE_URL, DATA_URL, STREAM_URL,
                DATA_STREAM_URL, FEED, RATE, VISIBILITY, COMPARE));
        all.addAll(WireSettings.all());
        return all;
    }

    static List<String> credentialNames() {
        return List.of(KEY.name(), SECRET.name());
    }

    /// Paper unless the mode is live and `ALPACA_PAPER` does not hold against it.
    static boolean isPaper(Environment environment) {
        boolean isLive = environment.get(TradingMode.SETTING) == TradingMode.LIVE;
        return environment.isPresent(PAPER.name()) ? environment.get(PAPER) : !isLive;
    }

    /// Throws ConfigException when credentials are missing, and when real money is asked for without
    /// `GATEWAY_MODE=live`.
    static AlpacaSettings read(Environment environment) {
        WireSettings.requireCredentials("alpaca", environment, credentialNames());
        boolean isPaper = isPaper(environment);
        if (!isPaper && environment.get(TradingMode.SETTING) != TradingMode.LIVE) {
            throw new ConfigException("ALPACA_PAPER=false trades real money and needs GATEWAY_MODE=live");
        }
        URI trading = environment.find(BASE_URL).orElse(URI.create(isPaper ? PAPER_URL : LIVE_URL));
        if (isPaper && URI.create(LIVE_URL).getHost().equalsIgnoreCase(trading.getHost())) {
            throw new ConfigException("ALPACA_BASE_URL=" + trading + " trades real money and needs GATEWAY_MODE=live");
        }
        return new AlpacaSettings(new Credentials(environment.get(KEY), environment.get(SECRET)),
                new Addresses(trading, environment.find(DATA_URL).orElse(URI.create("https://data.alpaca.markets")),
                        environment.find(STREAM_URL).orElseGet(() -> stream(trading)),
                        environment.find(DATA_STREAM_URL).orElse(URI.create("wss://stream.data.alpaca.markets"))),
                isPaper, environment.get(FEED), environment.get(RATE), environment.get(VISIBILITY),
                environment.get(COMPARE), WireSettings.read(environment));
    }

    private static URI stream(URI trading) {
        return URI.create("ws" + trading.toString().substring("http".length()) + "/stream");
    }
}
