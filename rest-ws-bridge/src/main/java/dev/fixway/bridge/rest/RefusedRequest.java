package dev.fixway.bridge.rest;

/// Leaves the decoding of a request with the response that it gets; caught where requests are served.
final class RefusedRequest extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Response response;

    RefusedRequest(Response response) {
        super("refused with status " + response.status(), null, false, false);
        this.response = response;
    }

    RefusedRequest(ApiError error) {
        this(error.response());
    }

    Response response() {
        return response;
    }
}
