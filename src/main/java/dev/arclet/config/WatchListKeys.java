package dev.arclet.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Every setting of one watch-list. A reference table in docs/settings.md is made from this list. */
final class WatchListKeys {
    static final Key<String> NAME = new Key<>(
            "name",
            "",
            Kinds.word(),
            "Name of the list in the records and under onLists and offLists of output.topics.");
    static final Key<Path> FILE = new Key<>(
            "file",
            "",
            Kinds.file(),
            "Table of targets with names and positions in degrees: VOTable, FITS, or CSV with a head; read at the start.");
    static final Key<Double> RADIUS = new Key<>(
            "radius",
            "3arcsec",
            Kinds.angle("0.01arcsec", "10deg"),
            "A detection matches the nearest target if that is within this angle.");
    static final Key<Optional<String>> NAME_COLUMN = column("name", "Column of names");
    static final Key<Optional<String>> RA_COLUMN = column("ra", "Column of right ascensions");
    static final Key<Optional<String>> DEC_COLUMN = column("dec", "Column of declinations");

    static final List<Key<?>> ALL = List.of(NAME, FILE, RADIUS, NAME_COLUMN, RA_COLUMN, DEC_COLUMN);

    private WatchListKeys() {}

    private static Key<Optional<String>> column(String what, String meaning) {
        return new Key<>(
                "columns." + what,
                "none",
                Kinds.optional(Kinds.text("a column's name")),
                meaning + "; none: known by its UCD, or by a common spelling.");
    }
}
