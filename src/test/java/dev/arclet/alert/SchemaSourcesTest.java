package dev.arclet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaSourcesTest {
    private static final String POINT =
            "{\"type\": \"record\", \"name\": \"Point\", \"fields\": [{\"name\": \"x\", \"type\": \"double\"}]}";

    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void ourOwnSchemasAreOnTheClassPath() throws Exception {
        SchemaSource schemas = new ClasspathSchemas();

        assertEquals(
                "dev.arclet.record.LensScore", schemas.byId(100).orElseThrow().getFullName());
        assertEquals(
                "dev.arclet.record.LensCandidate",
                schemas.byId(200).orElseThrow().getFullName());
        assertEquals(Optional.empty(), schemas.byId(99));
    }

    @Test
    void aFileNamedByItsIdIsFound() throws Exception {
        write("1234.avsc", POINT);

        assertEquals("Point", new FolderSchemas(folder).byId(1234).orElseThrow().getName());
    }

    @Test
    void aListOfIdsNamesTheFiles() throws Exception {
        write("ids.properties", "# ours\n7 = nested/point.avsc\n");
        write("nested/point.avsc", POINT);

        FolderSchemas schemas = new FolderSchemas(folder);

        assertEquals("Point", schemas.byId(7).orElseThrow().getName());
        assertEquals(Optional.empty(), schemas.byId(8));
    }

    @Test
    void aListOfIdsMayNameFilesThatOthersBuildUpon() throws Exception {
        write("ids.properties", "7 = point.avsc, line.avsc\n");
        write("point.avsc", POINT);
        write(
                "line.avsc",
                "{\"type\": \"record\", \"name\": \"Line\", \"fields\": [{\"name\": \"from\", \"type\": \"Point\"}]}");

        assertEquals("Line", new FolderSchemas(folder).byId(7).orElseThrow().getName());
    }

    @Test
    void filesOfOneRecordEachAreCombinedInAnyOrder() throws Exception {
        write("lsst/12/3/a.alert.avsc", record("alert", "{\"name\": \"z\", \"type\": \"lsst.v12_3.zenith\"}"));
        write(
                "lsst/12/3/b.zenith.avsc",
                record("zenith", "{\"name\": \"y\", \"type\": [\"null\", \"lsst.v12_3.year\"]}"));
        write("lsst/12/3/c.year.avsc", record("year", "{\"name\": \"n\", \"type\": \"int\"}"));

        Schema schema = new FolderSchemas(folder).byId(1203).orElseThrow();

        assertEquals("lsst.v12_3.alert", schema.getFullName());
        assertEquals("zenith", schema.getField("z").schema().getName());
        assertEquals(
                Schema.Type.INT,
                schema.getField("z")
                        .schema()
                        .getField("y")
                        .schema()
                        .getTypes()
                        .get(1)
                        .getField("n")
                        .schema()
                        .getType());
    }

    private static String record(String name, String field) {
        return "{\"type\": \"record\", \"namespace\": \"lsst.v12_3\", \"name\": \"" + name + "\", \"fields\": [" + field
                + "]}";
    }

    @Test
    void aSchemaThatIsAddedLaterIsFound() throws Exception {
        FolderSchemas schemas = new FolderSchemas(folder);
        assertEquals(Optional.empty(), schemas.byId(5));

        write("5.avsc", POINT);

        assertTrue(schemas.byId(5).isPresent());
    }

    @Test
    void aDamagedFileMeansTryAgainAndIsNamed() throws Exception {
        write("6.avsc", POINT.substring(10));

        SchemaUnavailableException e =
                assertThrows(SchemaUnavailableException.class, () -> new FolderSchemas(folder).byId(6));

        assertTrue(e.getMessage().contains("schema id 6 in folder " + folder), e.getMessage());
    }

    @Test
    void aFolderThatIsNotThereIsRefusedAtOnce() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new FolderSchemas(folder.resolve("missing")));

        assertTrue(e.getMessage().contains("missing is not there"), e.getMessage());
    }

    @Test
    void theObservatorysOwnFilesAreRead() throws Exception {
        FolderSchemas schemas = new FolderSchemas(SharedFiles.path("schemas"));

        for (int id : new int[] {701, 900, 1000, 1100, 1101}) {
            assertEquals(
                    "lsst.v%d_%d.alert".formatted(id / 100, id % 100),
                    schemas.byId(id).orElseThrow().getFullName());
        }
        assertEquals(Optional.empty(), schemas.byId(800));
    }
}
