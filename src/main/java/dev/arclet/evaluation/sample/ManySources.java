package dev.arclet.evaluation.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The pictures of several files, one file after another. */
final class ManySources implements PictureSource {
    private final Iterator<Path> files;
    private final Opener opener;
    private final PixelScales scales;
    private Optional<PictureSource> open = Optional.empty();

    /** Opens one file. */
    interface Opener {
        PictureSource open(Path file) throws IOException;
    }

    ManySources(List<Path> files, PixelScales scales, Opener opener) {
        this.files = files.iterator();
        this.scales = scales;
        this.opener = opener;
    }

    @Override
    public Optional<LabelledPicture> next() throws IOException {
        while (true) {
            if (open.isEmpty()) {
                if (!files.hasNext()) {
                    return Optional.empty();
                }
                open = Optional.of(opener.open(files.next()));
            }
            Optional<LabelledPicture> picture = open.get().next();
            if (picture.isPresent()) {
                return picture;
            }
            close();
        }
    }

    @Override
    public String pixels() {
        return scales.describe();
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
    }
}
