package dev.arclet.evaluation.sample;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;

/** The rows of a CSV table by column name, read one at a time. Columns may be missing and may stand in any order. For one thread. */
final class Table implements Iterator<Table.Row>, AutoCloseable {
    /** The arcs' own where a table has it, else the detection's. */
    private static final List<String> SNR = List.of("arc_snr", "snr");

    private static final List<String> RADIUS = List.of("einstein_radius", "einsteinRadius", "theta_e", "thetaE");

    private final Path file;
    private final MappingIterator<Map<String, String>> rows;
    private long line = 1;

    private Table(Path file, MappingIterator<Map<String, String>> rows) {
        this.file = file;
        this.rows = rows;
    }

    static Table open(Path file) throws IOException {
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.TRIM_SPACES)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .build();
        return new Table(
                file,
                mapper.readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(file.toFile()));
    }

    @Override
    public boolean hasNext() {
        try {
            return rows.hasNext();
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException(file + " has no more rows");
        }
        line++;
        try {
            return new Row(file, line, rows.next(), columns());
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    /** The names in the table's head, which is read with the first row. */
    private List<String> columns() {
        return ((CsvSchema) rows.getParserSchema()).getColumnNames();
    }

    private BadSampleException unreadable(RuntimeException e) {
        return new BadSampleException("%s: row %d can't be read: %s".formatted(file, line, e.getMessage()), e);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    /** One row, which may have fewer cells than the table has columns. */
    record Row(Path file, long line, Map<String, String> cells, List<String> columns) {

        /** The first of some columns that is there and not empty. */
        Optional<String> text(String... columns) {
            return column(List.of(columns)).map(cells::get);
        }

        private Optional<String> column(List<String> columns) {
            return columns.stream()
                    .filter(column ->
                            cells.get(column) != null && !cells.get(column).isBlank())
                    .findFirst();
        }

        /** The number in the first of some columns that is there and not empty; empty where there is none, or NaN. */
        OptionalDouble number(List<String> columns) {
            Optional<String> column = column(columns);
            if (column.isEmpty()) {
                return OptionalDouble.empty();
            }
            String cell = cells.get(column.get());
            try {
                double number = Double.parseDouble(cell);
                return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
            } catch (NumberFormatException e) {
                throw new BadSampleException(
                        "%s, row %d: %s is %s; give a number".formatted(file, line, column.get(), cell), e);
            }
        }

        Label label() {
            if (!columns.contains("label")) {
                throw new BadSampleException(
                        "%s has the columns %s; give one named label, with 1 for a lens, 0 for others"
                                        .formatted(file, columns)
                                + " and -1 where nobody knows");
            }
            String cell = cells.get("label");
            if (cell == null) {
                throw new BadSampleException("%s, row %d has %d of %d cells and no label; give 1, 0 or -1"
                        .formatted(file, line, cells.size(), columns.size()));
            }
            return Label.of(cell)
                    .orElseThrow(() -> new BadSampleException(
                            "%s, row %d: label is %s; give 1, 0 or -1".formatted(file, line, cell)));
        }

        /** What the row says of the thing that it is about. */
        Specimen specimen(String id) {
            return new Specimen(id, label(), text("kind").orElse(""), number(RADIUS), number(SNR));
        }
    }
}
