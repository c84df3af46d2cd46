package dev.arclet.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.TopologyDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arclet topology}: what the stream is made of. */
@Command(
        name = "topology",
        mixinStandardHelpOptions = true,
        description = "Prints the Kafka Streams topology of a pipeline: its processors, stores and topics.",
        footerHeading = "%nExamples:%n",
        footer = {"  arclet topology", "  arclet topology --format markdown > topology/README.md"})
final class TopologyCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        MERMAID,
        MARKDOWN
    }

    @Mixin
    private PipelineOptions options;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format;

    @Override
    public Integer call() {
        try (Pipeline pipeline = Pipeline.unmanned(options.load(Map.of()))) {
            TopologyDescription description = pipeline.topology().describe();
            System.out.print(
                    switch (format) {
                        case TEXT -> description.toString();
                        case MERMAID -> TopologyDiagram.mermaid(description);
                        case MARKDOWN -> TopologyPage.markdown(description);
                    });
            return 0;
        }
    }
}
