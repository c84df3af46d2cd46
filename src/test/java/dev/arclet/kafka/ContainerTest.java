package dev.arclet.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** The official Kafka image, which tells whether Arclet leans on something that only its own broker does. */
class ContainerTest {

    @Test
    void aPacketPassesThroughTheOfficialImage() throws Exception {
        Optional<String> obstacle = TestKafka.obstacleToContainers();
        assumeTrue(obstacle.isEmpty(), () -> TestKafka.IMAGE + " was not tried: " + obstacle.orElseThrow());
        byte[] packet = new byte[300_000];
        packet[packet.length - 1] = 42;
        try (TestKafka kafka = TestKafka.startContainer();
                Admin admin = Cluster.connect(kafka.clients(), Duration.ofSeconds(60))) {
            Topics.ensure(admin, List.of(new NewTopic("alerts", 1, (short) 1)));
            String bootstrap = kafka.clients().bootstrap();
            Records.send(bootstrap, "alerts", packet);
            assertArrayEquals(packet, Records.committed(bootstrap, "alerts").get(0));
        }
    }
}
