package dev.arclet.evaluation.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.arclet.evaluation.Gallery;
import dev.arclet.evaluation.ModelEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One or more models on the same sample.
 *
 * @param schema version of the JSON form
 * @param sample what they were evaluated on
 * @param evaluations one a model
 */
public record EvaluationReport(String schema, Sample sample, List<ModelEvaluation> evaluations) {
    private static final String SCHEMA = "arclet-evaluation-1";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public EvaluationReport {
        evaluations = List.copyOf(evaluations);
    }

    /** In the present JSON form. */
    public EvaluationReport(Sample sample, List<ModelEvaluation> evaluations) {
        this(SCHEMA, sample, evaluations);
    }

    /**
     * What models were evaluated on.
     *
     * @param source file or folder
     * @param sort in words, such as {@code night of alerts}
     * @param pixelScale in words, how large a pixel was taken to be
     */
    public record Sample(String source, String sort, String pixelScale) {}

    /** Writes the JSON form. */
    public void writeJson(Path file) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(this));
    }

    /**
     * Writes the page.
     *
     * @param galleries one a model
     */
    public void writePage(Path file, List<Gallery> galleries) throws IOException {
        Files.writeString(file, new Page(this, galleries).html());
    }
}
