package dev.arclet.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.ac.starlink.fits.FitsTableBuilder;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableBuilder;
import uk.ac.starlink.table.formats.CsvTableBuilder;
import uk.ac.starlink.util.DataSource;
import uk.ac.starlink.util.FileDataSource;
import uk.ac.starlink.votable.VOTableBuilder;

/**
 * Reads targets from a table file: VOTable, FITS or else CSV with a head, told by its first bytes; any of them may be compressed by gzip.
 * Of several tables in a file the first is read.
 */
public final class TargetTable {
    private final String file;
    private final Columns columns;
    private final List<Target> targets = new ArrayList<>();

    /**
     * The columns to read, by their names in the table; what is empty is found by UCD or common spellings.
     *
     * @param name of the targets' names
     * @param ra of right ascensions, degrees
     * @param dec of declinations, degrees
     */
    public record Columns(Optional<String> name, Optional<String> ra, Optional<String> dec) {
        /** All are to be found. */
        public static final Columns USUAL = new Columns(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private TargetTable(String file, Columns columns) {
        this.file = file;
        this.columns = columns;
    }

    /**
     * Reads a file.
     *
     * @throws BadTargetsException if it can't be read, lacks a column, or has a row without a position or no row at all
     */
    public static List<Target> read(Path file, Columns columns) {
        TargetTable table = new TargetTable(file.toString(), columns);
        try {
            table.read(new FileDataSource(file.toFile()));
        } catch (IOException e) {
            throw unreadable(file, e.getMessage(), e);
        } catch (BadTargetsException e) {
            throw e;
        } catch (RuntimeException e) {
            // The library does not expect all that a file may hold: of CSV with nothing but a head it fails like this.
            throw unreadable(file, e.toString(), e);
        }
        if (table.targets.isEmpty()) {
            throw new BadTargetsException(file + " has no rows; give at least one target, or leave out the list");
        }
        return table.targets;
    }

    private static BadTargetsException unreadable(Path file, String why, Exception e) {
        return new BadTargetsException(
                "%s can't be read as a table: %s; give a VOTable, a FITS table, or CSV with a head and at least one row"
                        .formatted(file, why),
                e);
    }

    private void read(DataSource source) throws IOException {
        try (StarTable table = builder(source).makeStarTable(source, false, StoragePolicy.PREFER_MEMORY)) {
            List<ColumnInfo> infos = new ArrayList<>();
            for (int i = 0; i < table.getColumnCount(); i++) {
                infos.add(table.getColumnInfo(i));
            }
            TargetColumns found = new TargetColumns(file, infos);
            int ra = found.ra(columns.ra());
            int dec = found.dec(columns.dec());
            int name = found.name(columns.name());
            try (RowSequence rows = table.getRowSequence()) {
                for (int row = 1; rows.next(); row++) {
                    add(
                            row,
                            rows.getCell(name),
                            degrees(row, infos.get(ra).getName(), rows.getCell(ra)),
                            degrees(row, infos.get(dec).getName(), rows.getCell(dec)));
                }
            }
        }
    }

    private static TableBuilder builder(DataSource source) throws IOException {
        String intro = new String(source.getIntro(), StandardCharsets.UTF_8).strip();
        if (intro.startsWith("<") || intro.startsWith("\uFEFF<")) {
            return new VOTableBuilder();
        }
        if (intro.startsWith("SIMPLE ")) {
            return new FitsTableBuilder();
        }
        CsvTableBuilder csv = new CsvTableBuilder();
        csv.setHasHeader(true);
        return csv;
    }

    private void add(int row, Object name, double ra, double dec) {
        String text = name == null ? "" : name.toString().strip();
        try {
            targets.add(new Target(text.isEmpty() ? "row " + row : text, ra, dec));
        } catch (IllegalArgumentException e) {
            throw new BadTargetsException("%s, row %d: %s".formatted(file, row, e.getMessage()), e);
        }
    }

    private double degrees(int row, String column, Object cell) {
        if (cell instanceof Number number && !Double.isNaN(number.doubleValue())) {
            // Of CSV, numbers of few digits come as floats, whose shortest text is what stands in the file.
            return number instanceof Float ? Double.parseDouble(number.toString()) : number.doubleValue();
        }
        throw new BadTargetsException("%s, row %d: %s is %s; give degrees as a number, or remove the row"
                .formatted(file, row, column, cell == null ? "empty" : "'" + cell + "'"));
    }
}
