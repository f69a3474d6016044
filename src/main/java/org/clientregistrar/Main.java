package org.clientregistrar;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the service. Where no datasource is configured it first starts the embedded PostgreSQL,
 * and stops it last: what is under way when the service is told to end still needs its database.
 */
@QuarkusMain
public class Main implements QuarkusApplication {

    private static final String DATASOURCE_URL = "quarkus.datasource.jdbc.url";

    private final Banner banner;

    Main(Banner banner) {
        this.banner = banner;
    }

    public static void main(String... args) {
        var serviceEnded = new CountDownLatch(1);
        try {
            prepare(ConfigUtils.configBuilder().build(), serviceEnded);
        } catch (RuntimeException | LinkageError e) {
            serviceEnded.countDown();
            StartFailure.endWith(e);
        }
        Quarkus.run(
                Main.class,
                (status, failure) -> {
                    serviceEnded.countDown();
                    if (failure != null) {
                        StartFailure.endWith(failure);
                    }
                    System.exit(status);
                },
                args);
    }

    /** Runs once the service answers requests. */
    @Override
    public int run(String... args) {
        System.out.println(banner.text());
        Quarkus.waitForExit();
        return 0;
    }

    private static void prepare(SmallRyeConfig config, CountDownLatch serviceEnded) {
        if (config.getOptionalValue("registrar.public-url", String.class).isEmpty()
                && config.getOptionalValue("quarkus.http.host", String.class).isEmpty()) {
            // Plain http stays on this machine until the operator says where TLS ends (RFC 7591
            // section 5).
            System.setProperty("quarkus.http.host", "127.0.0.1");
        }
        if (config.getOptionalValue(DATASOURCE_URL, String.class).isEmpty()) {
            var configured =
                    config.getOptionalValue("registrar.embedded.data-directory", Path.class)
                            .orElse(Path.of("data"));
            var directory = configured.toAbsolutePath().normalize();
            var database = EmbeddedDatabase.start(directory, serviceEnded);
            System.setProperty(DATASOURCE_URL, database.jdbcUrl());
            System.setProperty("quarkus.datasource.username", database.user());
            System.setProperty("quarkus.datasource.password", database.password());
            System.setProperty(Banner.EMBEDDED_IN, directory.toString());
        }
    }
}
