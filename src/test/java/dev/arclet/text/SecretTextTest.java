package dev.arclet.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTextTest {
    private static final UnaryOperator<String> ENVIRONMENT = Map.of("TOKEN", "s3cret$1\\", "EMPTY", " ")::get;

    @TempDir
    private Path folder;

    @Test
    void variablesAndFilesStandInTheirPlacesAsTheyAre() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), " from a file\n");

        SecretText text = new SecretText("a ${env:TOKEN} b ${file:" + file + "}", ENVIRONMENT);

        assertEquals("a s3cret$1\\ b from a file", text.resolve());
        assertEquals(Map.of("s3cret$1\\", "${env:TOKEN}", "from a file", "${file:" + file + "}"), text.secrets());
    }

    @Property
    void aSecretIsNeverReadAsAReference(@ForAll @NotBlank String secret) {
        assertEquals("<" + secret + ">", new SecretText("<${env:X}>", name -> secret).resolve());
    }

    @Test
    void aFileThatChangesIsReadAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "old");
        SecretText text = new SecretText("${file:" + file + "}");
        assertEquals("old", text.resolve());

        Files.writeString(file, "new");

        assertEquals("new", text.resolve());
    }

    @Test
    void whatLeadsNowhereIsNamedByItsReference() {
        assertEquals(
                "${env:OTHER} names an environment variable that is not set; set it, or correct the name",
                refusal("${env:OTHER}"));
        assertEquals("${env:EMPTY} is empty; write the value there", refusal("${env:EMPTY}"));
        Path missing = folder.resolve("missing");
        assertEquals(
                "${file:" + missing + "} names a file that is not there; make it, or correct the path",
                refusal("${file:" + missing + "}"));
        String noFile = refusal("${file:" + folder + "}");
        assertTrue(noFile.startsWith("${file:" + folder + "} names a file that can't be read"), noFile);
        String noPath = refusal("${file:\0}");
        assertTrue(noPath.contains("can't be read"), noPath);
    }

    @Test
    void aReferenceOfAnotherFormIsRefusedAndLiteralTextIsNeverShown() {
        String message = assertThrows(IllegalArgumentException.class, () -> new SecretText("s3cret ${ENV:TOKEN}"))
                .getMessage();
        assertTrue(message.contains("write ${env:NAME} or ${file:PATH}"), message);
        assertFalse(message.contains("s3cret"), message);
        assertEquals("text", new SecretText("s3cret").toString());
        assertEquals("${env:A} and ${env:B}", new SecretText("s3cret ${env:A}${env:B}").toString());
    }

    private static String refusal(String template) {
        SecretText text = new SecretText(template, ENVIRONMENT);
        return assertThrows(IllegalArgumentException.class, text::resolve).getMessage();
    }
}
