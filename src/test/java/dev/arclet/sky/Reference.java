package dev.arclet.sky;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Numbers made by src/train/reference_lens.py. */
final class Reference {
    private Reference() {}

    /** The rows of a table, without its header. */
    static double[][] table(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Reference.class.getResourceAsStream("/sky/" + name), name),
                StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .filter(line -> !Character.isLetter(line.charAt(0)))
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
        }
    }
}
