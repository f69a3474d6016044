package org.clientregistrar;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.clientregistrar.config.EmbeddedDirectory;
import org.clientregistrar.config.PublicUrl;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.config.SettingNames;

/**
 * Starts the service, or what its first argument names. Where no datasource is configured it first
 * starts the embedded PostgreSQL, and stops it last: what is under way when the service is told to
 * end still needs its database.
 */
@QuarkusMain
public class Main implements QuarkusApplication {

    static final String DATASOURCE_URL = "quarkus.datasource.jdbc.url";
    private static final String HTTP_HOST = "quarkus.http.host";
    private static final String HTTP_PORT = "quarkus.http.port";

    /** Speaks up before the settings of the log are read, on every start that ends early. */
    private static final Logger HIBERNATE = Logger.getLogger("org.hibernate");

    private final Banner banner;

    Main(Banner banner) {
        this.banner = banner;
    }

    public static void main(String... args) {
        HIBERNATE.setLevel(Level.WARNING);
        var serviceEnded = new CountDownLatch(1);
        var config = ConfigUtils.configBuilder().withMapping(RegistrarConfig.class);
        if (args.length > 0) {
            switch (args[0]) {
                case VerifyHistory.COMMAND ->
                        end(VerifyHistory.run(config, List.of(args), serviceEnded), serviceEnded);
                case ResealSecrets.COMMAND ->
                        end(ResealSecrets.run(config, List.of(args), serviceEnded), serviceEnded);
                default -> {
                    // the framework's own to judge
                }
            }
        }
        try {
            prepare(config.build(), serviceEnded);
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

    private static void end(int status, CountDownLatch serviceEnded) {
        serviceEnded.countDown();
        System.exit(status);
    }

    /** Runs once the service answers requests. */
    @Override
    public int run(String... args) {
        banner.print();
        Quarkus.waitForExit();
        return 0;
    }

    /** Checks the settings that the start itself needs, and sees to it that there is a database. */
    static void prepare(SmallRyeConfig config, CountDownLatch serviceEnded) {
        SettingNames.check(System.getenv().keySet());
        var settings = config.getConfigMapping(RegistrarConfig.class);
        settings.publicUrl().ifPresent(PublicUrl::check);
        checkPort(config);
        if (settings.publicUrl().isEmpty() && !isSet(config, HTTP_HOST)) {
            // Plain http stays on this machine until the operator says where TLS ends (RFC 7591
            // section 5).
            System.setProperty(HTTP_HOST, "127.0.0.1");
        }
        var url = config.getOptionalValue(DATASOURCE_URL, String.class);
        if (url.filter(text -> !text.startsWith("jdbc:postgresql:")).isPresent()) {
            throw new SettingException(DATASOURCE_URL, "must begin with jdbc:postgresql:");
        }
        if (url.isEmpty()) {
            var directory = settings.embedded().dataDirectory().toAbsolutePath().normalize();
            var database = EmbeddedDatabase.start(directory, serviceEnded);
            System.setProperty(DATASOURCE_URL, database.jdbcUrl());
            System.setProperty("quarkus.datasource.username", database.user());
            System.setProperty("quarkus.datasource.password", database.password());
            EmbeddedDirectory.set(directory);
        }
    }

    private static void checkPort(SmallRyeConfig config) {
        var port = config.getOptionalValue(HTTP_PORT, String.class).orElse("8080");
        if (!port.matches("[0-9]{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > 65535) {
            throw new SettingException(HTTP_PORT, "must be a number from 1 to 65535");
        }
    }

    private static boolean isSet(SmallRyeConfig config, String setting) {
        return config.getOptionalValue(setting, String.class).isPresent();
    }
}
