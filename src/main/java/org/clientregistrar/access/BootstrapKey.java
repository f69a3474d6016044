package org.clientregistrar.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.secret.Secret;

/** The key with which an operator comes in first. */
@ApplicationScoped
class BootstrapKey {

    private final AccessKeys keys;
    private final RegistrarConfig.Admin settings;

    BootstrapKey(AccessKeys keys, RegistrarConfig config) {
        this.keys = keys;
        this.settings = config.admin();
    }

    void prepare(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        settings.accessKey().map(Secret::of).ifPresent(keys::adopt);
    }
}
