package dev.arclet.web.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for HTTP and answers by the {@link Routes}, as far as the {@link Guard} allows. Reading only: GET and HEAD. */
public final class HttpPort implements AutoCloseable {
    /** Where the {@link EventStream} is. */
    public static final String EVENTS = "/api/events";

    private static final Logger log = LoggerFactory.getLogger(HttpPort.class);
    private static final int THREADS = 12;

    /** Nothing from elsewhere is loaded or asked for, and nobody may put the page into theirs. */
    private static final Map<String, String> SECURITY = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private final Server server;
    private final ServerConnector connector;
    private final EventStream events;

    private HttpPort(String host, int port, Guard guard, Routes routes, EventStream events) {
        this.events = events;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("arclet-web");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Answering(guard, routes, events));
        ErrorHandler errors = new ErrorHandler();
        errors.setShowStacks(false);
        server.setErrorHandler(errors);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        return configuration;
    }

    /**
     * Listens from now on.
     *
     * @param port 0 for any that is free
     * @throws UncheckedIOException if it can't listen there
     */
    public static HttpPort open(String host, int port, Guard guard, Routes routes, EventStream events) {
        HttpPort opened = new HttpPort(host, port, guard, routes, events);
        try {
            opened.server.start();
            return opened;
        } catch (IOException e) {
            opened.close();
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            opened.close();
            throw new IllegalStateException("the web port does not start", e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        events.close();
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("the web port did not stop cleanly", e);
        }
    }

    private static final class Answering extends Handler.Abstract {
        private final Guard guard;
        private final Routes routes;
        private final EventStream events;

        Answering(Guard guard, Routes routes, EventStream events) {
            this.guard = guard;
            this.routes = routes;
            this.events = events;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            SECURITY.forEach((name, value) -> response.getHeaders().put(name, value));
            String path = request.getHttpURI().getCanonicalPath();
            Optional<Answer> refusal = refusal(request, path);
            if (refusal.isPresent()) {
                send(refusal.get(), response, callback);
            } else if (path.equals(EVENTS)) {
                listen(response, callback);
            } else {
                send(answer(path, request), response, callback);
            }
            return true;
        }

        private Optional<Answer> refusal(Request request, String path) {
            if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
                return Optional.of(
                        Answer.refusal(405, "this port is for reading; use GET").with("Allow", "GET, HEAD"));
            }
            return guard.refusal(path, header(request, HttpHeader.HOST), header(request, HttpHeader.AUTHORIZATION));
        }

        private static String header(Request request, HttpHeader name) {
            return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
        }

        private void listen(Response response, Callback callback) {
            if (events.isFull()) {
                send(Answer.refusal(503, "too many listen already; close some dashboards"), response, callback);
                return;
            }
            response.setStatus(200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            // Or nginx collects events before it passes them on.
            response.getHeaders().put("X-Accel-Buffering", "no");
            events.open(response, callback);
        }

        private Answer answer(String path, Request request) {
            try {
                return routes.answer(path, parameters(request));
            } catch (Exception e) {
                log.warn("page {} failed", path, e);
                return Answer.refusal(500, "this page failed: " + e.getClass().getSimpleName() + "; the log says more");
            }
        }

        private static Map<String, String> parameters(Request request) {
            Map<String, String> parameters = new HashMap<>();
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                parameters.put(
                        field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
            }
            return parameters;
        }

        private static void send(Answer answer, Response response, Callback callback) {
            response.setStatus(answer.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            response.write(true, ByteBuffer.wrap(answer.body()), callback);
        }
    }
}
