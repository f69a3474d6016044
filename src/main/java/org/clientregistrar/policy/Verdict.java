package org.clientregistrar.policy;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
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

    /**
     * The verdict on a value that the deployment may not offer (CHOICE-13), or the initial access
     * token not allow (CHOICE-19).
     */
    static Optional<Verdict> ofOffer(Offer offer, Parameter<?> parameter, String value) {
        return offer.has(parameter, value)
                ? Optional.empty()
                : Optional.of(notOffered(offer, parameter));
    }

    /** The verdict on a value that is not offered, or not allowed. */
    static Verdict notOffered(Offer offer, Parameter<?> parameter) {
        var rule = offer.isBounded(parameter) ? "CHOICE-19" : "CHOICE-13";
        return new Verdict(rule, "must be " + offered(offer, parameter));
    }

    /** What a value could be, in words. */
    static String offered(Offer offer, Parameter<?> parameter) {
        var values = offer.of(parameter).orElseThrow();
        if (offer.isBounded(parameter)) {
            return values.isEmpty()
                    ? "one that the initial access token allows, of which this deployment offers none"
                    : "one that the initial access token allows: " + String.join(", ", values);
        }
        return values.isEmpty()
                ? "left out, since this deployment offers none"
                : "one that this deployment offers: " + String.join(", ", values);
    }

    void faultOn(MetadataDraft draft, Parameter<?> parameter) {
        draft.fault(parameter, rule, detail);
    }

    void faultOn(MetadataDraft draft, Parameter<?> parameter, int index) {
        draft.fault(parameter, index, rule, detail);
    }

    /** Notes that a value which cannot be registered was left out, and the others were not. */
    void warnOn(MetadataDraft draft, Parameter<?> parameter) {
        draft.warn(parameter, rule, "a value was left out: it " + detail);
    }

    /**
     * Settles the value of a parameter: the one that was sent, if nothing speaks against it, or the
     * first such of the list that was sent to choose from (RP Metadata Choices 1.0 section 2).
     *
     * @param judge what speaks against a value by itself
     * @param fits whether a choice also fits what else was sent; a value that was sent alone is
     *     held against that elsewhere
     */
    static void settle(
            MetadataDraft draft,
            Parameter<String> parameter,
            Function<String, Optional<Verdict>> judge,
            Predicate<String> fits) {
        var list = draft.choicesFor(parameter).filter(draft::wasSent);
        if (list.isPresent() && !draft.isFaulty(list.get())) {
            choose(
                    draft,
                    parameter,
                    list.get(),
                    value ->
                            parameter.accepts(value)
                                    && judge.apply(value).isEmpty()
                                    && fits.test(value));
        } else {
            draft.get(parameter)
                    .flatMap(judge)
                    .ifPresent(verdict -> verdict.faultOn(draft, parameter));
        }
    }

    private static void choose(
            MetadataDraft draft,
            Parameter<String> parameter,
            Parameter<List<String>> list,
            Predicate<String> isUsable) {
        var choices = draft.get(list).orElseThrow();
        var sent = draft.get(parameter);
        if (sent.isPresent() && !choices.contains(sent.get())) {
            draft.fault(parameter, "RPCHOICES-2-02", "must be one of " + list.name());
            return;
        }
        Stream.concat(sent.stream(), inOrder(parameter, choices))
                .distinct()
                .filter(isUsable)
                .findFirst()
                .ifPresentOrElse(
                        value -> draft.set(parameter, value),
                        () -> {
                            draft.fault(
                                    list,
                                    "RPCHOICES-2-03",
                                    "must have a value of "
                                            + parameter.name()
                                            + " that this deployment offers and the rest of the request allows");
                            draft.giveUp(parameter);
                        });
    }

    /** The client's order, but the algorithm none only for those who have nothing else. */
    private static Stream<String> inOrder(Parameter<String> parameter, List<String> choices) {
        return parameter.algorithmUse().isEmpty()
                ? choices.stream()
                : Stream.concat(choices.stream().filter(not("none"::equals)), choices.stream());
    }
}
