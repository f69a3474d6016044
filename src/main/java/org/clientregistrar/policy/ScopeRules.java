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
                        .containsAll(defaultScope.map(Offer::tokens).orElse(List.of()))) {
            throw new SettingException(
                    "registrar.registration.default-scope",
                    "must have scope values of registrar.supported.scopes alone");
        }
    }

    void apply(MetadataDraft draft, Offer offer) {
        if (!draft.wasSent(SCOPE)) {
            fillIn(draft, offer);
            return;
        }
        var sent = draft.get(SCOPE).map(Offer::tokens).orElse(List.of());
        var kept = narrow(sent, offer);
        if (kept.size() == sent.size()) {
            return;
        }
        if (strict || kept.isEmpty()) {
            Verdict.notOffered(offer, SCOPE).faultOn(draft, SCOPE);
        } else {
            Verdict.notOffered(offer, SCOPE).warnOn(draft, SCOPE);
            draft.set(SCOPE, String.join(" ", kept));
        }
    }

    /**
     * A client without scope may ask the authorization server for any. So one that an initial
     * access token bounds gets, where the default has nothing for it, all scopes of the token.
     */
    private void fillIn(MetadataDraft draft, Offer offer) {
        var usual = defaultScope.map(scope -> narrow(Offer.tokens(scope), offer)).orElse(List.of());
        var scopes =
                usual.isEmpty() && offer.isBounded(SCOPE) ? offer.of(SCOPE).orElseThrow() : usual;
        if (!scopes.isEmpty()) {
            draft.set(SCOPE, String.join(" ", scopes)); // RFC7591-2-18
        } else if (offer.isBounded(SCOPE)) {
            Verdict.notOffered(offer, SCOPE).faultOn(draft, SCOPE);
        }
    }

    private static List<String> narrow(List<String> tokens, Offer offer) {
        return tokens.stream().filter(token -> offer.has(SCOPE, token)).toList();
    }
}
