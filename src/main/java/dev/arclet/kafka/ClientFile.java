package dev.arclet.kafka;

import dev.arclet.text.SecretText;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A Kafka client properties file as Arclet reads it. Its properties pass through untouched, but for what they name instead of holding it: {@code
 * ${env:NAME}} and {@code ${file:PATH}}. Where the file names {@code config.providers}, Kafka resolves references itself, in its own forms,
 * and nothing is touched here.
 */
final class ClientFile {
    private static final String JAAS = "sasl.jaas.config";
    private static final String PROVIDERS = "config.providers";

    private final Path file;
    private final UnaryOperator<String> environment;

    ClientFile(Path file) {
        this(file, System::getenv);
    }

    /** @param environment the value of a variable, or null where it is not set */
    ClientFile(Path file, UnaryOperator<String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** @throws KafkaSetupException naming the file and, where a reference leads nowhere, the property */
    Map<String, String> properties() {
        Properties loaded = load();
        boolean ownProviders = loaded.stringPropertyNames().contains(PROVIDERS);
        Map<String, String> properties = new TreeMap<>();
        for (String name : loaded.stringPropertyNames()) {
            String value = loaded.getProperty(name);
            properties.put(name, ownProviders ? value : resolved(name, value));
        }
        return properties;
    }

    private Properties load() {
        Properties loaded = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            loaded.load(reader);
            return loaded;
        } catch (NoSuchFileException e) {
            throw new KafkaSetupException(
                    file + ": no such file; give a Kafka client properties file, or leave it out", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new KafkaSetupException(
                    "%s: can't be read as a properties file in UTF-8 (%s)"
                            .formatted(file, KafkaSetupException.reason(e)),
                    e);
        }
    }

    private String resolved(String name, String value) {
        try {
            SecretText text = new SecretText(value, environment);
            return text.resolve(name.endsWith(JAAS) ? ClientFile::quoted : UnaryOperator.identity());
        } catch (IllegalArgumentException e) {
            throw new KafkaSetupException("%s: %s: %s".formatted(file, name, e.getMessage()), e);
        }
    }

    /** A secret for the double quotes of a login module's options, where a quote or a backslash would end it or vanish. */
    private static String quoted(String secret) {
        return secret.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
