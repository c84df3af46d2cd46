package dev.arclet.web.http;

import java.util.Map;
import java.util.Optional;

/**
 * A GET or HEAD request.
 *
 * @param variables what stands in the path for {@code {name}}, decoded
 * @param parameters of the query, decoded, the first of each name
 */
public record Call(Map<String, String> variables, Map<String, String> parameters) {
    public Call {
        variables = Map.copyOf(variables);
        parameters = Map.copyOf(parameters);
    }

    /** What stands in the path for {@code {name}}. */
    public String variable(String name) {
        return variables.get(name);
    }

    /** A parameter of the query; empty where it is not given, or has no text. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isBlank());
    }

    /**
     * A parameter that is a number.
     *
     * @throws BadCallException if it is none, or out of bounds
     */
    public double number(String name, double fallback, double least, double most) throws BadCallException {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            double number = Double.parseDouble(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadCallException("parameter %s is '%s'; give a number from %s to %s"
                .formatted(name, text.get(), plain(least), plain(most)));
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
