package org.clientregistrar;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.clientregistrar.config.PublicUrl;
import org.clientregistrar.config.RegistrarConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a person who has just started the service wants to know. */
@Singleton
class Banner {

    /** Set by the start where it runs the embedded database: the directory of its data. */
    static final String EMBEDDED_IN = "client-registrar.embedded-in";

    private final PublicUrl publicUrl;
    private final RegistrarConfig config;
    private final Optional<String> embeddedIn;
    private final Optional<String> datasource;
    private final boolean jsonLog;
    private final String local;

    Banner(
            PublicUrl publicUrl,
            RegistrarConfig config,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> datasource,
            @ConfigProperty(name = "quarkus.log.console.json.enabled") boolean jsonLog,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.publicUrl = publicUrl;
        this.config = config;
        this.embeddedIn = Optional.ofNullable(System.getProperty(EMBEDDED_IN));
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

    private String text() {
        return """

                client-registrar is ready
                  register at   %s  (%s)
                  Swagger UI    %s
                  health        %s
                  database      %s
                """
                .formatted(
                        publicUrl.of("/register"),
                        config.registration().mode() == RegistrarConfig.Mode.OPEN
                                ? "open to everyone"
                                : "with an initial access token",
                        local + "/docs",
                        local + "/q/health",
                        embeddedIn
                                .map(directory -> "the embedded PostgreSQL, data in " + directory)
                                .orElseGet(
                                        () -> datasource.orElse("none").replaceFirst("\\?.*", "")));
    }
}
