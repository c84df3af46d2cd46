package dev.arclet.cli;

import dev.arclet.night.Pace;
import dev.arclet.night.ReplaySpeed;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How fast a command sends alerts, and how strict it is about that. */
final class PaceOptions {
    @Option(
            names = "--speed",
            paramLabel = "N|max",
            converter = Speed.class,
            description = "How many times faster than the telescope; max waits for nothing. Default: 1")
    private ReplaySpeed speed;

    @Option(names = "--rate", paramLabel = "N", description = "Instead of --speed: alerts a second, evenly spaced.")
    private Double rate;

    @Option(
            names = "--longest-gap",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "Shorten longer gaps between visits, such as days, to this. Default: ${DEFAULT-VALUE}")
    private long longestGap;

    @Option(
            names = "--tolerance",
            defaultValue = "1",
            paramLabel = "SECONDS",
            description = "How late a visit may begin before the replay has fallen behind. Default: ${DEFAULT-VALUE}")
    private double tolerance;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Reads {@code --speed}. */
    static final class Speed implements ITypeConverter<ReplaySpeed> {
        @Override
        public ReplaySpeed convert(String text) {
            try {
                return ReplaySpeed.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    Pace pace() {
        return pace(new ReplaySpeed(1));
    }

    /** What the user asks for, or else the night's own timing at a speed. */
    Pace pace(ReplaySpeed usual) {
        if (longestGap < 0) {
            throw wrong("--longest-gap is " + longestGap + "; give seconds, 0 or more");
        }
        if (!(tolerance >= 0)) {
            throw wrong("--tolerance is " + tolerance + "; give seconds, 0 or more");
        }
        if (rate == null) {
            ReplaySpeed factor = Optional.ofNullable(speed).orElse(usual);
            return new Pace.OfTheNight(factor, Optional.of(Duration.ofSeconds(longestGap)));
        }
        if (speed != null) {
            throw wrong("--rate " + rate + " and --speed " + speed + " contradict each other; give one of them");
        }
        try {
            return new Pace.Steady(rate);
        } catch (IllegalArgumentException e) {
            throw wrong("--" + e.getMessage());
        }
    }

    Duration tolerance() {
        return Duration.ofNanos(Math.round(tolerance * 1e9));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
