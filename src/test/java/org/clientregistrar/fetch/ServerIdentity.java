package org.clientregistrar.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and a certificate of a server, made while the tests run and kept nowhere.
 *
 * @param pem the certificate, which signs itself
 */
public record ServerIdentity(SSLContext context, String pem) {

    private static final String PASSWORD = "of no use to anybody";

    /**
     * Makes one.
     *
     * @param names in the words of keytool, such as dns:localhost,ip:127.0.0.1
     */
    public static ServerIdentity of(String names) {
        try {
            var directory = Files.createTempDirectory("server-identity");
            var file = directory.resolve("keys.p12");
            try {
                makeKeys(file, names);
                return load(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void makeKeys(Path file, String names) throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "server",
                                "-dname",
                                "CN=server of a test",
                                "-validity",
                                "2",
                                "-ext",
                                "san=" + names,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        var output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertEquals(0, process.waitFor(), output);
    }

    private static ServerIdentity load(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new ServerIdentity(context, pem(store.getCertificate("server").getEncoded()));
    }

    private static String pem(byte[] certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }
}
