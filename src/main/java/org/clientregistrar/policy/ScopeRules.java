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

    ScopeRules(RegistrarConfig config) {
        this.defaultScope = config.registration().defaultScope();
        this.strict = config.registration().strict();
        if (defaultScope.filter(scope -> !SCOPE.accepts(scope)).isPresent()) {
            throw new SettingException(
                    "registrar.registration.default-scope",
                    "must be scope tokens with one space between them");
        }
        var supported = config.supported().scopes();
        if (supported.isPresent()
                && !supported
                        .get()
                        .containsAll(defaultScope.map(ScopeRules::tokens).orElse(List.of()))) {
            throw new SettingException(
                    "registrar.registration.default-scope",
                    "must have scope values of registrar.supported.scopes alone");
        }
    }

    void apply(MetadataDraft draft, Offer offer) {
        if (!draft.wasSent(SCOPE)) {
            defaultScope
                    .map(scope -> narrow(tokens(scope), offer))
                    .filter(kept -> !kept.isEmpty())
                    .ifPresent(kept -> draft.set(SCOPE, String.join(" ", kept))); // RFC7591-2-18
            return;
        }
        var sent = draft.get(SCOPE).map(ScopeRules::tokens).orElse(List.of());
        var kept = narrow(sent, offer);
        if (kept.size() == sent.size()) {
            return;
        }
        if (strict || kept.isEmpty()) {
            draft.fault(SCOPE, "CHOICE-13", "must be " + Verdict.offered(offer, SCOPE));
        } else {
            draft.set(SCOPE, String.join(" ", kept));
        }
    }

    private static List<String> tokens(String scope) {
        return List.of(scope.split(" "));
    }

    private static List<String> narrow(List<String> tokens, Offer offer) {
        return tokens.stream().filter(token -> offer.has(SCOPE, token)).toList();
    }
}
