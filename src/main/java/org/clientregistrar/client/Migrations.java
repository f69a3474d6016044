package org.clientregistrar.client;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Gives migrations a connection of their own: they may take longer than the time limits of the
 * pool, which are those of a request.
 */
@Singleton
class Migrations implements FlywayConfigurationCustomizer {

    private final String url;
    private final Optional<String> user;
    private final Optional<String> password;

    Migrations(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        flyway.dataSource(url, user.orElse(null), password.orElse(null));
    }
}
