package org.clientregistrar.error;

import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one request, so that all of them are told at once. */
public final class Faults {

    private final List<Fault> found = new ArrayList<>();

    /** Notes a fault; see {@link Fault} for the meaning of the parts. */
    public void add(OAuthException.Code code, String member, String rule, String detail) {
        found.add(new Fault(code, member, rule, detail));
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
