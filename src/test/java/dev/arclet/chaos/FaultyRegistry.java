package dev.arclet.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.arclet.support.TestPackets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A schema registry that knows the harness's schema under every id, and can be made to fail. */
final class FaultyRegistry implements AutoCloseable {
    private static final int HUGE = 100 << 20;
    private static final int SLOW_MILLIS = 3_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int port;

    private HttpServer server;

    private volatile State state = State.SOUND;

    /** How it answers. */
    enum State {
        SOUND,
        /** Nobody listens. */
        DOWN,
        /** The right answer, after three seconds. */
        SLOW,
        /** Status 500. */
        FAILING,
        /** Status 200 and a page of a proxy in between. */
        WRONG,
        /** 100 MB. */
        HUGE
    }

    private FaultyRegistry() throws IOException {
        listen(0);
        this.port = server.getAddress().getPort();
    }

    static FaultyRegistry start() throws IOException {
        return new FaultyRegistry();
    }

    private void listen(int where) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void become(State now) throws IOException {
        if (now == State.DOWN && state != State.DOWN) {
            server.stop(0);
        } else if (now != State.DOWN && state == State.DOWN) {
            listen(port);
        }
        state = now;
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            switch (state) {
                case SLOW -> {
                    pause();
                    send(call, 200, schema());
                }
                case FAILING -> send(call, 500, "{\"error_code\": 50001}");
                case WRONG -> send(call, 200, "<html>Please log in</html>");
                case HUGE -> sendHuge(call);
                default -> send(call, 200, schema());
            }
        }
    }

    private static String schema() throws IOException {
        return JSON.writeValueAsString(Map.of("schema", TestPackets.schema()));
    }

    private static void send(HttpExchange call, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
    }

    private static void sendHuge(HttpExchange call) throws IOException {
        call.sendResponseHeaders(200, HUGE);
        byte[] part = new byte[1 << 20];
        OutputStream out = call.getResponseBody();
        for (int done = 0; done < HUGE; done += part.length) {
            out.write(part);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
