package org.clientregistrar.policy;

import static org.clientregistrar.metadata.CibaParameters.BACKCHANNEL_TOKEN_DELIVERY_MODE;
import static org.clientregistrar.metadata.ClientParameters.GRANT_TYPES;
import static org.clientregistrar.metadata.ClientParameters.RESPONSE_TYPES;
import static org.clientregistrar.metadata.ClientParameters.SCOPE;
import static org.clientregistrar.metadata.ClientParameters.TOKEN_ENDPOINT_AUTH_METHOD;
import static org.clientregistrar.metadata.OAuthParameters.AUTHORIZATION_DETAILS_TYPES;
import static org.clientregistrar.metadata.OAuthParameters.RESPONSE_MODES;
import static org.clientregistrar.metadata.OpenIdParameters.SUBJECT_TYPE;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.metadata.Catalogue;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.metadata.ResponseType;

/**
 * What the authorization server supports: by the settings, else by its own metadata document, else
 * by default.
 */
@Singleton
class Offers {

    private final RegistrarConfig.Supported settings;
    private final ServerMetadata serverMetadata;
    private final Map<String, Optional<List<String>>> named = new HashMap<>();
    private volatile Latest latest;

    /** An offer, and the announcement that it was made of. */
    private record Latest(Announcement announced, Offer offer) {}

    Offers(RegistrarConfig config, ServerMetadata serverMetadata) {
        this.settings = config.supported();
        this.serverMetadata = serverMetadata;
        name(GRANT_TYPES, settings.grantTypes());
        name(RESPONSE_TYPES, settings.responseTypes());
        name(TOKEN_ENDPOINT_AUTH_METHOD, settings.authMethods());
        name(SUBJECT_TYPE, settings.subjectTypes());
        name(SCOPE, settings.scopes());
        name(RESPONSE_MODES, settings.responseModes());
        name(AUTHORIZATION_DETAILS_TYPES, settings.authorizationDetailsTypes());
        name(BACKCHANNEL_TOKEN_DELIVERY_MODE, settings.deliveryModes());
        Catalogue.algorithms().forEach(parameter -> name(parameter, algorithms(parameter)));
    }

    private void name(Parameter<?> parameter, Optional<List<String>> values) {
        named.put(parameter.name(), values);
    }

    private Optional<List<String>> algorithms(Parameter<String> parameter) {
        return switch (parameter.algorithmUse().orElseThrow()) {
            case SERVER_SIGNS, CLIENT_SIGNS -> settings.signingAlgs();
            case SERVER_ENCRYPTS, CLIENT_ENCRYPTS -> settings.encryptionAlgs();
            case CONTENT_ENCRYPTION -> settings.encryptionEncs();
        };
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
        return new Offer(values);
    }

    private static Set<String> set(Parameter<?> parameter, List<String> values) {
        var set = new LinkedHashSet<String>();
        values.forEach(
                value ->
                        set.add(
                                parameter == RESPONSE_TYPES
                                        ? ResponseType.of(value).value()
                                        : value));
        return set;
    }
}
