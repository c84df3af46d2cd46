package dev.arclet.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arclet.picture.Recipe;
import dev.arclet.text.BoundedYaml;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and checks a bundle's {@code model.yaml}; all mistakes are reported together. */
final class ModelDescriptionReader {
    private final List<String> problems = new ArrayList<>();
    private final String place;
    private final ModelBundle.Source source;

    private ModelDescriptionReader(String place, ModelBundle.Source source) {
        this.place = place;
        this.source = source;
    }

    static ModelDescription read(String place, ModelBundle.Source source) {
        ModelDescriptionReader reader = new ModelDescriptionReader(place, source);
        reader.checkNetwork();
        Optional<ModelDescription> description = reader.mapping().flatMap(reader::description);
        if (description.isEmpty() || !reader.problems.isEmpty()) {
            throw new BadModelException(reader.problems);
        }
        return description.get();
    }

    private String file(String name) {
        return place + "/" + name;
    }

    private void checkNetwork() {
        String file = file(ModelBundle.NETWORK);
        try (InputStream network = source.open(ModelBundle.NETWORK)) {
            if (network.read() < 0) {
                problems.add(file + " is empty; put the exported network there");
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            problems.add(file + " is missing; put the exported network there");
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + e.getMessage());
        }
    }

    private Optional<YamlKeys> mapping() {
        String file = file(ModelBundle.DESCRIPTION);
        try (InputStream yaml = source.open(ModelBundle.DESCRIPTION)) {
            JsonNode root = BoundedYaml.read(yaml);
            if (root.isObject()) {
                return Optional.of(new YamlKeys(file, root, problems));
            }
            problems.add(file + " holds no keys; give name, version, view and the others");
        } catch (NoSuchFileException | FileNotFoundException e) {
            problems.add(file + " is missing; describe the network there");
        } catch (JsonProcessingException e) {
            problems.add(file + " is not YAML: " + e.getOriginalMessage() + where(e));
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }

    private Optional<ModelDescription> description(YamlKeys keys) {
        Optional<String> name = keys.text("name", "the model's name, such as arclet-s");
        Optional<String> version = keys.text("version", "the model's version, such as \"1.0\"");
        Optional<Recipe> recipe = RecipeKeys.recipe(keys);
        Optional<String> input = keys.text("input", "the name of the network's input, such as pictures");
        Optional<String> output = keys.text("output", "the name of the network's output, such as score");
        Optional<Double> threshold = keys.number("threshold", 0, 1, "a score from 0 to 1");
        Optional<Double> thresholdFpr = keys.optionalNumber("thresholdFpr", 0, 1, "a share from 0 to 1");
        Optional<Calibration> calibration =
                keys.keys("calibration", "slope, intercept and prevalence").flatMap(this::calibration);
        keys.reportUnknown();
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ModelDescription(
                name.orElseThrow(),
                version.orElseThrow(),
                recipe.orElseThrow(),
                input.orElseThrow(),
                output.orElseThrow(),
                threshold.orElseThrow().floatValue(),
                thresholdFpr,
                calibration.orElseThrow()));
    }

    private Optional<Calibration> calibration(YamlKeys keys) {
        Optional<Double> slope = keys.number("slope", Double.MIN_VALUE, 1e6, "more than 0");
        Optional<Double> intercept = keys.number("intercept", -1e6, 1e6, "a finite number");
        Optional<Double> prevalence = keys.number("prevalence", Double.MIN_VALUE, 1, "more than 0 and less than 1");
        keys.reportUnknown();
        if (slope.isEmpty() || intercept.isEmpty() || prevalence.isEmpty()) {
            return Optional.empty();
        }
        return keys.made(() -> new Calibration(slope.get(), intercept.get(), prevalence.get()));
    }
}
