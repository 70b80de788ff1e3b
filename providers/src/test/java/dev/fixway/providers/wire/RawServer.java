package dev.fixway.providers.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that answers every request with the bytes that a test gives it, whole or not.
final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final Answer answer;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /// What happens on a connection when its n-th request (from 1, over all connections) was read.
    @FunctionalInterface
    interface Answer {
        void give(Socket socket, int n) throws IOException;
    }

    RawServer(Answer answer) throws IOException {
        this.answer = answer;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// Sends this text.
    static Answer text(String text) {
        return (socket, _) -> socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Sends this text and closes.
    static Answer textAndEnd(String text) {
        return (socket, n) -> {
            text(text).give(socket, n);
            socket.close();
        };
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (SocketException _) {
            // Closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try {
            for (String request = read(socket.getInputStream()); !request.isEmpty(); request = read(
                    socket.getInputStream())) {
                requests.add(request);
                answer.give(socket, requests.size());
            }
        } catch (IOException _) {
            // The client or the test ended it.
        }
    }

    /// A head and as many bytes of body as it says; empty at the end.
    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        String marker = "Content-Length: ";
        int length = head.indexOf(marker);
        int count = length < 0
                ? 0
                : Integer.parseInt(head.substring(length + marker.length(), head.indexOf("\r\n", length)));
        return head + new String(in.readNBytes(count), StandardCharsets.UTF_8);
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
