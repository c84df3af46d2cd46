package dev.arclet.stream;

import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.stream.state.InFlight;
import dev.arclet.stream.state.Origin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Dead letters of alerts that fail after {@code process} has returned, when Kafka Streams' handler would take the wrong record. They
 * carry the headers that the handler writes, naming the alert's own record, and what is left of the alert as value.
 */
final class DeadLetters {
    /** Counts alerts of which a cutout is no image. */
    static final String UNREADABLE_STAMP = "unreadable_stamp";

    /** Counts alerts whose picture no worker can score. */
    static final String PICTURE_REJECTED = "picture_rejected";

    /** Counts alerts that failed in a way which nobody has thought of. */
    static final String UNEXPECTED = "unexpected";

    /** Says that the value is not the packet but what was left of it, in Avro's single-object encoding of this schema. */
    static final String VALUE_HEADER = "arclet.value";

    /** Names the word that such ends are counted by. */
    static final String REASON_HEADER = "arclet.reason";

    private DeadLetters() {}

    /** The word that an alert which can't be decoded is counted by. */
    static String reason(UndecodableAlertException failure) {
        return reason(failure.reason());
    }

    private static String reason(UndecodableAlertException.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    /** All words that dead letters are counted by. */
    static List<String> reasons() {
        return Stream.concat(
                        Stream.of(UndecodableAlertException.Cause.values()).map(DeadLetters::reason),
                        Stream.of(UNREADABLE_STAMP, PICTURE_REJECTED, UNEXPECTED))
                .toList();
    }

    static Record<String, Step> ofRejected(InFlight inFlight, Record<String, ?> record, Throwable failure) {
        Origin origin = inFlight.getCutOut().getOrigin();
        Headers headers = new RecordHeaders(record.headers())
                .add("__streams.errors.exception", text(failure.getClass().getName()))
                .add("__streams.errors.message", text(String.valueOf(failure.getMessage())))
                .add("__streams.errors.stacktrace", text(stackTrace(failure)))
                .add("__streams.errors.topic", text(origin.getTopic()))
                .add("__streams.errors.partition", text(Integer.toString(origin.getPartition())))
                .add("__streams.errors.offset", text(Long.toString(origin.getOffset())))
                .add(REASON_HEADER, text(PICTURE_REJECTED))
                .add(VALUE_HEADER, text("cut_out.avsc"));
        AlertName.of(inFlight.getCutOut()).addTo(headers);
        byte[] remains = StateSerdes.cutOuts().serializer().serialize("dead letters", inFlight.getCutOut());
        return new Record<>(record.key(), new Step.DeadLetter(remains), record.timestamp(), headers);
    }

    static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static String stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
