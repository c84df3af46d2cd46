package dev.arclet.cli;

import dev.arclet.text.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as pipeline files have them too. */
final class DurationText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Durations.parse(text)
                .orElseThrow(() ->
                        new TypeConversionException("'" + text + "' is no duration; give one such as 500ms, 30s, 5m"));
    }
}
