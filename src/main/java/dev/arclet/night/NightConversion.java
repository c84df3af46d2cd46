package dev.arclet.night;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.SchemaSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Writes a night, or a part of it, in another form. What it writes is there under its name only once it is whole. */
public final class NightConversion {
    private final AlertDecoder decoder;
    private final SchemaSource schemas;

    /** What a night can be written as. */
    public enum Form {
        /** An Avro object container, compressed with zstd. */
        CONTAINER,
        /** A folder with a file for each alert, byte by byte as it came. */
        FOLDER,
        /** The same as a {@code .tar.gz}. */
        TAR;

        /** The form that a name asks for: {@code .avro} a container, {@code .tar.gz} and {@code .tgz} an archive, others a folder. */
        public static Form of(Path target) {
            String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                return TAR;
            }
            return name.endsWith(".avro") ? CONTAINER : FOLDER;
        }
    }

    /**
     * What was done.
     *
     * @param packets written
     * @param missed what the input holds and was not written
     */
    public record Result(long packets, NightInput.Missed missed) {}

    /**
     * With what it takes to read alerts.
     *
     * @param schemas of wire messages, for containers
     */
    public NightConversion(AlertDecoder decoder, SchemaSource schemas) {
        this.decoder = decoder;
        this.schemas = schemas;
    }

    /**
     * Converts.
     *
     * @param target must not exist
     * @param progress hears how many packets are written
     * @throws IOException if it can't be read or written, or a container would have alerts of two schemas; the message names the packet
     */
    public Result write(NightInput input, Path target, Form form, LongConsumer progress) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(unfinished)) {
            throw new FileAlreadyExistsException(unfinished.toString());
        }
        Result result = writeAll(input, unfinished, form, progress);
        if (result.packets() > 0) {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(unfinished);
        }
        return result;
    }

    private Result writeAll(NightInput input, Path unfinished, Form form, LongConsumer progress) throws IOException {
        long written = 0;
        try (NightInput.Reading reading = input.open(decoder);
                NightTarget target = open(unfinished, form)) {
            for (Optional<DatedPacket> next = reading.next(); next.isPresent(); next = reading.next()) {
                target.write(next.get());
                written++;
                progress.accept(written);
            }
            return new Result(written, reading.missed());
        }
    }

    private NightTarget open(Path file, Form form) throws IOException {
        return switch (form) {
            case CONTAINER -> new ContainerTarget(file, schemas);
            case FOLDER -> new MessageFiles(new FolderShelf(file));
            case TAR -> new MessageFiles(new TarShelf(file));
        };
    }
}
