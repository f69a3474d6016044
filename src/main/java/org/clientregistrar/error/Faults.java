package org.clientregistrar.error;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the faults of one request, so that all of them are told at once. */
public final class Faults {

    private static final String ATTESTED = " (this is the software statement's value)";
    private static final String IMPOSED = " (this is the initial access token's value)";

    private final List<Fault> found = new ArrayList<>();

    /** Each once, so that a request cannot make the history long. */
    private final Set<Fault> warnings = new LinkedHashSet<>();

    /** Whose word a member is, where it is not the client's. */
    private final Map<String, String> authors = new HashMap<>();

    /** The same so far, for what may have to begin here once more. */
    public Faults copy() {
        var copy = new Faults();
        copy.found.addAll(found);
        copy.warnings.addAll(warnings);
        copy.authors.putAll(authors);
        return copy;
    }

    /** Notes a fault; see {@link Fault} for the meaning of the parts. */
    public void add(OAuthException.Code code, String member, String rule, String detail) {
        var whose = member == null ? "" : authors.getOrDefault(withoutPlace(member), "");
        found.add(new Fault(code, member, rule, detail + whose));
    }

    /** Takes over what is wrong with an object that stands at a place in the request. */
    public void addAll(String place, Faults others) {
        others.found.forEach(
                fault ->
                        found.add(
                                new Fault(
                                        fault.code(),
                                        place + "." + fault.member(),
                                        fault.rule(),
                                        fault.detail())));
    }

    /**
     * Notes what is let through and deserves a look: no fault, and told to operators alone. See
     * {@link Fault} for the meaning of the parts.
     */
    public void warn(String member, String rule, String detail) {
        warnings.add(new Fault(OAuthException.Code.INVALID_CLIENT_METADATA, member, rule, detail));
    }

    /** What was let through and deserves a look. */
    public List<Fault> warnings() {
        return List.copyOf(warnings);
    }

    /** Says of a member that it is the software statement's word, for faults that follow. */
    public void attested(String member) {
        authors.put(member, ATTESTED);
    }

    /** Says of a member that it is the initial access token's word, for faults that follow. */
    public void imposed(String member) {
        authors.put(member, IMPOSED);
    }

    private static String withoutPlace(String member) {
        return member.split("\\[|\\.keys", 2)[0];
    }

    /** Whether nothing was found so far. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Whether something with one of these codes was found. */
    public boolean has(OAuthException.Code... codes) {
        return found.stream().map(Fault::code).anyMatch(List.of(codes)::contains);
    }

    /**
     * Ends the request if anything was found.
     *
     * @throws OAuthException with all faults
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw OAuthException.ofFaults(found);
        }
    }
}
