package dev.arclet.kafka;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An embedded broker as a process of its own, for tests that kill one. Prints the bootstrap address on one line, then
 * runs until its standard input ends.
 *
 * <p>Arguments: the data folder and the port (0 for a free one); none at all for a temporary folder.
 */
public final class EmbeddedBrokerProcess {

    private EmbeddedBrokerProcess() {}

    public static void main(String[] args) throws IOException {
        BrokerSettings settings = BrokerSettings.temporary();
        if (args.length == 2) {
            settings = settings.in(Path.of(args[0])).onPort(Integer.parseInt(args[1]));
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            System.out.println(broker.bootstrapServers());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
