package dev.arclet.scoring.remote;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A gRPC server on a port of this machine. */
final class TestServer implements AutoCloseable {
    private final Server server;
    private final int port;

    private TestServer(Server server) {
        this.server = server;
        this.port = server.getPort();
    }

    static TestServer start(BindableService... services) {
        return start(0, services);
    }

    static TestServer start(int port, BindableService... services) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .maxInboundMessageSize(8 << 20);
        for (BindableService service : services) {
            builder.addService(service);
        }
        try {
            return new TestServer(builder.build().start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", port);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
