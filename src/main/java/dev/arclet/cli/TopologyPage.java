package dev.arclet.cli;

import org.apache.kafka.streams.TopologyDescription;

/** The page that {@code topology/} holds: the topology of {@code lsst.yaml} as a picture and as Kafka Streams describes it. */
final class TopologyPage {
    private TopologyPage() {}

    static String markdown(TopologyDescription description) {
        return """
                # The topology

                What `topology/lsst.yaml` becomes in Kafka Streams. Made by `arclet topology --format markdown > topology/README.md`; a test fails when
                it is stale. Topics are round, stores are drums; `docs/in-flight.md` says what the stores are for.

                ```mermaid
                %s```

                ```
                %s```
                """.formatted(
                TopologyDiagram.mermaid(description), description.toString().strip() + "\n");
    }
}
