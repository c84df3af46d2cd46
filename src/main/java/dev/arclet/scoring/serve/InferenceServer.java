package dev.arclet.scoring.serve;

import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Worker;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Serves one model by the Open Inference Protocol over gRPC, with the health service of gRPC beside it. Calls run at the same time,
 * one on each worker; more of them wait in a short line, and beyond that are answered RESOURCE_EXHAUSTED.
 *
 * <p>Thread-safe. {@link #drain} ends it gently, {@link #close} at once.
 */
public final class InferenceServer implements AutoCloseable {
    /** Twice what is taken, so that a client that sends too much is told so in a sentence. */
    private static final int HEADROOM = 2;

    private static final int USUAL_MESSAGE_LIMIT = 4 << 20;
    private static final long PINGS_AT_MOST_EVERY_SECONDS = 5;

    private final Server server;
    private final Sessions sessions;
    private final InferenceService service;
    private final HealthStatusManager health;

    private volatile boolean ready = true;

    private InferenceServer(
            ModelBundle bundle, List<? extends Worker> workers, ServerSettings settings, NettyServerBuilder builder) {
        this.sessions = new Sessions(workers);
        this.service = new InferenceService(bundle, settings.maxBatch(), sessions, () -> ready);
        this.health = new HealthStatusManager();
        health.setStatus(service.bindService().getServiceDescriptor().getName(), ServingStatus.SERVING);
        this.server = builder.addService(service)
                .addService(health.getHealthService())
                .maxInboundMessageSize(messageLimit(bundle, settings))
                .maxConcurrentCallsPerConnection(HEADROOM * sessions.most())
                .permitKeepAliveTime(PINGS_AT_MOST_EVERY_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .build();
    }

    /**
     * Starts to serve. From here on the workers are the server's, which closes them.
     *
     * @param workers at least one, all with the bundle's model; each takes one batch at a time, up to the settings' largest
     * @throws IOException if it cannot listen there, or a certificate or key cannot be used; the workers are closed
     */
    public static InferenceServer start(ModelBundle bundle, List<? extends Worker> workers, ServerSettings settings)
            throws IOException {
        NettyServerBuilder builder;
        try {
            builder = builder(settings);
        } catch (IOException e) {
            workers.forEach(Worker::close);
            throw e;
        }
        InferenceServer server = new InferenceServer(bundle, workers, settings, builder);
        server.listen(settings);
        return server;
    }

    private void listen(ServerSettings settings) throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            close();
            throw new IOException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": " + reason(e)
                            + "; give a host of this machine and a port that is free",
                    e);
        }
    }

    private static NettyServerBuilder builder(ServerSettings settings) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address(settings));
        if (settings.tls().isPresent()) {
            builder.sslContext(sslContext(settings.tls().get()));
        }
        return builder;
    }

    private static InetSocketAddress address(ServerSettings settings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new IOException("cannot listen on " + settings.host() + ": there is no such host; give one of this"
                    + " machine's addresses, or 0.0.0.0 for all");
        }
        return address;
    }

    private static SslContext sslContext(ServerSettings.ServerTls tls) throws IOException {
        try {
            SslContextBuilder builder = GrpcSslContexts.configure(SslContextBuilder.forServer(
                    tls.identity().certificate().toFile(), tls.identity().key().toFile()));
            if (tls.clientAuthorities().isPresent()) {
                admitOnly(tls.clientAuthorities().get(), builder);
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "cannot use certificate " + tls.identity().certificate() + " with key "
                            + tls.identity().key() + ": " + reason(e),
                    e);
        }
    }

    private static void admitOnly(Path authorities, SslContextBuilder builder) throws IOException {
        try {
            builder.trustManager(authorities.toFile()).clientAuth(ClientAuth.REQUIRE);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "cannot use " + authorities + " for the authorities of clients: " + reason(e)
                            + "; give certificates as PEM",
                    e);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
    }

    private static int messageLimit(ModelBundle bundle, ServerSettings settings) {
        long largest = (long) settings.maxBatch() * bundle.pictureLength() * Float.BYTES;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(USUAL_MESSAGE_LIMIT, HEADROOM * largest));
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    /** Pictures scored until now. */
    public long scored() {
        return service.scored();
    }

    /** Calls for scores that were refused or failed until now. */
    public long refused() {
        return service.refused();
    }

    /**
     * Ends in three steps: says that it is not ready, takes no more calls, answers those that it has.
     *
     * @param notice between the first and the second, so that whoever watches its readiness goes elsewhere first
     * @param patience for the third; calls that are not answered by then are broken off
     * @return whether all calls were answered
     */
    public boolean drain(Duration notice, Duration patience) throws InterruptedException {
        ready = false;
        health.enterTerminalState();
        Thread.sleep(notice.toMillis());
        boolean answered = server.shutdown().awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        close();
        return answered;
    }

    /** Breaks off all calls and closes the workers. */
    @Override
    public void close() {
        ready = false;
        server.shutdownNow();
        sessions.close();
    }
}
