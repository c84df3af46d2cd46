package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.TestPackets;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.TestKafka;
import dev.arclet.kafka.Topics;
import dev.arclet.night.Packet;
import dev.arclet.night.ReplaySpeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NightSenderTest {
    @TempDir
    private Path folder;

    @Test
    void whatCannotBeSentIsSaidInOneLineOfItsOwn() throws Exception {
        Path small = Files.writeString(folder.resolve("small.properties"), "max.request.size=1000");
        Iterator<Packet> packets = List.of(new Packet("large", new byte[2000])).iterator();
        try (TestKafka broker = brokerWithTopic()) {
            ClientSettings client = ClientSettings.of(Optional.of(broker.bootstrapServers()), Optional.of(small));
            try (NightSender sender = sender(packets, client)) {
                UserError e = assertThrows(UserError.class, sender::sent);

                assertTrue(e.getMessage().startsWith("the night can't be sent: topic alerts takes no more alerts: "));
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
    }

    @Test
    void closingStopsANightThatWouldNeverEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(100);
        Iterator<Packet> endless = Stream.generate(() -> {
                    begun.countDown();
                    return new Packet("one of many", new byte[100]);
                })
                .iterator();
        try (TestKafka broker = brokerWithTopic()) {
            NightSender sender = sender(endless, ClientSettings.of(broker.bootstrapServers()));
            begun.await();

            sender.close();

            assertTrue(sender.isDone());
        }
    }

    private static TestKafka brokerWithTopic() throws InterruptedException {
        TestKafka broker = TestKafka.start();
        try (Admin admin = Cluster.connect(ClientSettings.of(broker.bootstrapServers()), Duration.ofSeconds(15))) {
            Topics.ensure(admin, List.of(new NewTopic("alerts", 1, (short) 1)));
        }
        return broker;
    }

    private static NightSender sender(Iterator<Packet> packets, ClientSettings client) {
        return new NightSender(packets, client, "alerts", TestPackets.decoder(), ReplaySpeed.MAX);
    }
}
