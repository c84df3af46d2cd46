package dev.arclet.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to reach a Kafka cluster: its address and whatever else its operator asks for (SASL, TLS, timeouts), as in the
 * properties file that every Kafka tool reads. The file's properties pass through untouched, so a setting that Arclet
 * has never heard of works too; only secrets that they name come from elsewhere ({@code ${env:NAME}}, {@code ${file:PATH}}).
 *
 * <p>As in Kafka Streams, a property may be meant for one kind of client: {@code producer.linger.ms},
 * {@code consumer.fetch.max.bytes}, {@code admin.retries}. Such a property outranks the plain one for its kind and is
 * not shown to the others.
 *
 * <p>Immutable. {@link #toString} shows names of properties and no values, since the values may be secrets.
 */
public final class ClientSettings {

    private static final Logger log = LoggerFactory.getLogger(ClientSettings.class);
    private static final String SECURITY = "security.protocol";
    private static final String HOST_CHECK = "ssl.endpoint.identification.algorithm";
    private static final String BOOTSTRAP = "bootstrap.servers";
    static final String API_TIMEOUT = "default.api.timeout.ms";
    private static final String[] KINDS = {
        "admin.", "producer.", "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.", "topic."
    };

    private final Map<String, String> properties;
    private final String source;
    private final Optional<Path> file;

    private ClientSettings(Map<String, String> properties, String source, Optional<Path> file) {
        this.properties = Map.copyOf(properties);
        this.source = source;
        this.file = file;
    }

    /** A cluster that asks for nothing but its address, such as {@link EmbeddedBroker#bootstrapServers()}. */
    public static ClientSettings of(String bootstrapServers) {
        return of(Optional.of(bootstrapServers), Optional.empty());
    }

    /**
     * A cluster whose address is given, or stands in a properties file with whatever else the cluster asks for.
     *
     * @param bootstrapServers {@code host:port}, or several with commas between; outranks the file's
     * @param propertiesFile a Kafka client properties file, UTF-8
     * @throws KafkaSetupException when the file can't be read, a reference in it leads nowhere, or neither names an address
     */
    public static ClientSettings of(Optional<String> bootstrapServers, Optional<Path> propertiesFile) {
        Map<String, String> properties = new TreeMap<>();
        propertiesFile.ifPresent(file -> properties.putAll(new ClientFile(file).properties()));
        bootstrapServers.ifPresent(address -> properties.put(BOOTSTRAP, address));
        if (properties.getOrDefault(BOOTSTRAP, "").isBlank()) {
            throw new KafkaSetupException(propertiesFile
                    .map(file ->
                            file + ": bootstrap.servers is missing; add a line like bootstrap.servers=broker-1:9092")
                    .orElse("no Kafka cluster is named; give a properties file with bootstrap.servers=broker-1:9092"));
        }
        String source = bootstrapServers.isPresent() || propertiesFile.isEmpty()
                ? "the address given"
                : "bootstrap.servers in " + propertiesFile.get();
        ClientSettings settings = new ClientSettings(properties, source, propertiesFile);
        settings.cautions().forEach(caution -> log.warn("{}: {}", settings.place(), caution));
        return settings;
    }

    /** The cluster's address: {@code host:port}, or several with commas between. */
    public String bootstrap() {
        return properties.get(BOOTSTRAP);
    }

    /** Where the address comes from, for messages: {@code bootstrap.servers in client.properties}. */
    public String source() {
        return source;
    }

    /** Where the properties come from, for messages. */
    String place() {
        return file.map(Path::toString).orElse(source);
    }

    /** Whether nothing is said of TLS or a login. */
    boolean isPlaintext() {
        return properties.keySet().stream().noneMatch(name -> name.endsWith(SECURITY));
    }

    /** What lets strangers listen or pose as a broker, though the properties ask for a protected connection. */
    List<String> cautions() {
        List<String> cautions = new ArrayList<>();
        String protocol = properties.getOrDefault(SECURITY, "PLAINTEXT").toUpperCase(Locale.ROOT);
        if (protocol.equals("SASL_PLAINTEXT")
                && properties.getOrDefault("sasl.mechanism", "").equals("PLAIN")) {
            cautions.add("PLAIN over SASL_PLAINTEXT sends the password as it is for all to read; use SASL_SSL");
        }
        if (protocol.endsWith("SSL")
                && properties.getOrDefault(HOST_CHECK, "https").isBlank()) {
            cautions.add(
                    HOST_CHECK + " is empty, so whoever has any certificate of the authority can pose as the broker;"
                            + " remove the line");
        }
        return cautions;
    }

    /** For an admin client. The properties are the caller's own. */
    public Properties admin() {
        return plainClient("admin.");
    }

    /** How long an admin client waits for an answer, where the properties say it. */
    Optional<Duration> adminPatience() {
        Optional<String> millis = Optional.ofNullable(admin().getProperty(API_TIMEOUT));
        try {
            return millis.map(text -> Duration.ofMillis(Integer.parseInt(text.strip())));
        } catch (NumberFormatException e) {
            throw new KafkaSetupException(
                    "%s: %s is '%s'; give whole milliseconds".formatted(place(), API_TIMEOUT, millis.orElseThrow()), e);
        }
    }

    /** For a producer. The properties are the caller's own. */
    public Properties producer() {
        return plainClient("producer.");
    }

    /** For a consumer. The properties are the caller's own. */
    public Properties consumer() {
        return plainClient("consumer.");
    }

    /**
     * For a consumer of committed records that leaves nothing behind in Kafka: no group, no offsets, no topics. The properties are
     * the caller's own.
     */
    public Properties reader() {
        Properties reading = consumer();
        reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return reading;
    }

    /** For Kafka Streams, which tells its clients' properties apart itself. The properties are the caller's own. */
    public Properties streams() {
        Properties all = new Properties();
        all.putAll(properties);
        return all;
    }

    private Properties plainClient(String kind) {
        Properties own = new Properties();
        properties.forEach((name, value) -> {
            if (!isForOneKind(name)) {
                own.put(name, value);
            }
        });
        properties.forEach((name, value) -> {
            if (name.startsWith(kind)) {
                own.put(name.substring(kind.length()), value);
            }
        });
        return own;
    }

    private static boolean isForOneKind(String name) {
        for (String kind : KINDS) {
            if (name.startsWith(kind)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "ClientSettings[%s, properties %s]".formatted(bootstrap(), new TreeSet<>(properties.keySet()));
    }
}
