package dev.arclet.web.http;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Server-sent events: every event goes to all who listen, and the last one to whoever comes. One who has not taken the last event yet
 * misses this one, so that a slow listener costs no memory; an event must therefore say how things are, not how they have changed.
 */
public final class EventStream {
    private static final int MOST_LISTENERS = 64;
    private static final String OPENING = "retry: 2000\n\n";

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile String last = "";

    /** Sends to all who listen. */
    public void send(String event, String json) {
        String message = "event: " + event + "\ndata: " + json + "\n\n";
        last = message;
        listeners.forEach(listener -> listener.send(message));
    }

    boolean isFull() {
        return listeners.size() >= MOST_LISTENERS;
    }

    /** Someone listens from now on. */
    void open(Response response, Callback end) {
        Listener listener = new Listener(response, end);
        listener.send(OPENING + last);
        listeners.add(listener);
    }

    /** Ends all of them. */
    void close() {
        listeners.forEach(Listener::close);
    }

    private final class Listener {
        private final Response response;
        private final Callback end;
        private final AtomicBoolean busy = new AtomicBoolean();

        Listener(Response response, Callback end) {
            this.response = response;
            this.end = end;
        }

        void send(String message) {
            if (busy.compareAndSet(false, true)) {
                response.write(
                        false,
                        ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)),
                        Callback.from(() -> busy.set(false), this::gone));
            }
        }

        /** Stays busy for ever. */
        private void gone(Throwable failure) {
            listeners.remove(this);
            end.failed(failure);
        }

        void close() {
            listeners.remove(this);
            if (busy.compareAndSet(false, true)) {
                end.succeeded();
            } else {
                end.failed(new EOFException("the web port closes"));
            }
        }
    }
}
