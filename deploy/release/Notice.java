import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Writes NOTICE from the bill of materials:
 *
 * <pre>
 *   mvn -q -Prelease -DskipTests package &amp;&amp; java -cp 'target/lib/*' deploy/release/Notice.java target/bom.json > NOTICE
 * </pre>
 */
public final class Notice {
    private static final String HEAD = """
            Arclet
            Copyright 2026 the Arclet authors

            Licensed under the Apache License, Version 2.0; see LICENSE.

            A release brings the libraries below, each as its authors published it, with the notices and licences that are inside its jar.
            The container image leaves native libraries of other systems out of two of them (deploy/release/keep-natives).

            The networks in src/main/models were trained by this project on simulated pictures, and are under the same licence as Arclet.

            This file is made from the bill of materials by deploy/release/Notice.java.

            """;

    private Notice() {}

    public static void main(String[] args) throws Exception {
        JsonNode bom = new JsonMapper().readTree(Path.of(args[0]).toFile());
        Map<String, String> licences = new TreeMap<>();
        for (JsonNode component : bom.get("components")) {
            String name = component.get("group").asText() + ":" + component.get("name").asText();
            licences.put(name + " " + component.get("version").asText(), licences(component));
        }
        System.out.print(HEAD);
        licences.forEach((library, licence) -> System.out.println(library + "  " + licence));
    }

    private static String licences(JsonNode component) {
        JsonNode all = component.path("licenses");
        if (all.isEmpty()) {
            throw new IllegalStateException(component + " states no licence; look it up and say it in this file");
        }
        return StreamSupport.stream(all.spliterator(), false).map(Notice::licence).collect(Collectors.joining(" or "));
    }

    private static String licence(JsonNode licence) {
        JsonNode single = licence.path("license");
        for (String key : new String[] {"id", "name"}) {
            if (single.hasNonNull(key)) {
                return single.get(key).asText();
            }
        }
        return licence.get("expression").asText();
    }
}
