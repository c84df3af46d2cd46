package dev.arclet.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two server sockets, bound to 127.0.0.1 before Kafka is configured: the configuration must name both
 * ports, and a port that is merely looked up first may be taken by another process before Kafka binds it.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {

    private final Map<String, ServerSocketChannel> byListener;

    private LoopbackSockets(Map<String, ServerSocketChannel> byListener) {
        this.byListener = byListener;
    }

    /**
     * @param clientsPort the clients' port, or 0 for a free one; the controller's port is always a free one
     * @throws java.net.BindException when the port is taken
     */
    static LoopbackSockets bind(int clientsPort) throws IOException {
        ServerSocketChannel clients = open(clientsPort);
        try {
            return new LoopbackSockets(Map.of(BrokerSettings.CLIENTS, clients, BrokerSettings.CONTROLLER, open(0)));
        } catch (IOException e) {
            clients.close();
            throw e;
        }
    }

    private static ServerSocketChannel open(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** {@code 127.0.0.1:port} of a listener. */
    String address(String listener) {
        return "127.0.0.1:" + byListener.get(listener).socket().getLocalPort();
    }

    /** Hands Kafka the socket that is already bound; from then on Kafka closes it. */
    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) throws IOException {
        ServerSocketChannel channel = byListener.get(listener);
        if (channel == null) {
            throw new IOException(
                    "no socket for listener %s; the embedded broker has %s".formatted(listener, byListener.keySet()));
        }
        channel.configureBlocking(false);
        return channel;
    }

    @Override
    public void close() {
        try {
            for (ServerSocketChannel channel : byListener.values()) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
