package dev.arclet.kafka;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;

/**
 * The folder of one running broker, locked while it runs. Kafka's own lock comes too late for a node that is broker and
 * controller: by then a second controller has opened the first one's metadata log.
 */
final class DataFolder implements AutoCloseable {

    private static final String LOCK = ".arclet.lock";

    private final Path path;
    private final boolean temporary;
    private final FileChannel lock;

    private DataFolder(Path path, boolean temporary, FileChannel lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
    }

    /**
     * Takes the given folder, made when it is missing, or else a new temporary one.
     *
     * @throws KafkaSetupException when it can't be made or written, is in use, or holds something else than Kafka's data
     */
    static DataFolder open(Optional<Path> given) {
        Path path = given.map(DataFolder::create).orElseGet(DataFolder::createTemporary);
        DataFolder folder = new DataFolder(path, given.isEmpty(), lock(path));
        try {
            folder.refuseForeignContent();
            return folder;
        } catch (KafkaSetupException e) {
            folder.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Whether a broker has run here before. */
    boolean isFormatted() {
        return Files.exists(path.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME));
    }

    private void refuseForeignContent() {
        if (isFormatted()) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.anyMatch(entry -> !entry.endsWith(LOCK))) {
                throw new KafkaSetupException(
                        "embedded broker: the data folder %s is not empty and holds no Kafka data; choose an empty or a new one"
                                .formatted(path));
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static FileChannel lock(Path path) {
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw unusable(path, e);
        }
        throw new KafkaSetupException(
                "embedded broker: the data folder %s is in use by another broker; stop that one or choose another folder"
                        .formatted(path));
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static Path create(Path path) {
        try {
            return Files.createDirectories(path.toAbsolutePath());
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static Path createTemporary() {
        try {
            return Files.createTempDirectory("arclet-broker-");
        } catch (IOException e) {
            throw new KafkaSetupException(
                    "embedded broker: no temporary folder (%s); set -Djava.io.tmpdir, or name a data folder"
                            .formatted(e),
                    e);
        }
    }

    private static KafkaSetupException unusable(Path path, IOException e) {
        return new KafkaSetupException(
                "embedded broker: can't use the data folder %s (%s); choose one that you may write".formatted(path, e),
                e);
    }

    /** Gives the folder free; a temporary one is deleted. */
    @Override
    public void close() {
        try (lock) {
            if (temporary) {
                Utils.delete(path.toFile());
            }
        } catch (IOException e) {
            throw new KafkaSetupException("embedded broker: can't clean up %s (%s)".formatted(path, e), e);
        }
    }
}
