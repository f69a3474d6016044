package org.clientregistrar.policy;

import static org.clientregistrar.metadata.ClientParameters.SCOPE;

import java.util.List;
import java.util.Optional;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.metadata.MetadataDraft;

/** scope: filled in where it is left out, narrowed to what is offered (RFC 7591 section 2). */
final class ScopeRules {

    private final Optional<String> defaultScope;
    private final boolean strict;

    ScopeRules(RegistrarConfig.Registration settings) {
        this.defaultScope = settings.defaultScope();
        this.strict = settings.strict();
        if (defaultScope.filter(scope -> !SCOPE.accepts(scope)).isPresent()) {
            throw new SettingException(
                    "registrar.registration.default-scope",
                    "must be scope tokens with one space between them");
        }
    }

    void apply(MetadataDraft draft, Offer offer) {
        if (!draft.wasSent(SCOPE)) {
            defaultScope.ifPresent(scope -> draft.set(SCOPE, scope)); // RFC7591-2-18
            return;
        }
        var sent = draft.get(SCOPE).map(scope -> List.of(scope.split(" "))).orElse(List.of());
        var kept = sent.stream().filter(token -> offer.has(SCOPE, token)).toList();
        if (kept.size() == sent.size()) {
            return;
        }
        if (strict || kept.isEmpty()) {
            draft.fault(
                    SCOPE,
                    "CHOICE-13",
                    "must have scope values that this deployment offers: "
                            + String.join(", ", offer.of(SCOPE).orElseThrow()));
        } else {
            draft.set(SCOPE, String.join(" ", kept));
        }
    }
}
