package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import dev.arclet.web.schema.PublishedSubjects;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arclet schemas}: the schemas of what Arclet publishes. */
@Command(
        name = "schemas",
        mixinStandardHelpOptions = true,
        description = "Lists the schemas of the records that Arclet publishes, with their ids on the wire.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet schemas",
            "  arclet schemas --full                                      the schemas themselves, a line each",
            "  arclet schemas publish --registry http://registry:8081     registers them",
            "A running pipeline answers GET /schemas/ids/{id} on its web port, as a registry would."
        },
        subcommands = SchemasPublishCommand.class)
final class SchemasCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions options;

    @Option(names = "--full", description = "Print the schemas, each as a line of JSON.")
    private boolean full;

    @Override
    public Integer call() {
        PublishedSubjects subjects = subjects(options);
        if (full) {
            subjects.all().forEach(schema -> System.out.println(schema.schema()));
            return 0;
        }
        TextTable table = new TextTable("id", "subject", "version", "bytes");
        subjects.all()
                .forEach(schema -> table.add(
                        Integer.toString(schema.id()),
                        schema.subject(),
                        Integer.toString(schema.version()),
                        Report.number(schema.schema().length())));
        System.out.print(table);
        return 0;
    }

    static PublishedSubjects subjects(PipelineOptions options) {
        PipelineConfig config = options.load(Map.of());
        return PublishedSubjects.of(config.stream().scores(), config.stream().candidates());
    }
}
