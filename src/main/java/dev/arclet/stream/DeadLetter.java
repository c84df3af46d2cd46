package dev.arclet.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record of the dead-letter topic: an alert that could not be read or scored, and why. Immutable. */
public final class DeadLetter {
    /** Header of an alert that was sent again: the place of its dead letter. */
    public static final String REPLAYED_HEADER = "arclet.replayed";

    static final String ERRORS = "__streams.errors.";

    private static final String EXCEPTION = ERRORS + "exception";
    private static final String MESSAGE = ERRORS + "message";
    private static final String STACK_TRACE = ERRORS + "stacktrace";
    private static final String TOPIC = ERRORS + "topic";
    private static final String PARTITION = ERRORS + "partition";
    private static final String OFFSET = ERRORS + "offset";

    private final ConsumerRecord<byte[], byte[]> record;

    /** The record, as it was read. */
    public DeadLetter(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
    }

    /**
     * Where a record is, written {@code topic/partition/offset}.
     *
     * @param topic its topic
     * @param partition number of the partition, from 0
     * @param offset in the partition
     */
    public record Place(String topic, int partition, long offset) {
        private static final Pattern FORM = Pattern.compile("([a-zA-Z0-9._-]{1,249})/(\\d{1,9})/(\\d{1,18})");

        /**
         * Reads what {@link #toString} writes.
         *
         * @throws IllegalArgumentException saying what to write
         */
        public static Place parse(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "is '" + text + "'; give TOPIC/PARTITION/OFFSET, such as alerts/0/1234");
            }
            return new Place(matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
        }

        @Override
        public String toString() {
            return topic + "/" + partition + "/" + offset;
        }
    }

    /** Where the letter is. */
    public Place place() {
        return new Place(record.topic(), record.partition(), record.offset());
    }

    /** Where the alert was; empty in a record that no Arclet wrote. */
    public Optional<Place> origin() {
        try {
            return text(TOPIC)
                    .flatMap(topic -> text(PARTITION)
                            .flatMap(partition -> text(OFFSET)
                                    .map(offset ->
                                            new Place(topic, Integer.parseInt(partition), Long.parseLong(offset)))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Which alert it is; empty where the packet could not be read as far as that. */
    public Optional<AlertName> alert() {
        return AlertName.in(record.headers());
    }

    /** The alert's own time. */
    public Instant time() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** The word that such ends are counted by; the exception's name in letters of earlier versions. */
    public String reason() {
        return text(DeadLetters.REASON_HEADER)
                .or(() -> text(EXCEPTION).map(name -> name.substring(name.lastIndexOf('.') + 1)))
                .orElse("unknown");
    }

    /** What is wrong with which part; empty where nobody says. */
    public String message() {
        return text(MESSAGE).orElse("");
    }

    /** Where in the program it was found; empty where nobody says. */
    public String stackTrace() {
        return text(STACK_TRACE).orElse("");
    }

    /** Whether the value is the packet as it came, and not what was left of it. */
    public boolean isWhole() {
        return text(DeadLetters.VALUE_HEADER).isEmpty();
    }

    /** Places of the alert's earlier letters, after each of which it was sent again; the first one first. */
    public List<String> replayedFrom() {
        List<String> places = new ArrayList<>();
        for (Header header : record.headers().headers(REPLAYED_HEADER)) {
            if (header.value() != null) {
                places.add(new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return places;
    }

    /** The packet or what is left of it; empty where the alert's record had no value. */
    public Optional<byte[]> value() {
        return Optional.ofNullable(record.value());
    }

    /** All headers that are not about the failure, in their order. */
    public List<Header> headers() {
        List<Header> own = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(ERRORS)
                    && !header.key().equals(DeadLetters.REASON_HEADER)
                    && !header.key().equals(DeadLetters.VALUE_HEADER)
                    && !header.key().equals(AlertName.HEADER)) {
                own.add(header);
            }
        }
        return own;
    }

    /**
     * The alert as it is to be sent again: as it came, with one more {@value #REPLAYED_HEADER}.
     *
     * @param topic to send it to
     * @throws IllegalStateException if this letter isn't {@linkplain #isWhole whole}
     */
    public ProducerRecord<byte[], byte[]> again(String topic) {
        if (!isWhole()) {
            throw new IllegalStateException(place() + " holds only what was left of the alert");
        }
        return again(topic, record, headers());
    }

    /**
     * The alert as it is to be sent again, from its own record.
     *
     * @param original that this letter is about
     */
    public ProducerRecord<byte[], byte[]> again(String topic, ConsumerRecord<byte[], byte[]> original) {
        return again(topic, original, List.of(original.headers().toArray()));
    }

    private ProducerRecord<byte[], byte[]> again(
            String topic, ConsumerRecord<byte[], byte[]> from, List<Header> headers) {
        Headers onward = new RecordHeaders(headers)
                .add(REPLAYED_HEADER, place().toString().getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(topic, null, from.timestamp(), from.key(), from.value(), onward);
    }

    private Optional<String> text(String key) {
        Header header = record.headers().lastHeader(key);
        return Optional.ofNullable(header).map(Header::value).map(value -> new String(value, StandardCharsets.UTF_8));
    }
}
