package dev.arclet.cli;

import dev.arclet.picture.Recipe;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Models;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code arclet models}: which networks there are. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the models that ship and what each looks at.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet models",
            "A model is a folder with model.onnx and model.yaml. One that does not ship is named by its folder:",
            "  arclet run --set model=/models/my-net"
        })
final class ModelsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        TextTable table =
                new TextTable("model", "version", "view", "channels", "pixels", "arcsec", "threshold", "place");
        int broken = 0;
        for (Models.Found found : Models.shipped().list()) {
            if (found.bundle().isPresent()) {
                add(table, found.bundle().get());
            } else {
                broken++;
                found.problems().forEach(System.err::println);
            }
        }
        System.out.print(table);
        return broken == 0 ? 0 : 1;
    }

    private static void add(TextTable table, ModelBundle model) {
        Recipe recipe = model.recipe();
        table.add(
                model.name(),
                model.version(),
                recipe.view().name().toLowerCase(Locale.ROOT),
                String.join(" ", recipe.channels()),
                Integer.toString(recipe.grid().size()),
                Double.toString(recipe.grid().fieldOfView()),
                Float.toString(model.threshold()),
                model.place());
    }
}
