package dev.fixway.bridge.rest;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which endpoint serves a path and method. Fixed segments are compared as they came, parameters are percent-decoded.
///
/// Routes are tried in the order in which they were added.
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /// - `path`: such as `/v1/orders/{order_id}`
    /// - `allow`: methods that a 405 names
    /// - `methods`: endpoint by method; `HEAD` is served where `GET` is
    void add(String path, String allow, Map<String, Endpoint> methods) {
        routes.add(new Route(List.of(path.split("/", -1)), allow, Map.copyOf(methods)));
    }

    /// Finds the endpoint, leaves the path parameters in the call; throws [RefusedRequest] for 404, 405 and a parameter
    /// that is not UTF-8.
    Endpoint find(Call call) {
        String[] segments = call.rawPath().split("/", -1);
        for (Route route : routes) {
            if (route.matches(segments)) {
                Endpoint endpoint = route.endpoint(call.method());
                call.pathParameters(route.parameters(segments));
                return endpoint;
            }
        }
        throw new RefusedRequest(Response.empty(404, null));
    }

    private record Route(List<String> pattern, String allow, Map<String, Endpoint> methods) {
        boolean matches(String[] segments) {
            if (segments.length != pattern.size()) {
                return false;
            }
            for (int i = 0; i < pattern.size(); i++) {
                if (isParameter(i) ? segments[i].isEmpty() : !pattern.get(i).equals(segments[i])) {
                    return false;
                }
            }
            return true;
        }

        Endpoint endpoint(String method) {
            Endpoint endpoint = methods.get(method);
            if (endpoint == null && method.equals("HEAD")) {
                endpoint = methods.get("GET");
            }
            if (endpoint == null) {
                throw new RefusedRequest(Response.empty(405, allow));
            }
            return endpoint;
        }

        Map<String, String> parameters(String[] segments) {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 0; i < pattern.size(); i++) {
                if (isParameter(i)) {
                    String name = pattern.get(i).substring(1, pattern.get(i).length() - 1);
                    parameters.put(name, decoded(name, segments[i]));
                }
            }
            return parameters;
        }

        private boolean isParameter(int i) {
            return pattern.get(i).startsWith("{");
        }

        private static String decoded(String name, String raw) {
            try {
                return Percent.decodeSegment(raw);
            } catch (CharacterCodingException _) {
                throw new RefusedRequest(Response.text(400, "Invalid URL: " + name + " is not UTF-8"));
            }
        }
    }
}
