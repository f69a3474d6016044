package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.RESPONSE_TYPES;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;
import static org.clientregistrar.metadata.OAuthParameters.REQUIRE_SIGNED_REQUEST_OBJECT;
import static org.clientregistrar.metadata.OpenIdParameters.ID_TOKEN_SIGNED_RESPONSE_ALG;
import static org.clientregistrar.metadata.OpenIdParameters.REQUEST_OBJECT_SIGNING_ALG;
import static org.clientregistrar.metadata.OpenIdParameters.TOKEN_ENDPOINT_AUTH_SIGNING_ALG;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.JoseAlgorithm;
import org.clientregistrar.metadata.JoseAlgorithm.Kind;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.ResponseType;

/**
 * The algorithms of a client: offered here, with the keys or the secret that they need, and fit for
 * what stands beside them (OpenID Connect Core 1.0 section 10).
 */
final class AlgorithmRules {

    private AlgorithmRules() {}

    /** Applied when authentication method, response types and keys are settled. */
    static void apply(MetadataDraft draft, Offer offer) {
        for (var parameter : Catalogue.algorithms()) {
            if (!draft.understands(parameter)) {
                continue;
            }
            if (isIdle(draft, parameter)) {
                draft.choicesFor(parameter).ifPresent(draft::remove);
            } else {
                Verdict.settle(
                        draft,
                        parameter,
                        value -> judge(draft, offer, parameter, value),
                        value -> true);
                replaceDefault(draft, offer, parameter);
            }
        }
    }

    /** Whether nothing uses the algorithm, so that none need be chosen. */
    private static boolean isIdle(MetadataDraft draft, Parameter<String> parameter) {
        if (draft.wasSent(parameter)) {
            return false;
        }
        return parameter == TOKEN_ENDPOINT_AUTH_SIGNING_ALG
                ? !draft.get(TOKEN_ENDPOINT_AUTH_METHOD).orElse("").endsWith("_jwt")
                : parameter.onlyWith().filter(with -> !draft.wasSent(with.other())).isPresent();
    }

    /**
     * A default that is not on offer gives way to what is (CHOICE-13); the reply shows it. Neither
     * none nor an algorithm that would give the client a secret comes unasked for. What nobody can
     * use is not registered, but an encryption needs one.
     */
    private static void replaceDefault(
            MetadataDraft draft, Offer offer, Parameter<String> parameter) {
        if (draft.wasSent(parameter)
                || parameter.defaultValue().isEmpty()
                || judge(draft, offer, parameter, parameter.defaultValue().get()).isEmpty()) {
            return;
        }
        offer.of(parameter).stream()
                .flatMap(Set::stream)
                .filter(value -> !value.equals("none") && parameter.accepts(value))
                .filter(value -> judge(draft, offer, parameter, value).isEmpty())
                .filter(value -> hasSecret(draft) || !isSymmetric(value))
                .findFirst()
                .ifPresentOrElse(
                        value -> draft.set(parameter, value),
                        () -> doWithout(draft, offer, parameter));
    }

    private static void doWithout(MetadataDraft draft, Offer offer, Parameter<String> parameter) {
        if (parameter.onlyWith().isPresent()) {
            draft.fault(parameter, "CHOICE-13", "must be " + Verdict.offered(offer, parameter));
        } else {
            draft.leaveOut(parameter);
        }
    }

    private static boolean hasSecret(MetadataDraft draft) {
        return draft.get(TOKEN_ENDPOINT_AUTH_METHOD).orElse("").startsWith("client_secret_");
    }

    private static boolean isSymmetric(String value) {
        return JoseAlgorithm.of(value).filter(JoseAlgorithm::isSymmetric).isPresent();
    }

    /**
     * Whether what was sent can only be had by a client with a secret: an algorithm, or a list to
     * choose one from.
     */
    static boolean needSecret(MetadataDraft draft) {
        return Catalogue.algorithms().stream()
                .filter(draft::understands)
                .filter(parameter -> parameter != TOKEN_ENDPOINT_AUTH_SIGNING_ALG)
                .anyMatch(
                        parameter ->
                                draft.get(parameter).filter(AlgorithmRules::isSymmetric).isPresent()
                                        || draft.choicesFor(parameter)
                                                .flatMap(draft::get)
                                                .filter(list -> !list.isEmpty())
                                                .filter(
                                                        list ->
                                                                list.stream()
                                                                        .allMatch(
                                                                                AlgorithmRules
                                                                                        ::isSymmetric))
                                                .isPresent());
    }

    private static Optional<Verdict> judge(
            MetadataDraft draft, Offer offer, Parameter<String> parameter, String value) {
        return Verdict.ofOffer(offer, parameter, value)
                .or(() -> JoseAlgorithm.of(value).flatMap(known -> judge(draft, parameter, known)));
    }

    private static Optional<Verdict> judge(
            MetadataDraft draft, Parameter<String> parameter, JoseAlgorithm algorithm) {
        return Stream.<Supplier<Optional<Verdict>>>of(
                        () -> judgeNone(draft, parameter, algorithm),
                        () -> judgeMethod(draft, parameter, algorithm),
                        () -> judgeSecret(draft, algorithm),
                        () -> judgeKey(draft, parameter, algorithm))
                .flatMap(verdict -> verdict.get().stream())
                .findFirst();
    }

    private static Optional<Verdict> judgeNone(
            MetadataDraft draft, Parameter<String> parameter, JoseAlgorithm algorithm) {
        if (algorithm.kind() != Kind.NONE) {
            return Optional.empty();
        }
        if (parameter == ID_TOKEN_SIGNED_RESPONSE_ALG
                && draft.get(RESPONSE_TYPES).orElse(List.of()).stream()
                        .anyMatch(type -> ResponseType.of(type).givesIdToken())) {
            return verdict(
                    "OIDCREG-2-24",
                    "must not be none where a response type gives an ID Token from the authorization endpoint");
        }
        if (parameter == REQUEST_OBJECT_SIGNING_ALG
                && draft.get(REQUIRE_SIGNED_REQUEST_OBJECT).orElse(false)) {
            return verdict(
                    "RFC9101-10.5-02",
                    "must not be none together with require_signed_request_object");
        }
        return Optional.empty();
    }

    private static Optional<Verdict> judgeMethod(
            MetadataDraft draft, Parameter<String> parameter, JoseAlgorithm algorithm) {
        if (parameter != TOKEN_ENDPOINT_AUTH_SIGNING_ALG
                || draft.isFaulty(TOKEN_ENDPOINT_AUTH_METHOD)) {
            return Optional.empty();
        }
        var fitting =
                switch (draft.get(TOKEN_ENDPOINT_AUTH_METHOD).orElse("")) {
                    case "client_secret_jwt" -> Optional.of(Kind.MAC);
                    case "private_key_jwt" -> Optional.of(Kind.SIGNATURE);
                    default -> Optional.<Kind>empty();
                };
        if (fitting.isEmpty()) {
            return verdict(
                    "OIDCREG-2-36",
                    "must be left out: only private_key_jwt and client_secret_jwt sign");
        }
        return fitting.get() == algorithm.kind()
                ? Optional.empty()
                : verdict(
                        "OIDCREG-2-36",
                        "must be an HS algorithm with client_secret_jwt, an asymmetric one with private_key_jwt");
    }

    /** The secret is the key, and a public client has none. */
    private static Optional<Verdict> judgeSecret(MetadataDraft draft, JoseAlgorithm algorithm) {
        if (!draft.isPublic() || !algorithm.isSymmetric()) {
            return Optional.empty();
        }
        return verdict(
                algorithm.kind() == Kind.MAC ? "OIDCCORE-10.1-01" : "OIDCCORE-10.2-01",
                "must be an asymmetric algorithm, since a client with the authentication method none has no secret");
    }

    private static Optional<Verdict> judgeKey(
            MetadataDraft draft, Parameter<String> parameter, JoseAlgorithm algorithm) {
        return parameter
                .keyRule()
                .filter(rule -> !isToldOfMethod(draft, parameter))
                .filter(rule -> algorithm.isAsymmetric() && !draft.keys().mayServe(algorithm))
                .map(
                        rule ->
                                new Verdict(
                                        rule,
                                        "needs a public key of the client for this algorithm, in jwks or at jwks_uri"));
    }

    /** A method without keys is at fault itself. */
    private static boolean isToldOfMethod(MetadataDraft draft, Parameter<String> parameter) {
        return parameter == TOKEN_ENDPOINT_AUTH_SIGNING_ALG
                && draft.isFaulty(TOKEN_ENDPOINT_AUTH_METHOD);
    }

    private static Optional<Verdict> verdict(String rule, String detail) {
        return Optional.of(new Verdict(rule, detail));
    }
}
