package dev.arclet.compare.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.arclet.compare.Comparison;
import dev.arclet.compare.Goal;
import dev.arclet.compare.Load;
import dev.arclet.compare.Pair;
import dev.arclet.compare.PairResult;
import dev.arclet.compare.PoolRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The JSON form of a comparison, for programs; docs/compare.md says what each key holds. */
public final class ComparisonJson {
    private static final String SCHEMA = "arclet-comparison-1";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Comparison comparison;

    private ComparisonJson(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Writes it to a file. */
    public static void write(Comparison comparison, Path file) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(new ComparisonJson(comparison).root()));
    }

    private ObjectNode root() {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.set("sample", JSON.valueToTree(comparison.sample()));
        root.set("goal", goal(comparison.goal()));
        root.set("machine", JSON.valueToTree(comparison.machine()));
        ArrayNode pairs = root.putArray("pairs");
        comparison.pairs().forEach(result -> pairs.add(pair(result)));
        ObjectNode verdict = root.putObject("verdict");
        verdict.set("measured", name(comparison.choice()));
        verdict.set("modelled", name(comparison.modelledChoice()));
        verdict.put("text", comparison.verdict());
        return root;
    }

    private static ObjectNode goal(Goal goal) {
        ObjectNode node = JSON.createObjectNode();
        node.put("perSecond", goal.perSecond());
        node.put("p99Millis", goal.p99().toMillis());
        node.put("merit", goal.merit().title());
        node.put("secondsEach", goal.span().toMillis() / 1e3);
        node.set("shares", JSON.valueToTree(goal.shares()));
        node.put("seed", goal.seed());
        return node;
    }

    private static ObjectNode name(Optional<PairResult> result) {
        return result.map(PairResult::pair).map(ComparisonJson::name).orElse(null);
    }

    private static ObjectNode name(Pair pair) {
        ObjectNode node = JSON.createObjectNode();
        node.put("model", pair.model());
        node.put("worker", pair.worker());
        return node;
    }

    private ObjectNode pair(PairResult result) {
        ObjectNode node = name(result.pair());
        node.put("modelled", result.pair().isModelled());
        node.set("device", JSON.valueToTree(result.pair().device()));
        node.set("failure", JSON.valueToTree(result.failure()));
        node.set("accuracy", JSON.valueToTree(result.accuracy()));
        node.set("bare", JSON.valueToTree(result.bare()));
        node.set("pool", result.pool().map(ComparisonJson::pool).orElse(null));
        node.set("costPerMillion", JSON.valueToTree(result.cost()));
        node.put("onFront", comparison.isOnFront(result));
        node.put("holdsGoal", result.holds(comparison.goal()));
        return node;
    }

    private static ObjectNode pool(PoolRate rate) {
        ObjectNode node = JSON.createObjectNode();
        node.put("perSecond", rate.perSecond());
        node.put("pictures", rate.pictures());
        node.put("meanBatch", rate.meanBatch());
        ArrayNode loads = node.putArray("loads");
        rate.loads().forEach(load -> loads.add(load(load)));
        return node;
    }

    private static ObjectNode load(Load load) {
        ObjectNode node = JSON.createObjectNode();
        node.put("perSecond", load.perSecond());
        node.put("share", load.share());
        node.put("sent", load.sent());
        node.put("answered", load.answered());
        node.put("rejected", load.rejected());
        node.put("unanswered", load.unanswered());
        ObjectNode millis = node.putObject("millis");
        millis.put("p50", load.p50());
        millis.put("p90", load.p90());
        millis.set("p99", JSON.valueToTree(load.p99()));
        millis.put("p999", load.p999());
        millis.put("max", load.max());
        node.put("senderLateP99Millis", load.senderLateP99());
        node.put("holds", load.holds());
        node.set("miss", JSON.valueToTree(load.miss()));
        return node;
    }
}
