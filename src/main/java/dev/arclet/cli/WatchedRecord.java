package dev.arclet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arclet.latency.DeliveryLatency.Moments;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.stream.JsonRecords;
import dev.arclet.stream.PublishedRecords;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;

/** A score as it came to a consumer, from a topic of scores, of candidates or of JSON. */
final class WatchedRecord {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Deserializer<LensScore> SCORES =
            PublishedRecords.lensScores().deserializer();
    private static final Deserializer<LensCandidate> CANDIDATES =
            PublishedRecords.lensCandidates().deserializer();

    private final ConsumerRecord<byte[], byte[]> record;
    private final ObjectNode score;
    private final long consumedMicros;

    private WatchedRecord(ConsumerRecord<byte[], byte[]> record, ObjectNode score, long consumedMicros) {
        this.record = record;
        this.score = score;
        this.consumedMicros = consumedMicros;
    }

    /**
     * Reads a record.
     *
     * @param consumedMicros when it came, microseconds since 1970
     * @throws SerializationException if it is none that Arclet publishes
     */
    static WatchedRecord of(ConsumerRecord<byte[], byte[]> record, long consumedMicros) {
        return new WatchedRecord(record, score(record.topic(), record.value()), consumedMicros);
    }

    private static ObjectNode score(String topic, byte[] value) {
        if (value == null || value.length == 0) {
            throw new SerializationException("it is empty");
        }
        if (PublishedRecords.isLensCandidate(value)) {
            return JsonRecords.tree(CANDIDATES.deserialize(topic, value).getScore());
        }
        if (PublishedRecords.isLensScore(value)) {
            return JsonRecords.tree(SCORES.deserialize(topic, value));
        }
        if (value[0] == '{') {
            try {
                JsonNode node = JSON.readTree(value);
                if (node instanceof ObjectNode object && object.has("outcome") && object.has("sourceId")) {
                    return object;
                }
            } catch (IOException e) {
                throw new SerializationException("it is no JSON: " + e.getMessage(), e);
            }
        }
        throw new SerializationException("it is neither a score nor a candidate");
    }

    /** Null in JSON is nothing too. */
    Optional<String> text(String field) {
        JsonNode value = score.path(field);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    OptionalDouble number(String field) {
        JsonNode value = score.path(field);
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    /** The items of a list, such as channels. */
    JsonNode list(String field) {
        return score.path(field);
    }

    String outcome() {
        return text("outcome").orElse("").toLowerCase(Locale.ROOT);
    }

    /** When it was published, microseconds since 1970. */
    OptionalLong publishedMicros() {
        return mark("published");
    }

    Moments moments() {
        return new Moments(mark("sent"), publishedMicros(), appendedMicros(), consumedMicros);
    }

    private OptionalLong mark(String name) {
        JsonNode micros = score.path("latency").path(name);
        return micros.isIntegralNumber() ? OptionalLong.of(micros.asLong()) : OptionalLong.empty();
    }

    private OptionalLong appendedMicros() {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME
                ? OptionalLong.of(record.timestamp() * 1_000)
                : OptionalLong.empty();
    }

    /** The score record on one line, with its place in Kafka and when it came there and here. */
    String json() {
        ObjectNode line = score.deepCopy();
        ObjectNode kafka = line.putObject("kafka")
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset());
        appendedMicros().ifPresent(micros -> kafka.put("appended", micros));
        kafka.put("consumed", consumedMicros);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("can't write a line of JSON", e);
        }
    }
}
