package org.clientregistrar;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.clientregistrar.access.BootstrapKey;
import org.clientregistrar.config.EmbeddedDirectory;
import org.clientregistrar.config.PublicUrl;
import org.clientregistrar.config.RegistrarConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a person who has just started the service wants to know. */
@Singleton
class Banner {

    private final PublicUrl publicUrl;
    private final RegistrarConfig config;
    private final BootstrapKey bootstrapKey;
    private final Optional<String> datasource;
    private final boolean jsonLog;
    private final String local;

    Banner(
            PublicUrl publicUrl,
            RegistrarConfig config,
            BootstrapKey bootstrapKey,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> datasource,
            @ConfigProperty(name = "quarkus.log.console.json.enabled") boolean jsonLog,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.publicUrl = publicUrl;
        this.config = config;
        this.bootstrapKey = bootstrapKey;
        this.datasource = datasource;
        this.jsonLog = jsonLog;
        this.local = "http://localhost:" + port; // these two are not for the outside
    }

    /** To the console; into the log where that is JSON, so that every line stays JSON. */
    void print() {
        if (jsonLog) {
            Log.info(text().strip());
        } else {
            System.out.println(text());
        }
    }

    /** The key itself only where this is no log: a person at a console reads it. */
    private String accessKey(BootstrapKey.Place place) {
        var label = "  access key    ";
        return place.key()
                .filter(key -> !jsonLog)
                .map(
                        key ->
                                "%s%s  (shown this once; it is in %s)%n"
                                        .formatted(label, key.reveal(), place.file()))
                .orElseGet(() -> "%sthe first one is in %s%n".formatted(label, place.file()));
    }

    private String text() {
        return """

                client-registrar is ready
                  register at   %s  (%s)
                  Swagger UI    %s
                  health        %s
                %s  database      %s
                """
                .formatted(
                        publicUrl.of("/register"),
                        config.registration().mode() == RegistrarConfig.Mode.OPEN
                                ? "open to everyone"
                                : "with an initial access token",
                        local + "/docs",
                        local + "/q/health",
                        bootstrapKey.place().map(this::accessKey).orElse(""),
                        EmbeddedDirectory.get()
                                .map(directory -> "the embedded PostgreSQL, data in " + directory)
                                .orElseGet(
                                        () -> datasource.orElse("none").replaceFirst("\\?.*", "")));
    }
}
