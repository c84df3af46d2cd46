package dev.arclet.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP connection to a server of this machine that can be made bad. It always takes a while, as a network does. */
final class FaultyLink implements AutoCloseable {
    private static final int LATENCY_MILLIS = 40;
    private static final int CHUNK = 64 * 1024;
    private static final int GARBLED_EVERY = 61;

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private volatile State state = State.SOUND;

    /** What the link does with what it is given. */
    enum State {
        SOUND,
        /** Nothing gets through, and nobody is told. */
        SILENT,
        /** Answers come damaged. */
        GARBLING,
        /** Connections are closed, new ones too. */
        CUT
    }

    private FaultyLink(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** @param target port of the server */
    static FaultyLink to(int target) throws IOException {
        FaultyLink link = new FaultyLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        link.inThread(link::accept);
        return link;
    }

    int port() {
        return entrance.getLocalPort();
    }

    void become(State now) {
        state = now;
        if (now == State.CUT) {
            open.forEach(FaultyLink::closeQuietly);
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException e) {
                // Closed, or the server behind it is gone; the next connection tries again.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        open.add(client);
        if (state == State.CUT) {
            closeQuietly(client);
            return;
        }
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            inThread(() -> pump(client, server, false));
            inThread(() -> pump(server, client, true));
        } catch (IOException e) {
            closeQuietly(client);
            throw e;
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                Thread.sleep(LATENCY_MILLIS);
                while (state == State.SILENT) {
                    Thread.sleep(LATENCY_MILLIS);
                }
                if (answers && state == State.GARBLING) {
                    garble(chunk, read);
                }
                out.write(chunk, 0, read);
            }
        } catch (IOException e) {
            // One end has closed; so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void garble(byte[] chunk, int length) {
        for (int i = length / 2; i < length; i += GARBLED_EVERY) {
            chunk[i] ^= 0x55;
        }
    }

    private void inThread(Runnable task) {
        Thread thread = new Thread(task, "chaos-link");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed either way.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        open.forEach(FaultyLink::closeQuietly);
    }
}
