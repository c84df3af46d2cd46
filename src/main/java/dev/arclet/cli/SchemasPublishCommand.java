package dev.arclet.cli;

import dev.arclet.scoring.remote.HeaderText;
import dev.arclet.web.schema.PublishedSubjects;
import dev.arclet.web.schema.SchemaPublisher;
import dev.arclet.web.schema.SchemaPublisher.Result;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arclet schemas publish}: for consumers that have a registry of their own. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description =
                "Registers the schemas in a registry that speaks Confluent's REST interface, under the ids that the"
                        + " records carry if the registry allows that (mode IMPORT of the subject, set back after).",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet schemas publish --registry http://registry:8081",
            "  arclet schemas publish --registry https://registry --authorization 'Bearer ${file:/run/secrets/token}'",
            "Exit code 0 if all are there under the ids that the records carry, 1 otherwise."
        })
final class SchemasPublishCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions options;

    @Option(names = "--registry", required = true, paramLabel = "URL", description = "The registry.")
    private URI registry;

    @Option(
            names = "--authorization",
            paramLabel = "TEXT",
            description =
                    "Value of the Authorization header, in which $${env:NAME} and $${file:PATH} stand for secrets.")
    private String authorization;

    @Override
    public Integer call() throws Exception {
        SchemaPublisher publisher = publisher();
        boolean found = true;
        for (PublishedSubjects.Registered schema :
                SchemasCommand.subjects(options).all()) {
            Result result = publisher.publish(schema);
            System.out.println(describe(schema, result));
            found &= result.isFoundByRecords();
        }
        if (!found) {
            System.err.println(
                    "arclet: records carry Arclet's ids, under which this registry has other schemas or none;"
                            + " point consumers at the web port of a running pipeline instead");
        }
        return found ? 0 : 1;
    }

    private SchemaPublisher publisher() {
        try {
            return new SchemaPublisher(
                    registry, Optional.ofNullable(authorization).map(text -> new HeaderText(text).resolve()));
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private static String describe(PublishedSubjects.Registered schema, Result result) {
        String what = switch (result.outcome()) {
            case WAS_THERE -> "was there, id " + result.id();
            case WAS_THERE_UNDER_ANOTHER_ID -> "was there, but as id " + result.id() + ", not " + schema.id();
            case REGISTERED -> "registered, id " + result.id();
            case REGISTERED_UNDER_ANOTHER_ID -> "registered, but as id " + result.id() + ", not " + schema.id();
        };
        return schema.subject() + ": " + what + (result.note().isEmpty() ? "" : " (" + result.note() + ")");
    }
}
