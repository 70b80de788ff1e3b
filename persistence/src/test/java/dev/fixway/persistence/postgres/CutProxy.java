package dev.fixway.persistence.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A line to the server that can be cut at the worst moment.
final class CutProxy implements AutoCloseable {
    /// What happens to what the client sends next.
    enum Next {
        // It passes, and so does the answer.
        PASSES,
        // It reaches the server, the answer does not come back: the line is dead.
        LOSES_ITS_ANSWER,
        // It does not reach the server: the line is dead.
        IS_LOST,
        // It waits until it is released, and the client hears nothing.
        IS_HELD
    }

    private final ServerSocket listener;
    private final int serverPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch delivered = new CountDownLatch(1);
    private volatile Next next = Next.PASSES;
    private volatile boolean isOpen = true;

    CutProxy(int serverPort) {
        this.serverPort = serverPort;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// From now on new connections are refused, or no longer.
    void letIn(boolean isOpen) {
        this.isOpen = isOpen;
    }

    void next(Next next) {
        this.next = next;
    }

    /// Lets what is held go to the server, and waits until that has answered or hung up.
    void release() throws InterruptedException {
        released.countDown();
        delivered.await();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                sockets.add(client);
                if (!isOpen || !connected(client)) {
                    client.close();
                }
            }
        } catch (IOException e) {
            close();
        }
    }

    private boolean connected(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            sockets.add(server);
            Line line = new Line(client, server);
            Thread.ofVirtual().start(line::toServer);
            Thread.ofVirtual().start(line::toClient);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private final class Line {
        private final Socket client;
        private final Socket server;
        private volatile Next mode = Next.PASSES;

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void toServer() {
            byte[] buffer = new byte[1 << 16];
            try (Socket _ = client; Socket _ = server) {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (mode == Next.PASSES && next != Next.PASSES) {
                        mode = next;
                        next = Next.PASSES;
                    }
                    if (mode == Next.IS_LOST) {
                        return;
                    }
                    if (mode == Next.IS_HELD) {
                        released.await();
                    }
                    out.write(buffer, 0, length);
                    if (mode == Next.IS_HELD) {
                        delivered.await();
                        return;
                    }
                }
            } catch (IOException e) {
                // A line that is cut ends like this.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void toClient() {
            byte[] buffer = new byte[1 << 16];
            try (Socket _ = client) {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                while (true) {
                    int length = in.read(buffer);
                    if (mode == Next.IS_HELD) {
                        delivered.countDown();
                        return;
                    }
                    if (length < 0 || mode == Next.LOSES_ITS_ANSWER) {
                        return;
                    }
                    out.write(buffer, 0, length);
                }
            } catch (IOException e) {
                // As above.
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            released.countDown();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
