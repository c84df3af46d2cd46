package dev.arclet.text;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads YAML that holds nothing but values: mappings, lists, text, numbers. What else YAML can do is refused with its line, because it
 * would be wrong or harmful in a file of settings: tags, which name types; aliases, which blow a small file up and which Jackson
 * takes for text; the same key twice. A text has at most {@value #LONGEST} characters and {@value #DEEPEST} levels. Thread-safe.
 */
public final class BoundedYaml {
    /** Most characters of a text; the longest file that ships has a hundredth of it. */
    public static final int LONGEST = 1 << 20;

    /** Most levels of mappings and lists in each other. */
    public static final int DEEPEST = 32;

    private static final YAMLMapper MAPPER = mapper();

    private BoundedYaml() {}

    private static YAMLMapper mapper() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        YAMLFactory factory = YAMLFactory.builder()
                .loaderOptions(options)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(LONGEST)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return new YAMLMapper(factory);
    }

    /**
     * Reads a whole stream, UTF-8; it is closed.
     *
     * @return a missing node where there is nothing to read
     * @throws JsonProcessingException if it is no YAML, or has what is refused; its location has the line
     */
    public static JsonNode read(InputStream in) throws IOException {
        byte[] bytes;
        try (in) {
            // A character takes up to four bytes; one byte more shows that there are too many.
            bytes = in.readNBytes(4 * LONGEST + 1);
        }
        if (bytes.length > 4 * LONGEST) {
            throw new JsonParseException(
                    null, "it is longer than " + LONGEST + " characters; settings are shorter, so correct the name");
        }
        return read(MAPPER.getFactory().createParser(bytes));
    }

    /**
     * Reads a text.
     *
     * @return a missing node where there is nothing to read
     * @throws JsonProcessingException if it is no YAML, or has what is refused
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        try {
            return read(MAPPER.getFactory().createParser(text));
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading a text can't fail", e);
        }
    }

    private static JsonNode read(JsonParser parser) throws IOException {
        try (JsonParser plain = new PlainParser((YAMLParser) parser)) {
            JsonNode node = MAPPER.readTree(plain);
            return node == null ? MAPPER.missingNode() : node;
        }
    }

    /** Refuses tags and aliases at the token that has them. */
    private static final class PlainParser extends JsonParserDelegate {
        private static final String YAML_TAGS = "tag:yaml.org,2002:";

        private final YAMLParser yaml;

        PlainParser(YAMLParser yaml) {
            super(yaml);
            this.yaml = yaml;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (token != null && yaml.isCurrentAlias()) {
                throw refusal("*" + yaml.getText() + " is an alias; write the value itself");
            }
            if (token != null && yaml.getTypeId() != null) {
                throw refusal(written(yaml.getTypeId()) + " is a tag, and values here have no types; remove it");
            }
            return token;
        }

        /** A tag as it stands in the text; YAML's own have a long name. */
        private static String written(String tag) {
            return tag.startsWith(YAML_TAGS) ? "!!" + tag.substring(YAML_TAGS.length()) : "!" + tag;
        }

        private JsonParseException refusal(String what) {
            return new JsonParseException(yaml, what, yaml.currentTokenLocation());
        }
    }
}
