package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.RESPONSE_TYPES;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.metadata.AlgorithmUse;
import org.clientregistrar.metadata.JoseAlgorithm;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.ResponseType;

/** What is offered where neither a setting nor the authorization server says it. */
public final class SupportedDefaults {

    private static final Set<String> RARE_GRANTS =
            Set.of(
                    "password",
                    "urn:openid:params:grant-type:ciba",
                    "urn:ietf:params:oauth:grant-type:uma-ticket",
                    "urn:ietf:params:oauth:grant-type:pre-authorized_code");

    /** Those that RFC 7518 has, and the two names of Ed25519: others are rare yet. */
    private static final Set<String> RARE_SIGNATURES =
            Set.of("ES256K", "Ed448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87");

    private SupportedDefaults() {}

    /** The values of a parameter that are offered by default; empty where any are. */
    public static Optional<List<String>> of(Parameter<?> parameter) {
        if (parameter == GRANT_TYPES) {
            return Optional.of(without(GRANT_TYPES.knownValues(), RARE_GRANTS));
        }
        if (parameter == RESPONSE_TYPES) {
            return Optional.of(List.of("code", "id_token", "code id_token", "none"));
        }
        if (parameter == TOKEN_ENDPOINT_AUTH_METHOD) {
            return Optional.of(TOKEN_ENDPOINT_AUTH_METHOD.knownValues());
        }
        return parameter.algorithmUse().map(use -> algorithms(parameter, use));
    }

    private static List<String> algorithms(Parameter<?> parameter, AlgorithmUse use) {
        var names = JoseAlgorithm.names(use.algorithms());
        return names.stream()
                .filter(parameter::accepts)
                .filter(name -> !isOldEncryption(name) && !RARE_SIGNATURES.contains(name))
                .toList();
    }

    private static List<String> without(List<String> values, Set<String> left) {
        return values.stream().filter(value -> !left.contains(value)).toList();
    }

    /**
     * Whether a value is only offered where an operator names it in a setting, whatever the
     * authorization server says: the password grant and access tokens in the front channel (RFC
     * 9700 sections 2.4 and 2.1.2), encryption with PKCS #1 v1.5 padding (RFC 8725 section 3.2) and
     * with passwords.
     */
    static boolean isAdvisedAgainst(Parameter<?> parameter, String value) {
        if (parameter == GRANT_TYPES) {
            return value.equals("password");
        }
        if (parameter == RESPONSE_TYPES) {
            return new ResponseType(value).givesAccessToken();
        }
        return parameter.algorithmUse().isPresent() && isOldEncryption(value);
    }

    private static boolean isOldEncryption(String algorithm) {
        return algorithm.equals("RSA1_5") || algorithm.startsWith("PBES2-");
    }
}
