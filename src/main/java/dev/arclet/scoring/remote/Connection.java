package dev.arclet.scoring.remote;

import dev.arclet.scoring.WorkerDeclinedException;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerUnreachableException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * A gRPC connection to one server, over which one call at a time is made. It is opened by its first call and again after it broke.
 * Every call ends by its deadline; what goes wrong comes out as a {@link WorkerException} in the words of {@link CallTrouble}.
 *
 * <p>After a call that got no answer the connection is laid anew and the name looked up again: a server that was moved or restarted is
 * found by the next call, without gRPC's own back-off, as the pool has its own.
 */
final class Connection implements AutoCloseable {
    /** The least that gRPC allows. */
    private static final Duration LEAST_KEEP_ALIVE = Duration.ofSeconds(10);

    private static final long ALIVE_WITHIN_SECONDS = 5;
    private static final long CLOSED_WITHIN_SECONDS = 1;

    /** After these the connection may be of no use; after all others there was an answer over it. */
    private static final Set<Status.Code> BROKEN = EnumSet.of(
            Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED, Status.Code.UNKNOWN);

    private final ConnectionSettings settings;
    private final ManagedChannel channel;

    private Connection(ConnectionSettings settings, ManagedChannel channel) {
        this.settings = settings;
        this.channel = channel;
    }

    /**
     * Does not wait for the server.
     *
     * @throws WorkerException if a certificate or key cannot be used
     */
    static Connection to(ConnectionSettings settings) throws WorkerException {
        Endpoint endpoint = settings.endpoint();
        NettyChannelBuilder builder = builder(endpoint)
                .maxInboundMessageSize(settings.messageLimit())
                .keepAliveTime(keepAlive(settings.timeout()).toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(ALIVE_WITHIN_SECONDS, TimeUnit.SECONDS)
                .disableRetry();
        if (settings.tls().isPresent()) {
            builder.sslContext(sslContext(settings.tls().get()));
        } else {
            builder.usePlaintext();
        }
        return new Connection(settings, builder.build());
    }

    private static NettyChannelBuilder builder(Endpoint endpoint) throws WorkerException {
        try {
            return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port());
        } catch (IllegalArgumentException e) {
            throw new WorkerException("cannot connect to " + endpoint + ": " + e.getMessage(), e);
        }
    }

    /**
     * One ping in the course of a call, if any: servers break connections on which they get more than two without sending data
     * themselves. None on an idle connection, for the same reason.
     */
    private static Duration keepAlive(Duration timeout) {
        Duration half = timeout.dividedBy(2);
        return half.compareTo(LEAST_KEEP_ALIVE) > 0 ? half : LEAST_KEEP_ALIVE;
    }

    private static SslContext sslContext(Tls tls) throws WorkerException {
        try {
            SslContextBuilder builder = GrpcSslContexts.forClient();
            if (tls.authorities().isPresent()) {
                builder.trustManager(tls.authorities().get().toFile());
            }
            if (tls.identity().isPresent()) {
                Tls.Identity identity = tls.identity().get();
                builder.keyManager(
                        identity.certificate().toFile(), identity.key().toFile());
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new WorkerException("cannot use " + describe(tls) + ": " + CallTrouble.deepest(e), e);
        }
    }

    private static String describe(Tls tls) {
        String authorities =
                tls.authorities().map(file -> "authorities " + file).orElse("Java's authorities");
        return tls.identity()
                .map(identity -> authorities + ", certificate " + identity.certificate() + ", key " + identity.key())
                .orElse(authorities);
    }

    Endpoint endpoint() {
        return settings.endpoint();
    }

    /**
     * Makes a call and waits for its answer.
     *
     * @param what is asked, for messages: {@code scores}
     * @throws WorkerUnreachableException if nobody answered in time
     * @throws WorkerDeclinedException if the server would not, for a reason that is not in the request
     * @throws WorkerException if the server answered that it could not
     */
    <Q, A> A call(String what, MethodDescriptor<Q, A> method, Q request, Deadline deadline) throws WorkerException {
        CallOptions options = CallOptions.DEFAULT.withDeadline(deadline);
        try {
            return ClientCalls.blockingUnaryCall(withHeaders(), method, options, request);
        } catch (StatusRuntimeException e) {
            if (BROKEN.contains(e.getStatus().getCode())) {
                channel.enterIdle();
            }
            throw new CallTrouble(settings, what).of(e);
        }
    }

    private Channel withHeaders() throws WorkerException {
        if (settings.headers().isEmpty()) {
            return channel;
        }
        Metadata headers = new Metadata();
        for (Map.Entry<String, HeaderText> header : settings.headers().entrySet()) {
            try {
                headers.put(
                        Metadata.Key.of(header.getKey(), Metadata.ASCII_STRING_MARSHALLER),
                        header.getValue().resolve());
            } catch (IllegalArgumentException e) {
                throw WorkerDeclinedException.refusal(e.getMessage(), e);
            }
        }
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public void close() {
        try {
            if (!channel.shutdownNow().awaitTermination(CLOSED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
