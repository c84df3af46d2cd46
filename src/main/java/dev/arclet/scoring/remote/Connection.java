package dev.arclet.scoring.remote;

import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerUnreachableException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * A gRPC connection to one server, over which one call at a time is made. It is opened by its first call and again after it broke.
 * Every call ends within the timeout; what goes wrong comes out as a {@link WorkerException} in plain words.
 *
 * <p>After a call that failed the connection is laid anew and the name looked up again: a server that was moved or restarted is
 * found by the next call, without gRPC's own back-off, as the pool has its own.
 */
final class Connection implements AutoCloseable {
    /** The least that gRPC allows. Only while a call waits, since servers shut out clients that ping an idle connection. */
    private static final long KEEP_ALIVE_SECONDS = 10;

    private static final long ALIVE_WITHIN_SECONDS = 5;
    private static final long CLOSED_WITHIN_SECONDS = 1;

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
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
                .maxInboundMessageSize(settings.messageLimit())
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(ALIVE_WITHIN_SECONDS, TimeUnit.SECONDS)
                .disableRetry();
        if (settings.tls().isPresent()) {
            builder.sslContext(sslContext(settings.tls().get()));
        } else {
            builder.usePlaintext();
        }
        return new Connection(settings, builder.build());
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
            throw new WorkerException("cannot use " + describe(tls) + ": " + reason(e), e);
        }
    }

    private static String describe(Tls tls) {
        String authorities =
                tls.authorities().map(file -> "authorities " + file).orElse("Java's authorities");
        return tls.identity()
                .map(identity -> authorities + ", certificate " + identity.certificate() + ", key " + identity.key())
                .orElse(authorities);
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
    }

    Endpoint endpoint() {
        return settings.endpoint();
    }

    /**
     * Makes a call and waits for its answer.
     *
     * @param what is asked, for messages: {@code scores}
     * @throws WorkerUnreachableException if nobody answered in time
     * @throws WorkerException if the server answered that it could not, or will not
     */
    <Q, A> A call(String what, MethodDescriptor<Q, A> method, Q request) throws WorkerException {
        CallOptions options =
                CallOptions.DEFAULT.withDeadlineAfter(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try {
            return ClientCalls.blockingUnaryCall(withHeaders(), method, options, request);
        } catch (StatusRuntimeException e) {
            channel.enterIdle();
            throw trouble(what, e);
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
                throw new WorkerException(e.getMessage(), e);
            }
        }
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private WorkerException trouble(String what, StatusRuntimeException e) {
        Status status = e.getStatus();
        String asked = settings.endpoint() + " was asked for " + what + " and ";
        return switch (status.getCode()) {
            case UNAVAILABLE ->
                new WorkerUnreachableException(settings.endpoint() + " is not there: " + words(status), e);
            case DEADLINE_EXCEEDED ->
                new WorkerUnreachableException(
                        asked + "did not answer within " + settings.timeout().toMillis() + " ms", e);
            case CANCELLED -> new WorkerUnreachableException(asked + "the call was cancelled", e);
            case RESOURCE_EXHAUSTED ->
                new WorkerException(
                        asked + "takes no more: " + words(status)
                                + "; if the message was too large, raise the server's limit or lower messageLimit",
                        e);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                new WorkerException(
                        asked + "refused (" + status.getCode() + "): " + words(status) + "; see headers", e);
            case UNIMPLEMENTED ->
                new WorkerException(
                        asked + "does not know this call; is it another kind of server? " + words(status), e);
            default -> new WorkerException(asked + "failed (" + status.getCode() + "): " + words(status), e);
        };
    }

    /** What the server says or, where gRPC only says that there was an exception, what that was. */
    private static String words(Status status) {
        String description = Optional.ofNullable(status.getDescription()).orElse("it does not say why");
        boolean says = !description.equals("io exception") || status.getCause() == null;
        return says
                ? description
                : Optional.ofNullable(status.getCause().getMessage()).orElse(description);
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
