package org.clientregistrar.metadata;

import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;

import java.util.Optional;

/** Metadata that can be asked for the value of a parameter. */
public interface MetadataValues {

    /** The value of a parameter, without its language-tagged forms; empty where there is none. */
    <T> Optional<T> get(Parameter<T> parameter);

    /**
     * Whether the client has no means to authenticate (RFC 7591 section 2); not so of one whose
     * method is not known.
     */
    default boolean isPublic() {
        return get(TOKEN_ENDPOINT_AUTH_METHOD).filter("none"::equals).isPresent();
    }

    /**
     * Whether the client has a secret: to authenticate with, or as the key of an algorithm that it
     * registered (OIDCREG-2-32, OIDCCORE-10.1-03).
     */
    default boolean needsSecret() {
        return get(TOKEN_ENDPOINT_AUTH_METHOD)
                        .filter(method -> method.startsWith("client_secret_"))
                        .isPresent()
                || hasSecretAsKey();
    }

    /**
     * Whether the authorization server uses the secret itself as a key, so that it has to be had in
     * the clear.
     */
    default boolean hasSecretAsKey() {
        return get(TOKEN_ENDPOINT_AUTH_METHOD).filter("client_secret_jwt"::equals).isPresent()
                || Catalogue.algorithms().stream()
                        .flatMap(parameter -> get(parameter).stream())
                        .flatMap(name -> JoseAlgorithm.of(name).stream())
                        .anyMatch(JoseAlgorithm::isSymmetric);
    }
}
