package org.clientregistrar.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.clientregistrar.metadata.MetadataDraft;
import org.clientregistrar.metadata.Parameter;

/**
 * Why a value cannot be registered.
 *
 * @param rule the requirement's id in docs/conformance.md
 * @param detail what the value must be, in ASCII
 */
record Verdict(String rule, String detail) {

    /** The verdict on a value that the deployment may not offer (CHOICE-13). */
    static Optional<Verdict> ofOffer(Optional<Set<String>> offered, String value) {
        return offered.filter(values -> !values.contains(value))
                .map(
                        values ->
                                new Verdict(
                                        "CHOICE-13",
                                        "must be one that this deployment offers: "
                                                + String.join(", ", values)));
    }

    /**
     * Settles the value of a parameter: the one that was sent, if nothing speaks against it, or the
     * first such of the list that was sent to choose from (RP Metadata Choices 1.0 section 2).
     */
    static void settle(
            MetadataDraft draft,
            Parameter<String> parameter,
            Function<String, Optional<Verdict>> judge) {
        var list = draft.choicesFor(parameter).filter(draft::wasSent);
        if (list.isPresent() && !draft.isFaulty(list.get())) {
            choose(draft, parameter, list.get(), judge);
        } else {
            draft.get(parameter)
                    .flatMap(judge)
                    .ifPresent(verdict -> draft.fault(parameter, verdict.rule, verdict.detail));
        }
    }

    private static void choose(
            MetadataDraft draft,
            Parameter<String> parameter,
            Parameter<List<String>> list,
            Function<String, Optional<Verdict>> judge) {
        var choices = draft.get(list).orElseThrow();
        var sent = draft.get(parameter);
        if (sent.isPresent() && !choices.contains(sent.get())) {
            draft.fault(parameter, "RPCHOICES-2-02", "must be one of " + list.name());
            return;
        }
        Stream.concat(sent.stream(), choices.stream())
                .distinct()
                .filter(value -> parameter.accepts(value) && judge.apply(value).isEmpty())
                .findFirst()
                .ifPresentOrElse(
                        value -> draft.set(parameter, value),
                        () ->
                                draft.fault(
                                        list,
                                        "RPCHOICES-2-03",
                                        "must have a value of "
                                                + parameter.name()
                                                + " that this deployment offers and the rest of the request allows"));
    }
}
