package org.clientregistrar.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every client metadata parameter that this registry knows, in the order in which responses show
 * them. Each is one entry of the class that its specification's name stands in; adding one there is
 * all there is to do.
 */
public final class Catalogue {

    private static final List<Parameter<?>> SPECIFIED =
            Stream.of(
                            IssuedParameters.ALL,
                            ClientParameters.ALL,
                            OpenIdParameters.ALL,
                            LogoutParameters.ALL,
                            OAuthParameters.ALL,
                            CibaParameters.ALL,
                            FederationParameters.ALL,
                            CredentialParameters.ALL)
                    .<Parameter<?>>flatMap(List::stream)
                    .toList();

    private static final List<Parameter<String>> ALGORITHMS =
            texts(parameter -> parameter.algorithmUse().isPresent());

    private static final Map<Parameter<String>, Parameter<List<String>>> CHOICES = choices();

    private static final List<Parameter<?>> ALL =
            Stream.concat(SPECIFIED.stream(), CHOICES.values().stream()).toList();

    private Catalogue() {}

    /** All parameters, in the order of responses. */
    public static List<Parameter<?>> all() {
        return ALL;
    }

    /** The parameters whose value is an algorithm of JOSE. */
    public static List<Parameter<String>> algorithms() {
        return ALGORITHMS;
    }

    /** The list from which a parameter's value may be chosen (RP Metadata Choices 1.0). */
    static Optional<Parameter<List<String>>> choicesFor(Parameter<String> single) {
        return Optional.ofNullable(CHOICES.get(single));
    }

    private static Map<Parameter<String>, Parameter<List<String>>> choices() {
        var choices = new LinkedHashMap<Parameter<String>, Parameter<List<String>>>();
        for (var single : texts(Parameter::isChoosable)) {
            choices.put(single, Parameter.choiceFor(single));
        }
        return choices;
    }

    /** Those of the specified parameters that are one string each. */
    @SuppressWarnings("unchecked")
    private static List<Parameter<String>> texts(Predicate<Parameter<?>> filter) {
        return SPECIFIED.stream()
                .filter(filter)
                .filter(parameter -> parameter.type() instanceof ValueType.Text)
                .map(parameter -> (Parameter<String>) parameter)
                .toList();
    }
}
