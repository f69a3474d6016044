package org.clientregistrar.policy;

import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_TOKEN_DELIVERY_MODE;
import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.RESPONSE_TYPES;
import static org.clientregistrar.metadata.ClientParameters.SCOPE;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;
import static org.clientregistrar.metadata.OAuthParameters.AUTHORIZATION_DETAILS_TYPES;
import static org.clientregistrar.metadata.OAuthParameters.RESPONSE_MODES;
import static org.clientregistrar.metadata.OpenIdParameters.SUBJECT_TYPE;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.JoseAlgorithm;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.ResponseType;

/**
 * What the authorization server supports: by the settings, else by its own metadata document, else
 * by default.
 */
@Startup
@Singleton
class Offers {

    private final RegistrarConfig.Supported settings;
    private final ServerMetadata serverMetadata;
    private final Map<String, Optional<List<String>>> named = new HashMap<>();
    private final boolean hasCiba;
    private volatile Latest latest;

    /** An offer, and the announcement that it was made of. */
    private record Latest(Announcement announced, Offer offer) {}

    Offers(RegistrarConfig config, DeploymentVocabulary deployment, ServerMetadata serverMetadata) {
        this.settings = config.supported();
        this.serverMetadata = serverMetadata;
        this.hasCiba = deployment.vocabulary().has(BACKCHANNEL_TOKEN_DELIVERY_MODE);
        name(GRANT_TYPES, "grant-types", settings.grantTypes());
        name(RESPONSE_TYPES, "response-types", settings.responseTypes());
        name(TOKEN_ENDPOINT_AUTH_METHOD, "auth-methods", settings.authMethods());
        name(SUBJECT_TYPE, "subject-types", settings.subjectTypes());
        name(SCOPE, "scopes", settings.scopes());
        name(RESPONSE_MODES, "response-modes", settings.responseModes());
        name(
                AUTHORIZATION_DETAILS_TYPES,
                "authorization-details-types",
                settings.authorizationDetailsTypes());
        name(BACKCHANNEL_TOKEN_DELIVERY_MODE, "delivery-modes", settings.deliveryModes());
        Catalogue.algorithms().forEach(this::nameAlgorithms);
    }

    private void nameAlgorithms(Parameter<String> parameter) {
        switch (parameter.algorithmUse().orElseThrow()) {
            case SIGNING -> name(parameter, "signing-algs", settings.signingAlgs());
            case KEY_MANAGEMENT -> name(parameter, "encryption-algs", settings.encryptionAlgs());
            case CONTENT_ENCRYPTION ->
                    name(parameter, "encryption-encs", settings.encryptionEncs());
        }
    }

    private void name(Parameter<?> parameter, String setting, Optional<List<String>> values) {
        values.orElse(List.of()).stream()
                .filter(value -> !isPossible(parameter, value))
                .forEach(
                        value -> {
                            throw new SettingException(
                                    "registrar.supported." + setting,
                                    "has a value that " + parameter.name() + " cannot have");
                        });
        named.put(parameter.name(), values);
    }

    private static boolean isPossible(Parameter<?> parameter, String value) {
        var isKnown =
                parameter
                        .algorithmUse()
                        .map(use -> JoseAlgorithm.names(use.algorithms()).contains(value))
                        .orElseGet(() -> !parameter.isClosed() || parameter.accepts(value));
        var isOneWord = parameter != SCOPE || !value.contains(" ");
        return isKnown && isOneWord && Offer.isPrintable(value);
    }

    /**
     * What is on offer now.
     *
     * @throws org.clientregistrar.error.OAuthException 503 if the authorization server's document
     *     is needed and was never read
     */
    Offer current() {
        var announced = serverMetadata.current();
        var last = latest;
        if (last == null || last.announced != announced) {
            last = new Latest(announced, offer(announced));
            latest = last;
        }
        return last.offer;
    }

    private Offer offer(Announcement announced) {
        var values = new HashMap<String, Set<String>>();
        for (var parameter : Catalogue.all()) {
            named.getOrDefault(parameter.name(), Optional.empty())
                    .or(() -> announced.of(parameter))
                    .or(() -> SupportedDefaults.of(parameter))
                    .ifPresent(list -> values.put(parameter.name(), set(parameter, list)));
        }
        var grants = values.get(GRANT_TYPES.name());
        if (!hasCiba) {
            grants.remove(CibaRules.GRANT_TYPE); // its clients could not say what they need
        } else if (settings.grantTypes().isEmpty() && announced.of(GRANT_TYPES).isEmpty()) {
            grants.add(CibaRules.GRANT_TYPE);
        }
        return new Offer(values);
    }

    private static Set<String> set(Parameter<?> parameter, List<String> values) {
        var set = new LinkedHashSet<String>();
        values.stream()
                .filter(value -> parameter.algorithmUse().isEmpty() || parameter.accepts(value))
                .map(value -> parameter == RESPONSE_TYPES ? ResponseType.of(value).value() : value)
                .forEach(set::add);
        return set;
    }
}
