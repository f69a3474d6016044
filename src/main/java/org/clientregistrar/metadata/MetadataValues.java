package org.clientregistrar.metadata;

import java.util.Optional;

/** Metadata that can be asked for the value of a parameter. */
public interface MetadataValues {

    /** The value of a parameter, without its language-tagged forms; empty where there is none. */
    <T> Optional<T> get(Parameter<T> parameter);
}
