package dev.arclet.cli;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.FolderSchemas;
import dev.arclet.alert.RegistrySchemas;
import dev.arclet.alert.SchemaChain;
import dev.arclet.alert.SchemaSource;
import dev.arclet.alert.SurveyProfile;
import dev.arclet.alert.SurveyProfileException;
import dev.arclet.alert.SurveyProfiles;
import dev.arclet.config.PipelineConfig;
import dev.arclet.config.Spelling;
import dev.arclet.config.WatchListConfig;
import dev.arclet.scoring.BadModelException;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Models;
import dev.arclet.stream.Condition;
import dev.arclet.watch.BadTargetsException;
import dev.arclet.watch.TargetTable;
import dev.arclet.watch.WatchList;
import dev.arclet.watch.WatchLists;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for what a configuration only names: survey profiles, schemas, watch-lists, the model. All that is wrong is kept, to be told together. */
final class PipelineParts {
    private final PipelineConfig config;
    private final List<String> mistakes = new ArrayList<>();
    private final List<SurveyProfile> surveys;
    private final List<SchemaSource> schemas;
    private final WatchLists watchLists;
    private final Optional<ModelBundle> model;

    private PipelineParts(PipelineConfig config) {
        this.config = config;
        this.surveys = surveys();
        checkRules();
        this.schemas = schemas();
        this.watchLists = readWatchLists();
        this.model = model();
    }

    /** Looks for all of them. */
    static PipelineParts of(PipelineConfig config) {
        return new PipelineParts(config);
    }

    /** All mistakes of a configuration as far as it could be read, and of what it names. */
    static List<String> mistakes(PipelineConfig.Draft draft) {
        List<String> all = new ArrayList<>(draft.mistakes());
        all.addAll(of(draft.config()).mistakes());
        return all;
    }

    /** What is missing or wrong, each with its place in the configuration, the value and the way out. */
    List<String> mistakes() {
        return mistakes;
    }

    /** Reads the surveys' alerts, and refuses those at once whose schema id nobody knows. */
    AlertDecoder decoder() {
        requireRight();
        return new AlertDecoder(surveys, new SchemaChain(schemas));
    }

    /** Reads the surveys' alerts, and says for a while that a schema id which nobody knows yet may become known. */
    AlertDecoder patientDecoder() {
        requireRight();
        boolean canLearn =
                config.registry().isPresent() || config.schemaFolder().isPresent();
        return new AlertDecoder(
                surveys, new SchemaChain(schemas, canLearn ? config.unknownSchemaWait() : Duration.ZERO));
    }

    /** The targets that scores are matched with. */
    WatchLists watchLists() {
        requireRight();
        return watchLists;
    }

    /** The network that scores. */
    ModelBundle modelBundle() {
        requireRight();
        return model.orElseThrow();
    }

    private void requireRight() {
        if (!mistakes.isEmpty()) {
            throw new UserError(String.join(System.lineSeparator(), mistakes));
        }
    }

    private List<SurveyProfile> surveys() {
        try {
            return SurveyProfiles.load(config.surveys());
        } catch (SurveyProfileException e) {
            e.mistakes().forEach(mistake -> add("alerts.surveys", mistake));
        } catch (IllegalArgumentException e) {
            add("alerts.surveys", e.getMessage());
        }
        return List.of();
    }

    /** An alert that lacks a quantity is not refused for it, and not put first: a misspelt one would have no effect at all. */
    private void checkRules() {
        if (surveys.isEmpty()) {
            return;
        }
        Set<String> known = new LinkedHashSet<>();
        surveys.forEach(survey -> known.addAll(survey.quality().keySet()));
        config.acceptance().rules().forEach(rule -> check("accept.rules", rule.condition(), known));
        config.stream().triage().first().forEach(condition -> check("triage.first", condition, known));
    }

    private void check(String path, Condition condition, Set<String> known) {
        if (!known.contains(condition.quantity())) {
            add(
                    path,
                    "quantity " + condition.quantity() + " is in none of the surveys " + config.surveys()
                            + Spelling.nearest(condition.quantity(), known)
                                    .map(nearest -> "; did you mean " + nearest + "?")
                                    .orElse("; give one of " + known));
        }
    }

    private List<SchemaSource> schemas() {
        List<SchemaSource> sources = new ArrayList<>();
        config.registry().ifPresent(url -> open("alerts.schemas.registry", url, sources, PipelineParts::registry));
        config.schemaFolder()
                .ifPresent(folder ->
                        open("alerts.schemas.folder", folder, sources, named -> new FolderSchemas(Path.of(named))));
        sources.add(new ClasspathSchemas());
        return sources;
    }

    private interface Opener {
        SchemaSource open(String named);
    }

    private void open(String path, String named, List<SchemaSource> sources, Opener opener) {
        try {
            sources.add(opener.open(named));
        } catch (IllegalArgumentException e) {
            add(path, e.getMessage());
        }
    }

    private static SchemaSource registry(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            // It may hold a login, and what is no URL can't be taken apart to leave that out.
            throw new IllegalArgumentException(
                    "it is no URL; give one such as https://registry:8081, where a login has %40 for @, and the like",
                    e);
        }
        return new RegistrySchemas(address);
    }

    private WatchLists readWatchLists() {
        List<WatchList> lists = new ArrayList<>();
        for (WatchListConfig list : config.watchLists()) {
            try {
                lists.add(new WatchList(list.name(), list.radius(), TargetTable.read(list.file(), list.columns())));
            } catch (BadTargetsException e) {
                add("watchLists", e.getMessage());
            }
        }
        return new WatchLists(lists);
    }

    private Optional<ModelBundle> model() {
        try {
            return Optional.of(Models.shipped().find(config.model()));
        } catch (BadModelException e) {
            e.problems().forEach(problem -> add("model", problem));
        } catch (IllegalArgumentException e) {
            add("model", e.getMessage());
        }
        return Optional.empty();
    }

    private void add(String path, String what) {
        mistakes.add(config.mistake(path, what));
    }
}
