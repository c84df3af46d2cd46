package dev.arclet.evaluation.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes NumPy files for tests. */
public final class NumpyFiles {
    private final Map<String, byte[]> arrays = new LinkedHashMap<>();

    /** Adds an array whose bytes are ready. */
    public NumpyFiles with(String name, String type, String shape, byte[] values) {
        arrays.put(name, npy(type, shape, values));
        return this;
    }

    /** Adds an array of float32. */
    public NumpyFiles withFloats(String name, String shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return with(name, "<f4", shape, bytes.array());
    }

    /** Adds an array of int64, one axis. */
    public NumpyFiles withLongs(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return with(name, "<i8", "(" + values.length + ",)", bytes.array());
    }

    /** Writes them as one {@code .npz}. */
    public Path write(Path file, boolean compressed) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
                if (!compressed) {
                    CRC32 sum = new CRC32();
                    sum.update(array.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(array.getValue().length);
                    entry.setCrc(sum.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    static byte[] npy(String type, String shape, byte[] values) {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
        ByteBuffer start = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        start.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(start.array());
        all.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(values);
        return all.toByteArray();
    }
}
