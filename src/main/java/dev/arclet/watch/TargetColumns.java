package dev.arclet.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import uk.ac.starlink.table.ColumnInfo;

/** Finds the columns of a table that hold names and positions: as one says, else by UCD, the main one first, else by common spellings. */
final class TargetColumns {
    /** What one column is known by; spellings without case and signs, the usual one first. */
    private record Sought(String what, List<String> ucds, List<String> spellings) {}

    private static final Sought NAME = new Sought(
            "name",
            List.of("meta.id;meta.main", "id_main", "meta.id", "ident"),
            List.of(
                    "name",
                    "mainid",
                    "target",
                    "targetname",
                    "object",
                    "objectname",
                    "objname",
                    "source",
                    "sourcename",
                    "system",
                    "systemname",
                    "lens",
                    "lensname",
                    "designation",
                    "id",
                    "objectid",
                    "objid",
                    "sourceid"));
    private static final Sought RA = new Sought(
            "ra",
            List.of("pos.eq.ra;meta.main", "pos_eq_ra_main", "pos.eq.ra", "pos_eq_ra"),
            List.of("ra", "radeg", "raj2000", "raicrs", "rajdeg", "radegrees", "rightascension", "alpha"));
    private static final Sought DEC = new Sought(
            "dec",
            List.of("pos.eq.dec;meta.main", "pos_eq_dec_main", "pos.eq.dec", "pos_eq_dec"),
            List.of(
                    "dec",
                    "de",
                    "decdeg",
                    "dedeg",
                    "decj2000",
                    "dej2000",
                    "decicrs",
                    "deicrs",
                    "decdegrees",
                    "declination",
                    "delta"));

    private final String file;
    private final List<ColumnInfo> columns;

    TargetColumns(String file, List<ColumnInfo> columns) {
        this.file = file;
        this.columns = columns;
    }

    int name(Optional<String> given) {
        return find(NAME, given);
    }

    int ra(Optional<String> given) {
        return degrees(RA, find(RA, given));
    }

    int dec(Optional<String> given) {
        return degrees(DEC, find(DEC, given));
    }

    private int find(Sought sought, Optional<String> given) {
        if (given.isPresent()) {
            return first(column -> column.getName().equals(given.get()))
                    .orElseThrow(() -> new BadTargetsException("%s has no column %s, which columns.%s names; it has %s"
                            .formatted(file, given.get(), sought.what(), names())));
        }
        return byUcd(sought)
                .orElseGet(() -> bySpelling(sought)
                        .orElseThrow(() -> new BadTargetsException(
                                "%s has no column that is known as %s; it has %s. Give columns: {%s: COLUMN}"
                                        .formatted(file, sought.what(), names(), sought.what()))));
    }

    private OptionalInt byUcd(Sought sought) {
        return firstOf(sought.ucds(), (column, ucd) -> ucd.equalsIgnoreCase(column.getUCD()));
    }

    private OptionalInt bySpelling(Sought sought) {
        return firstOf(sought.spellings(), (column, spelling) -> spelling.equals(plain(column.getName())));
    }

    private interface Fit {
        boolean test(ColumnInfo column, String word);
    }

    private OptionalInt firstOf(List<String> words, Fit fit) {
        for (String word : words) {
            OptionalInt found = first(column -> fit.test(column, word));
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalInt.empty();
    }

    private OptionalInt first(Predicate<ColumnInfo> wanted) {
        for (int i = 0; i < columns.size(); i++) {
            if (wanted.test(columns.get(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private int degrees(Sought sought, int column) {
        String unit = columns.get(column).getUnitString();
        if (unit != null && !unit.isBlank() && !plain(unit).matches("deg|degs|degree|degrees")) {
            throw new BadTargetsException(
                    "%s: column %s is in '%s'; give %s in degrees, or another column by columns: {%s: COLUMN}"
                            .formatted(file, columns.get(column).getName(), unit, sought.what(), sought.what()));
        }
        return column;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.getName()));
        return names;
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
