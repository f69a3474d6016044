package org.clientregistrar.client;

import java.util.Locale;
import org.clientregistrar.access.Admission;

/** On what ground a client came to be. */
public enum ClientOrigin {
    /** By itself, with nothing but its own word. */
    OPEN,
    /** By itself, with an initial access token. */
    TOKEN,
    /** By an operator. */
    ADMIN;

    static ClientOrigin of(Admission admission) {
        if (admission instanceof Admission.Open) {
            return OPEN;
        }
        return admission instanceof Admission.ByToken ? TOKEN : ADMIN;
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
