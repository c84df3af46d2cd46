package dev.arclet.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as pipeline files have them too: {@code 500ms}, {@code 1.5s}, {@code 2m}, {@code 1h}. */
final class DurationText implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new TypeConversionException("'" + text + "' is no duration; give one such as 500ms, 30s, 5m");
        }
        double millis = Double.parseDouble(form.group(1))
                * switch (form.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    case "m" -> 60_000;
                    default -> 3_600_000;
                };
        return Duration.ofNanos(Math.round(millis * 1e6));
    }

    /** As one would write it. */
    static String of(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        boolean seconds = millis >= 1_000;
        String number = String.format(Locale.ROOT, "%.3f", seconds ? millis / 1_000 : millis)
                .replaceAll("\\.?0+$", "");
        return number + (seconds ? "s" : "ms");
    }
}
