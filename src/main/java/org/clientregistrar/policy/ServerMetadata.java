package org.clientregistrar.policy;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.clientregistrar.metadata.Parameter;

@Singleton
class ServerMetadata {
    record Announced() {
        Optional<List<String>> of(Parameter<?> parameter) {
            return Optional.empty();
        }
    }

    Announced current() {
        return new Announced();
    }
}
