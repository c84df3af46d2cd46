package dev.arclet.evaluation.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import dev.arclet.evaluation.Scored;
import dev.arclet.evaluation.ScoredSample;
import dev.arclet.evaluation.sample.Specimen;
import dev.arclet.scoring.ModelBundle;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes every specimen's score as a CSV table, a row a specimen and model. */
public final class ScoresTable implements AutoCloseable {
    private final SequenceWriter rows;

    private ScoresTable(SequenceWriter rows) {
        this.rows = rows;
    }

    /** Creates the file, or writes over it. */
    public static ScoresTable create(Path file) throws IOException {
        BufferedWriter out = Files.newBufferedWriter(file);
        CsvMapper mapper = new CsvMapper();
        return new ScoresTable(
                mapper.writer(mapper.schemaFor(Row.class).withHeader()).writeValues(out));
    }

    @JsonPropertyOrder({"model", "id", "label", "kind", "bands", "score", "probability", "einstein_radius", "snr"})
    private record Row(
            String model,
            String id,
            int label,
            String kind,
            String bands,
            String score,
            String probability,
            String einstein_radius,
            String snr) {}

    /** Adds all of a sample; what was not scored has neither score nor probability. */
    public void add(ModelBundle model, String title, ScoredSample sample) throws IOException {
        for (Scored scored : sample.scored()) {
            write(model, title, scored.specimen(), Optional.of(scored));
        }
        for (ScoredSample.Unscored unscored : sample.unscored()) {
            write(model, title, unscored.specimen(), Optional.empty());
        }
    }

    private void write(ModelBundle model, String title, Specimen specimen, Optional<Scored> scored) throws IOException {
        rows.write(new Row(
                title,
                specimen.id(),
                specimen.label().number(),
                specimen.kind(),
                scored.map(one -> String.join("+", one.bands())).orElse(""),
                scored.map(one -> Float.toString(one.score())).orElse(""),
                scored.map(one -> Float.toString((float) model.probability(one.score())))
                        .orElse(""),
                text(specimen.einsteinRadius()),
                text(specimen.snr())));
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
