package org.clientregistrar.client;

import java.util.Optional;
import org.clientregistrar.secret.Secret;
import org.clientregistrar.secret.StoredSecret;

/**
 * A client secret that an operator brings along. What takes long with it is done before the
 * transaction that stores it: see {@link ClientRegistry#prepared}. One that is not prepared is
 * taken for a new one, and hashed when it is stored.
 *
 * @param value the secret
 * @param secretId which one of the client's it is already, if any
 * @param slowHash what is stored of it, where that is a slow hash
 */
public record BroughtSecret(Secret value, Optional<String> secretId, Optional<String> slowHash) {

    /** One that nothing is known of yet. */
    public static BroughtSecret of(Secret value) {
        return new BroughtSecret(value, Optional.empty(), Optional.empty());
    }

    /** Whether it was found to be this one. */
    boolean is(StoredSecret stored) {
        return secretId.filter(stored.id()::equals).isPresent();
    }

    BroughtSecret as(StoredSecret stored) {
        return new BroughtSecret(value, Optional.of(stored.id()), Optional.empty());
    }

    BroughtSecret hashed(Optional<String> hash) {
        return new BroughtSecret(value, Optional.empty(), hash);
    }
}
