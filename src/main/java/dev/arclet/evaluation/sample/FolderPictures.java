package dev.arclet.evaluation.sample;

import dev.arclet.picture.Picture;
import dev.arclet.picture.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The images of a folder. What each shows is said by a table with the columns {@code file} and {@code label} ({@code labels.csv} in the
 * folder, or another that is named), or by the name of a folder that it lies in, such as {@code lenses} and {@code nonlenses}; a folder
 * below that names the kind.
 */
final class FolderPictures implements PictureSource {
    private final ImageFiles files;
    private final PlanePictures maker;
    private final PixelScales scales;
    private final Iterator<Entry> entries;

    private record Entry(Path file, Specimen specimen) {}

    private FolderPictures(Reading reading, Recipe recipe, List<Entry> entries) {
        this.files = new ImageFiles(reading, recipe);
        this.scales = new PixelScales(reading.scale());
        this.maker = new PlanePictures(recipe, scales);
        this.entries = entries.iterator();
    }

    static FolderPictures open(Path folder, Optional<Path> table, Reading reading, Recipe recipe) throws IOException {
        Path own = folder.resolve("labels.csv");
        Optional<Path> labels = table.or(() -> Optional.of(own).filter(Files::exists));
        return new FolderPictures(reading, recipe, labels.isPresent() ? listed(folder, labels.get()) : named(folder));
    }

    private static List<Entry> listed(Path folder, Path labels) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Table table = Table.open(labels)) {
            while (table.hasNext()) {
                Table.Row row = table.next();
                String file = row.text("file")
                        .orElseThrow(() ->
                                new BadSampleException("%s, row %d: there is no file; give columns named file and label"
                                        .formatted(labels, row.line())));
                entries.add(new Entry(folder.resolve(file), row.specimen(file)));
            }
        }
        return entries;
    }

    private static List<Entry> named(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(ImageFiles::isImage).sorted().toList()) {
                entries.add(new Entry(file, specimen(folder.relativize(file))));
            }
        }
        if (entries.stream().allMatch(entry -> entry.specimen().label() == Label.UNKNOWN)) {
            throw new BadSampleException(folder + ": nothing says which of its " + entries.size()
                    + " images are lenses; put them into folders named lenses and nonlenses, or write a labels.csv with the"
                    + " columns file and label");
        }
        return entries;
    }

    private static Specimen specimen(Path file) {
        Specimen unknown = Specimen.of(file.toString(), Label.UNKNOWN);
        // The innermost word counts: survey/other/lenses/x.png is a lens.
        for (int depth = file.getNameCount() - 2; depth >= 0; depth--) {
            Optional<Label> label = Label.of(file.getName(depth).toString());
            if (label.isPresent()) {
                String kind = depth + 1 < file.getNameCount() - 1
                        ? file.getName(depth + 1).toString()
                        : "";
                return new Specimen(unknown.id(), label.get(), kind, unknown.einsteinRadius(), unknown.snr());
            }
        }
        return unknown;
    }

    @Override
    public Optional<LabelledPicture> next() {
        if (!entries.hasNext()) {
            return Optional.empty();
        }
        Entry entry = entries.next();
        return Optional.of(new LabelledPicture(entry.specimen(), () -> picture(entry.file())));
    }

    private Optional<Picture> picture(Path file) {
        try {
            return maker.make(files.read(file));
        } catch (IOException e) {
            throw new BadSampleException("%s can't be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public String pixels() {
        return scales.describe();
    }

    @Override
    public void close() {}
}
