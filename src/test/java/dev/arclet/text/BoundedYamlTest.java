package dev.arclet.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedYamlTest {

    @Test
    void valuesOfAllKindsAreReadFromAFileAndFromText() throws Exception {
        String yaml = "text: 'a: b'\nnumber: 3\nlist: [1, {inner: true}]\n";

        JsonNode file = BoundedYaml.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));

        assertEquals("a: b", file.path("text").asText());
        assertEquals(3, file.path("number").intValue());
        assertTrue(file.path("list").path(1).path("inner").booleanValue());
        assertEquals(file, BoundedYaml.read(yaml));
        assertTrue(BoundedYaml.read("").isMissingNode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1/']]",
                "model: !!java.io.File /etc/passwd",
                "model: !env TOKEN",
                "model: !!binary aGVsbG8=",
                "alerts: !!map {topic: a}"
            })
    void aTagIsRefusedWhateverItNames(String yaml) {
        String message = refusal(yaml);
        assertTrue(message.contains("is a tag"), message);
    }

    @Test
    void anAliasIsRefusedWhereItStandsAndDoesNotPassForText() {
        JsonProcessingException refusal =
                assertThrows(JsonProcessingException.class, () -> BoundedYaml.read("a: &x [1, 2]\nb:\n  c: *x\n"));
        assertEquals("*x is an alias; write the value itself", refusal.getOriginalMessage());
        assertEquals(3, refusal.getLocation().getLineNr());
    }

    @Test
    void aFileOfALaughThatGrowsABillionfoldIsRefused() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (int i = 1; i < 10; i++) {
            laughs.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
        }
        assertTrue(refusal(laughs.toString()).contains("is an alias"));
    }

    @Test
    void deepNestingIsRefusedBeforeItFillsTheStack() {
        assertTrue(refusal("[".repeat(50_000)).contains("depth"), refusal("[".repeat(50_000)));
        assertTrue(refusal("a:\n" + " ".repeat(2) + "- ".repeat(500) + "x").contains("depth"));
    }

    @Test
    void aTextBeyondTheBoundIsRefused() {
        String large = "a: " + "x".repeat(BoundedYaml.LONGEST);
        assertThrows(JsonProcessingException.class, () -> BoundedYaml.read(large));
        assertThrows(
                JsonProcessingException.class,
                () -> BoundedYaml.read(new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void anEndlessFileIsNotReadToItsEnd() {
        assertThrows(JsonProcessingException.class, () -> BoundedYaml.read(new Endless()));
    }

    /** Such as /dev/zero, were it of letters. */
    private static final class Endless extends java.io.InputStream {
        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            java.util.Arrays.fill(bytes, offset, offset + length, (byte) 'x');
            return length;
        }
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertTrue(refusal("a: 1\na: 2\n").contains("Duplicate"));
    }

    private static String refusal(String yaml) {
        return assertThrows(JsonProcessingException.class, () -> BoundedYaml.read(yaml))
                .getOriginalMessage();
    }
}
