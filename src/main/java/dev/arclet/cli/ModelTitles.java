package dev.arclet.cli;

import dev.arclet.scoring.ModelBundle;
import java.util.List;

/** Names models so that they can be told apart: by name and version, and by where they were found where two are called alike. */
final class ModelTitles {
    private ModelTitles() {}

    /** One a model, in their order. */
    static List<String> of(List<ModelBundle> models) {
        List<String> plain = models.stream()
                .map(model -> model.name() + " " + model.version())
                .toList();
        return models.stream()
                .map(model -> {
                    String title = model.name() + " " + model.version();
                    boolean alone = plain.stream().filter(title::equals).count() == 1;
                    return alone ? title : title + " (" + model.place() + ")";
                })
                .toList();
    }
}
