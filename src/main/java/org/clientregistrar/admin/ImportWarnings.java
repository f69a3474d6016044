package org.clientregistrar.admin;

import static org.clientregistrar.metadata.IssuedParameters.CLIENT_ID;
import static org.clientregistrar.metadata.IssuedParameters.CLIENT_SECRET;

import java.util.List;
import org.clientregistrar.error.Faults;
import org.clientregistrar.metadata.ClientMetadata;
import org.clientregistrar.secret.Secret;

/** What deserves a look of a client that comes from elsewhere. */
final class ImportWarnings {

    private static final String KEPT = "was brought along, and is kept as it is";

    /** Characters of a secret: which it lacks says how weak it is, and not how long. */
    private static final List<Integer> LENGTHS = List.of(8, 16, 32);

    /** Octets, of HS512. */
    private static final int LONGEST_KEY = 64;

    private ImportWarnings() {}

    static void ofIdentifier(Faults faults) {
        faults.warn(CLIENT_ID.name(), null, KEPT);
    }

    static void ofSecret(Secret secret, ClientMetadata metadata, Faults faults) {
        faults.warn(CLIENT_SECRET.name(), null, KEPT);
        var length = secret.reveal().length();
        LENGTHS.stream()
                .filter(least -> length < least)
                .findFirst()
                .ifPresent(
                        least ->
                                faults.warn(
                                        CLIENT_SECRET.name(),
                                        null,
                                        "is shorter than "
                                                + least
                                                + " characters, and so may be guessed; rotate it when the client can"));
        if (metadata.hasSecretAsKey() && length < LONGEST_KEY) {
            faults.warn(
                    CLIENT_SECRET.name(),
                    "OIDCCORE-16.19-01",
                    "serves as a key; HS256 needs 32 octets, HS384 48, HS512 64");
        }
    }
}
