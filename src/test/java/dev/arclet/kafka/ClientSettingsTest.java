package dev.arclet.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {

    private static final String SASL = "org.apache.kafka.common.security.plain.PlainLoginModule required "
            + "username=\"arclet\" password=\"hunter2\";";

    @TempDir
    Path folder;

    @Test
    void aFilesPropertiesReachEveryClientUntouched() throws IOException {
        ClientSettings settings = from("""
                bootstrap.servers=broker-1:9093,broker-2:9093
                security.protocol=SASL_SSL
                sasl.jaas.config=%s
                a.property.of.a.plug-in=as it is
                """.formatted(SASL));
        Map<String, Object> expected = Map.of(
                "bootstrap.servers", "broker-1:9093,broker-2:9093",
                "security.protocol", "SASL_SSL",
                "sasl.jaas.config", SASL,
                "a.property.of.a.plug-in", "as it is");
        assertEquals(expected, settings.admin());
        assertEquals(expected, settings.producer());
        assertEquals(expected, settings.consumer());
        assertEquals(expected, settings.streams());
    }

    @Test
    void aPropertyForOneKindOfClientOutranksThePlainOneAndIsHiddenFromTheOthers() throws IOException {
        ClientSettings settings =
                from("bootstrap.servers=b:1\nretries=3\nproducer.retries=9\nmain.consumer.fetch.max.bytes=5\n");
        assertEquals("9", settings.producer().get("retries"));
        assertEquals(Map.of("bootstrap.servers", "b:1", "retries", "3"), settings.consumer());
        assertEquals("9", settings.streams().get("producer.retries"));
        assertEquals("5", settings.streams().get("main.consumer.fetch.max.bytes"));
    }

    @Test
    void theAddressGivenOutranksTheFiles() throws IOException {
        Path file = write("bootstrap.servers=b:1\nsecurity.protocol=SSL\n");
        ClientSettings settings = ClientSettings.of(Optional.of("other:2"), Optional.of(file));
        assertEquals("other:2", settings.bootstrap());
        assertEquals("SSL", settings.admin().get("security.protocol"));
    }

    @Test
    void noValueIsShown() throws IOException {
        String shown =
                from("bootstrap.servers=b:1\nsasl.jaas.config=" + SASL + "\n").toString();
        assertFalse(shown.contains("hunter2"), shown);
        assertTrue(shown.contains("b:1") && shown.contains("sasl.jaas.config"), shown);
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("nowhere.properties");
        assertTrue(refusal(file).startsWith(file + ": no such file"), refusal(file));
    }

    @Test
    void aFileWithABrokenEscapeIsNamed() throws IOException {
        Path file = write("bootstrap.servers=b:1\npassword=\\u12\n");
        assertTrue(refusal(file).startsWith(file + ": can't be read as a properties file"), refusal(file));
    }

    @Test
    void aFileWithoutAnAddressIsNamedWithTheLineToAdd() throws IOException {
        Path file = write("security.protocol=SSL\n");
        assertTrue(refusal(file).startsWith(file + ": bootstrap.servers is missing"), refusal(file));
    }

    @Test
    void aPropertyMayNameItsSecret() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "hunter2\n");
        ClientSettings settings =
                from("bootstrap.servers=b:1\nssl.truststore.password=${file:%s}\n".formatted(password));
        assertEquals("hunter2", settings.consumer().get("ssl.truststore.password"));
    }

    @Test
    void aPasswordMayHaveQuotesAndBackslashesInsideALoginModulesQuotes() throws IOException {
        Path file =
                write("bootstrap.servers=b:1\nconsumer.sasl.jaas.config=M required password=\"${env:PASSWORD}\";\n");
        Map<String, String> properties = new ClientFile(file, name -> "a\"; x=\\").properties();
        assertEquals("M required password=\"a\\\"; x=\\\\\";", properties.get("consumer.sasl.jaas.config"));
    }

    @Test
    void aReferenceThatLeadsNowhereIsNamedWithItsFileAndProperty() throws IOException {
        Path file = write("bootstrap.servers=b:1\nssl.key.password=s3cret ${env:ARCLET_TEST_NO_SUCH}\n");
        assertEquals(
                file + ": ssl.key.password: ${env:ARCLET_TEST_NO_SUCH} names an environment variable that is not set;"
                        + " set it, or correct the name",
                refusal(file));
    }

    @Test
    void aFileThatNamesKafkasOwnConfigProvidersIsLeftToThem() throws IOException {
        ClientSettings settings = from("""
                bootstrap.servers=b:1
                config.providers=file
                config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
                ssl.key.password=${file:/run/secrets/kafka.properties:key}
                """);
        assertEquals(
                "${file:/run/secrets/kafka.properties:key}", settings.admin().get("ssl.key.password"));
    }

    @Test
    void noAddressAtAllIsSaid() {
        KafkaSetupException error =
                assertThrows(KafkaSetupException.class, () -> ClientSettings.of(Optional.empty(), Optional.empty()));
        assertTrue(error.getMessage().contains("no Kafka cluster is named"), error.getMessage());
    }

    private static String refusal(Path file) {
        return assertThrows(KafkaSetupException.class, () -> ClientSettings.of(Optional.empty(), Optional.of(file)))
                .getMessage();
    }

    private ClientSettings from(String text) throws IOException {
        return ClientSettings.of(Optional.empty(), Optional.of(write(text)));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("client.properties"), text);
    }
}
