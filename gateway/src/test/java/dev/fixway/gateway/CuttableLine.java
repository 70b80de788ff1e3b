package dev.fixway.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A line to a port of this machine that can be cut: every connection over it breaks, and so do new ones until it is
/// mended.
final class CuttableLine implements AutoCloseable {
    private final ServerSocket server;
    private final int port;
    private volatile boolean isCut;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();

    CuttableLine(int port) throws IOException {
        this.port = port;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                if (isCut) {
                    breakOff(near);
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                ends.add(near);
                ends.add(far);
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
            }
        } catch (IOException _) {
            // Closed, or nobody behind the line any more.
        }
    }

    private static void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // Cut.
        }
    }

    void mend() {
        isCut = false;
    }

    void cut() {
        isCut = true;
        ends.forEach(CuttableLine::breakOff);
        ends.clear();
    }

    private static void breakOff(Socket end) {
        try (end) {
            end.setSoLinger(true, 0);
        } catch (IOException _) {
            // It has ended by itself.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
