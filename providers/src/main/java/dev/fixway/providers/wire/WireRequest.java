package dev.fixway.providers.wire;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One request to a venue.
///
/// - `path`: with its query, below the venue's address
/// - `body`: JSON text; null without a body
/// - `headers`: credentials and signatures among them; never logged
public record WireRequest(String method, String path, @Nullable String body, Map<String, String> headers) {
    private static final Pattern QUERY_VALUE = Pattern.compile("=[^&]*");

    public WireRequest {
        headers = Map.copyOf(headers);
    }

    /// A request without a body.
    public static WireRequest of(String method, String path) {
        return new WireRequest(method, path, null, Map.of());
    }

    /// A request with a JSON body.
    public static WireRequest of(String method, String path, String body) {
        return new WireRequest(method, path, body, Map.of("Content-Type", "application/json"));
    }

    /// Method and path for logs and messages: values in the query, where venues want signatures and keys, are masked.
    @Override
    public String toString() {
        int query = path.indexOf('?');
        return method + ' ' + (query < 0
                ? path
                : path.substring(0, query) + QUERY_VALUE.matcher(path.substring(query)).replaceAll("=***"));
    }
}
