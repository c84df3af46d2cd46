package dev.arclet.scoring.serve;

import dev.arclet.scoring.remote.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate that signs itself, made by the JDK's keytool. */
public final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Tls.Identity identity;

    private TestCertificates(Tls.Identity identity) {
        this.identity = identity;
    }

    public Tls.Identity identity() {
        return identity;
    }

    /** For localhost, by name and by address. */
    static TestCertificates in(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        return in(folder, "dns:localhost,ip:127.0.0.1");
    }

    /**
     * For these hosts.
     *
     * @param hosts as keytool has them: {@code ip:127.0.0.1}
     */
    public static TestCertificates in(Path folder, String hosts)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        List<String> keytool = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "SAN=" + hosts,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        int exitCode = new ProcessBuilder(keytool)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException(Files.readString(folder.resolve("keytool.log")));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificates(new Tls.Identity(
                pem(
                        folder.resolve("cert.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("test").getEncoded()),
                pem(
                        folder.resolve("key.pem"),
                        "PRIVATE KEY",
                        keys.getKey("test", PASSWORD.toCharArray()).getEncoded())));
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }
}
