package org.clientregistrar.access;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an access key, or a JWT of the operator's OpenID provider, lets its holder do. */
public enum Scope {
    /** Read and find clients, and their history. */
    CLIENTS_READ(Scope.READ_CLIENTS),
    /** Create, change, disable, delete and restore clients. */
    CLIENTS_WRITE(Scope.WRITE_CLIENTS),
    /** Bring along and rotate client secrets, and issue registration access tokens. */
    SECRETS_WRITE(Scope.WRITE_SECRETS),
    /** See, hand out and revoke initial access tokens. */
    TOKENS_WRITE(Scope.WRITE_TOKENS),
    /** See, hand out and revoke access keys. */
    KEYS_WRITE(Scope.WRITE_KEYS),
    /** Read and verify the whole history. */
    AUDIT_READ(Scope.READ_AUDIT),
    /** Look clients up as an authorization server does, and follow their changes. */
    CLIENTS_LOOKUP(Scope.LOOK_UP_CLIENTS),
    /** Verify what clients authenticate with. */
    CLIENTS_VERIFY(Scope.VERIFY_CLIENTS),
    /** See client secrets that can be shown. */
    SECRETS_READ(Scope.READ_SECRETS);

    // The names on the wire, which annotations need as constants.
    public static final String READ_CLIENTS = "clients:read";
    public static final String WRITE_CLIENTS = "clients:write";
    public static final String WRITE_SECRETS = "secrets:write";
    public static final String WRITE_TOKENS = "tokens:write";
    public static final String WRITE_KEYS = "keys:write";
    public static final String READ_AUDIT = "audit:read";
    public static final String LOOK_UP_CLIENTS = "clients:lookup";
    public static final String VERIFY_CLIENTS = "clients:verify";
    public static final String READ_SECRETS = "secrets:read";

    private final String value;

    Scope(String value) {
        this.value = value;
    }

    /** The scope of a name; empty for any other text. */
    public static Optional<Scope> of(String value) {
        return Stream.of(values()).filter(scope -> scope.value.equals(value)).findFirst();
    }

    /** The names of all scopes. */
    public static List<String> names() {
        return Stream.of(values()).map(Scope::toString).toList();
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return value;
    }
}
