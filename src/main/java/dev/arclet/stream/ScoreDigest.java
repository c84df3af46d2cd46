package dev.arclet.stream;

import dev.arclet.record.Latency;
import dev.arclet.record.LensScore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * One number for all that was found out in a run, whatever the order of its records: two runs with the same number have the same
 * outcomes, scores and probabilities to the last bit. What tells how a score was computed, and not what it is, is left out: the
 * latency, the worker and the size of its batch.
 *
 * <p>The number is the sum, modulo 2^256, of the SHA-256 of the records; a record that comes twice counts twice. For one thread.
 */
public final class ScoreDigest {
    private static final int BITS = 256;
    private static final int HEX_DIGITS = BITS / 4;
    private static final Latency NO_LATENCY = new Latency(null, null, null, null, null, null, null, null);

    private final SpecificDatumWriter<LensScore> writer;
    private final MessageDigest sha;
    private BigInteger sum = BigInteger.ZERO;
    private long records;

    /** Of no records yet. */
    public ScoreDigest() {
        AvroTrust.establish();
        writer = new SpecificDatumWriter<>(LensScore.class);
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    /** Adds a record. */
    public void add(LensScore score) {
        BigInteger one = new BigInteger(1, sha.digest(found(score)));
        sum = sum.add(one).mod(BigInteger.ONE.shiftLeft(BITS));
        records++;
    }

    /** What was found out about an alert: the record's Avro binary without latency, worker and batch size. */
    public byte[] found(LensScore score) {
        LensScore bare = LensScore.newBuilder(score)
                .setLatency(NO_LATENCY)
                .setWorker(null)
                .setBatchSize(0)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            writer.write(bare, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Records so far. */
    public long records() {
        return records;
    }

    /** 64 hexadecimal digits. */
    public String hex() {
        String digits = sum.toString(16);
        return "0".repeat(HEX_DIGITS - digits.length()) + digits;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d score records, digest %s", records, hex());
    }
}
