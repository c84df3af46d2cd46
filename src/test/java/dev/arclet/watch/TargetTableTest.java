package dev.arclet.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arclet.watch.TargetTable.Columns;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.fits.FitsTableWriter;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.formats.CsvTableBuilder;
import uk.ac.starlink.util.FileDataSource;

class TargetTableTest {
    private static final List<Target> TWO =
            List.of(new Target("J0000-0100", 0.125, -1.5), new Target("Horseshoe", 177.138, 19.5));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,ra,dec",
                "Name, RA, Dec",
                "# id,RAJ2000,DEJ2000",
                "main_id,ra_deg,dec_deg",
                "Lens Name,RA(deg),Dec(deg)",
                "designation,ra_icrs,de_icrs"
            })
    void columnsOfACsvAreKnownByCommonSpellings(String head) throws Exception {
        Path file = write("lenses.csv", head + "\nJ0000-0100,0.125,-1.5\nHorseshoe,177.138,19.5\n");

        assertEquals(TWO, TargetTable.read(file, Columns.USUAL));
    }

    @Test
    void otherColumnsAreReadWhereTheyAreNamed() throws Exception {
        Path file = write("l.csv", "ra,dec,X,Y,who\n9,9,0.125,-1.5,J0000-0100\n9,9,177.138,19.5,Horseshoe\n");

        assertEquals(TWO, TargetTable.read(file, new Columns(Optional.of("who"), Optional.of("X"), Optional.of("Y"))));
    }

    @Test
    void columnsOfAVoTableAreKnownByTheirUcdsWhateverTheirNames() throws Exception {
        Path file = write("lenses.xml", voTable("deg"));

        assertEquals(TWO, TargetTable.read(file, Columns.USUAL));
    }

    @Test
    void fitsTablesAndCompressedFilesAreRead() throws Exception {
        Path csv = write("lenses.csv", "name,ra,dec\nJ0000-0100,0.125,-1.5\nHorseshoe,177.138,19.5\n");
        Path fits = folder.resolve("lenses.fits");
        try (OutputStream out = Files.newOutputStream(fits)) {
            new FitsTableWriter()
                    .writeStarTable(
                            new CsvTableBuilder()
                                    .makeStarTable(
                                            new FileDataSource(csv.toFile()), false, StoragePolicy.PREFER_MEMORY),
                            out);
        }
        Path gzipped = folder.resolve("lenses.vot.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzipped))) {
            out.write(voTable("deg").getBytes(StandardCharsets.UTF_8));
        }

        assertEquals(TWO, TargetTable.read(fits, Columns.USUAL));
        assertEquals(TWO, TargetTable.read(gzipped, Columns.USUAL));
    }

    @Test
    void whatIsWrongIsSaidWithTheFileThePlaceAndTheWayOut() throws Exception {
        assertRefused("a,b\n1,2\n", " has no column that is known as ra; it has [a, b]. Give columns: {ra: COLUMN}");
        assertRefused(
                "ra,dec\n1,2\n",
                " has no column that is known as name; it has [ra, dec]. Give columns: {name: COLUMN}");
        assertRefused(
                "name,ra,dec\nx,10:12:33,2\n",
                ": column ra is in 'hms'; give ra in degrees, or another column by columns: {ra: COLUMN}");
        assertRefused(
                "name,ra,dec\nx,1,south\n", ", row 1: dec is 'south'; give degrees as a number, or remove the row");
        assertRefused(
                "name,ra,dec\nx,1,2\ny,,3\n", ", row 2: ra is empty; give degrees as a number, or remove the row");
        assertRefused("name,ra,dec\nx,400,2\n", ", row 1: right ascension of x is 400.0; give degrees, 0 to 360");
        assertRefused("name,ra,dec\nx,4,-95\n", ", row 1: declination of x is -95.0; give degrees, -90 to 90");
        assertRefused("name,ra,dec\n", " can't be read as a table: ");
        assertRefused(
                voTable("deg").replaceAll("<TR>.*</TR>", ""),
                " has no rows; give at least one target, or leave out the list");
        assertRefused(
                voTable("rad"),
                ": column alpha0 is in 'rad'; give ra in degrees, or another column by columns: {ra: COLUMN}");
        assertRefused(voTable("deg").substring(0, 300), " can't be read as a table: ");
        BadTargetsException e = assertThrows(
                BadTargetsException.class,
                () -> TargetTable.read(
                        write("x.csv", "name,ra,dec\nx,1,2\n"),
                        new Columns(Optional.empty(), Optional.of("RA2"), Optional.empty())));
        assertEquals(
                folder.resolve("x.csv") + " has no column RA2, which columns.ra names; it has [name, ra, dec]",
                e.getMessage());
    }

    private void assertRefused(String text, String message) throws IOException {
        Path file = write("wrong.csv", text);
        BadTargetsException e =
                assertThrows(BadTargetsException.class, () -> TargetTable.read(file, Columns.USUAL), text);
        assertEquals(
                file + message,
                e.getMessage().substring(0, Math.min(e.getMessage().length(), (file + message).length())));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String voTable(String unit) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>
                <FIELD name="who" datatype="char" arraysize="*" ucd="meta.id;meta.main"/>
                <FIELD name="other" datatype="double" ucd="pos.eq.ra" unit="deg"/>
                <FIELD name="alpha0" datatype="double" ucd="pos.eq.ra;meta.main" unit="UNIT"/>
                <FIELD name="delta0" datatype="double" ucd="pos.eq.dec;meta.main" unit="deg"/>
                <DATA><TABLEDATA>
                <TR><TD>J0000-0100</TD><TD>99</TD><TD>0.125</TD><TD>-1.5</TD></TR>
                <TR><TD>Horseshoe</TD><TD>99</TD><TD>177.138</TD><TD>19.5</TD></TR>
                </TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
                """.replace("UNIT", unit);
    }
}
