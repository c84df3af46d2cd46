package dev.arclet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** Scores as rows for people, written one by one as they come. */
final class WatchTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private WatchTable() {}

    static String head() {
        return row("published", "object", "band", "ra", "dec", "score", "prob.", "bands", "latency", "known / reason");
    }

    /** The row of a record; without its latency where that only says how long the record has lain in its topic. */
    static String row(WatchedRecord record, boolean live) {
        return row(
                time(record.publishedMicros()),
                Printable.line(record.text("objectId").orElse("-")),
                Printable.line(record.text("band").orElse("")),
                decimal(5, record.number("ra")),
                decimal(5, record.number("dec")),
                decimal(4, record.number("score")),
                decimal(4, record.number("probability")),
                Printable.line(joined("", record.list("channels"))),
                live ? latency(record.moments().sentToConsumer()) : "",
                remark(record));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-12s  %-20s  %-4s %10s %10s  %6s  %6s  %-5s %10s  %s", cells)
                .stripTrailing();
    }

    private static String time(OptionalLong micros) {
        return micros.isPresent() ? TIME.format(Instant.ofEpochMilli(micros.getAsLong() / 1_000)) : "";
    }

    private static String latency(OptionalLong micros) {
        if (micros.isEmpty()) {
            return "";
        }
        double millis = micros.getAsLong() / 1_000.0;
        return millis < 10_000
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : String.format(Locale.ROOT, "%,.0f s", millis / 1_000);
    }

    /** The targets that are known there; why there is no score. */
    private static String remark(WatchedRecord record) {
        StringJoiner remark = new StringJoiner("; ");
        record.list("matches").forEach(match -> remark.add(match(match)));
        if (!record.outcome().equals("scored")) {
            remark.add(record.text("reason").orElse(record.outcome()));
        }
        return Printable.line(remark.toString());
    }

    private static String match(JsonNode match) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %.2f\"",
                match.path("list").asText(),
                match.path("target").asText(),
                match.path("separation").asDouble());
    }

    private static String joined(String separator, JsonNode list) {
        StringJoiner joined = new StringJoiner(separator);
        list.forEach(item -> joined.add(item.asText()));
        return joined.toString();
    }

    private static String decimal(int digits, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%." + digits + "f", value.getAsDouble()) : "";
    }
}
