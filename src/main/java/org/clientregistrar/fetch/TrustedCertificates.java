package org.clientregistrar.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.clientregistrar.config.SettingException;

/** The certificates that a server's has to lead to: the runtime's, and those of the operator. */
final class TrustedCertificates {

    private static final String SETTING = "registrar.fetch.trust-store";

    private TrustedCertificates() {}

    /**
     * One trust manager for all of them.
     *
     * @param file in PEM
     * @throws SettingException if the file has no certificates
     */
    static X509TrustManager with(Optional<Path> file) {
        try {
            var ofRuntime = trustManager(null);
            return file.isEmpty() ? ofRuntime : trustManager(together(ofRuntime, read(file.get())));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime has no certificates to trust", e);
        }
    }

    /**
     * Makes a trust manager.
     *
     * @param certificates null for those of the runtime
     */
    private static X509TrustManager trustManager(KeyStore certificates)
            throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(certificates);
        return Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static KeyStore together(
            X509TrustManager ofRuntime, Collection<? extends Certificate> others)
            throws GeneralSecurityException, IOException {
        var all = new ArrayList<Certificate>(List.of(ofRuntime.getAcceptedIssuers()));
        all.addAll(others);
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (var certificate : all) {
            store.setCertificateEntry(String.valueOf(store.size()), certificate);
        }
        return store;
    }

    private static Collection<? extends Certificate> read(Path file) {
        try {
            var certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(Files.readAllBytes(file)));
            if (certificates.isEmpty()) {
                throw new SettingException(SETTING, "the file " + file + " has no certificate");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new SettingException(
                    SETTING, "the file " + file + " does not consist of certificates in PEM");
        } catch (IOException e) {
            throw new SettingException(
                    SETTING,
                    "cannot read the file " + file + " (" + e.getClass().getSimpleName() + ")");
        }
    }
}
