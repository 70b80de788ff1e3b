package dev.fixway.benchmarks;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The measure of the REST edge: an Undertow handler on one I/O thread, as Fixway has it, that parses the body of
/// `POST /v1/orders` and answers the same JSON. It decides nothing and keeps nothing.
public final class BareHandler {
    private static final JsonFactory JSON = new JsonFactory();
    private static final AtomicLong IDS = new AtomicLong(10_000_000_000_000L);

    private BareHandler() {}

    public static void main(String[] args) throws InterruptedException {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(2)
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setHandler(exchange -> exchange.getRequestReceiver().receiveFullBytes((call, body) -> {
                    call.setStatusCode(201);
                    call.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
                    call.getResponseSender().send(ByteBuffer.wrap(answer(clientOrderId(body))));
                }))
                .build();
        server.start();
        InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
        System.out.println("bare ready rest=http://127.0.0.1:" + address.getPort() + " ");
        Thread.currentThread().join();
    }

    private static String clientOrderId(byte[] body) {
        String found = "";
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING && "client_order_id".equals(json.currentName())) {
                    found = json.getString();
                }
            }
        }
        return found;
    }

    private static byte[] answer(String clientOrderId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("id", "BARE" + IDS.incrementAndGet());
            json.writeStringProperty("client_order_id", clientOrderId);
            json.writeStringProperty("correlation_id", UUID.randomUUID().toString());
            json.writeStringProperty("status", "OPEN");
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
