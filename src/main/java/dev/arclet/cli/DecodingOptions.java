package dev.arclet.cli;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.FolderSchemas;
import dev.arclet.alert.SchemaChain;
import dev.arclet.alert.SchemaSource;
import dev.arclet.alert.SurveyProfile;
import dev.arclet.alert.SurveyProfileException;
import dev.arclet.alert.SurveyProfiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command without a pipeline file reads alerts. */
final class DecodingOptions {
    @Option(
            names = "--survey",
            defaultValue = "lsst,ztf",
            split = ",",
            paramLabel = "NAME|FILE",
            description = "Survey profiles that tell what stands where in an alert. Default: ${DEFAULT-VALUE}")
    private List<String> surveys;

    @Mixin
    private SchemaOptions schemas;

    /** The surveys. */
    List<SurveyProfile> profiles() {
        try {
            return SurveyProfiles.load(surveys);
        } catch (SurveyProfileException | IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** The schemas of wire messages in some files. */
    SchemaChain schemas(List<Path> paths) {
        List<SchemaSource> sources = new ArrayList<>();
        schemas.folder(paths).ifPresent(folder -> sources.add(new FolderSchemas(folder)));
        sources.add(new ClasspathSchemas());
        return new SchemaChain(sources);
    }

    /** Reads the alerts in some files. */
    AlertDecoder decoder(List<Path> paths) {
        return new AlertDecoder(profiles(), schemas(paths));
    }
}
