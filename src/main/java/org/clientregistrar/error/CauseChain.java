package org.clientregistrar.error;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A failure and what caused it: the one that says something is rarely the outermost. */
public final class CauseChain {

    private static final int ENOUGH = 20; // a chain may be a circle

    private CauseChain() {}

    /** From the failure itself to the innermost cause. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(ENOUGH);
    }

    /** The outermost failure of a type. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
