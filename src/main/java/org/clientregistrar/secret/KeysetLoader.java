package org.clientregistrar.secret;

import io.quarkus.logging.Log;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SecretFile;
import org.clientregistrar.config.SettingException;

/** Takes the keyset from where the settings say, and makes a first one where there is none. */
@Singleton
public class KeysetLoader {

    private static final String VALUE = "registrar.client-secret.keyset";
    private static final String FILE = "registrar.client-secret.keyset-file";

    @Produces
    @Singleton
    Keyset load(RegistrarConfig config) {
        return load(config, KeysetLoader::readOrCreate);
    }

    @Produces
    @Singleton
    SecretVault vault(Keyset keyset) {
        return new SecretVault(keyset, new Pbkdf2());
    }

    /**
     * The keyset of a service that ran before: none is made.
     *
     * @throws SettingException if there is none
     */
    public static Keyset existing(RegistrarConfig config) {
        return load(config, file -> SecretFile.read(FILE, file));
    }

    private static Keyset load(RegistrarConfig config, Function<Path, String> read) {
        var settings = config.clientSecret();
        if (settings.keyset().isPresent()) {
            return parse(VALUE, settings.keyset().get());
        }
        var file =
                settings.keysetFile()
                        .orElseGet(() -> config.embedded().dataDirectory().resolve("keyset"));
        return parse(FILE, read.apply(file).lines().toList());
    }

    private static String readOrCreate(Path file) {
        if (!Files.exists(file)) {
            Log.warnf(
                    "no keyset is set: making one in %s; without it the stored client secrets cannot be opened, so back it up apart"
                            + " from the database",
                    file.toAbsolutePath());
        }
        return SecretFile.readOrCreate(FILE, file, Keyset::generateKey);
    }

    private static Keyset parse(String setting, List<String> keys) {
        try {
            return Keyset.parse(keys);
        } catch (IllegalArgumentException e) {
            throw new SettingException(setting, e.getMessage());
        }
    }
}
