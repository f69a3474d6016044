package org.clientregistrar.access;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.clientregistrar.config.EmbeddedDirectory;
import org.clientregistrar.config.RegistrarConfig;
import org.clientregistrar.config.SecretFile;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.secret.Secret;

/**
 * The key with which an operator comes in first, or again after all others are lost: one of the
 * settings, or, beside the embedded database, one that the first start makes.
 */
@Singleton
public class BootstrapKey {

    private static final String VALUE = "registrar.admin.access-key";
    private static final String FILE = "registrar.admin.access-key-file";

    /** Its name beside the data of the embedded database. */
    private static final String OWN_FILE = "access-key";

    private static final int RANDOM_CHARACTERS = 32;

    /**
     * Where the key that the service made for itself is, for the person who has just started it.
     *
     * @param key the key, at the one start that makes it
     */
    public record Place(Path file, Optional<Secret> key) {}

    private final AccessKeys keys;
    private final Optional<Secret> configured;
    private final boolean othersMayCome;
    private Optional<Place> place = Optional.empty();

    BootstrapKey(AccessKeys keys, OpenIdProvider provider, RegistrarConfig config) {
        this.keys = keys;
        this.configured = configured(config.admin());
        this.othersMayCome = provider.isConfigured();
    }

    /** Empty where there is none, or an operator has set one. */
    public Optional<Place> place() {
        return place;
    }

    void prepare(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        if (configured.isPresent()) {
            adoptConfigured(configured.get());
        } else {
            place = EmbeddedDirectory.get().map(dir -> dir.resolve(OWN_FILE)).flatMap(this::own);
        }
        if (!othersMayCome && !keys.isAnyLive()) {
            Log.warnf(
                    "nobody can administer this service yet: there is no access key; set %s, or %s",
                    VALUE, FILE);
        }
    }

    private void adoptConfigured(Secret key) {
        if (!keys.adopt(key)) {
            Log.warnf(
                    "%s: the key was revoked, or has expired, and stays of no use; set another one",
                    VALUE);
        }
    }

    /** The start that finds no key makes one; the file comes first, so that none is ever lost. */
    private Optional<Place> own(Path file) {
        if (keys.isEmpty()) {
            var text = SecretFile.readOrCreate(FILE, file, () -> AccessKeys.newKey().reveal());
            var key = checked(FILE, text);
            keys.adopt(key);
            return Optional.of(new Place(file, Optional.of(key)));
        }
        return Files.exists(file)
                ? Optional.of(new Place(file, Optional.empty()))
                : Optional.empty();
    }

    private static Optional<Secret> configured(RegistrarConfig.Admin settings) {
        if (settings.accessKey().isPresent() && settings.accessKeyFile().isPresent()) {
            throw new SettingException(FILE, "must not be set together with " + VALUE);
        }
        return settings.accessKey()
                .map(text -> checked(VALUE, text))
                .or(
                        () ->
                                settings.accessKeyFile()
                                        .map(file -> checked(FILE, SecretFile.read(FILE, file))));
    }

    private static Secret checked(String setting, String text) {
        if (!text.startsWith(AccessKeys.PREFIX)
                || text.length() < AccessKeys.PREFIX.length() + RANDOM_CHARACTERS
                || !BearerToken.isPossible(text)) {
            throw new SettingException(
                    setting,
                    "must be %s and %d or more random letters and digits behind it"
                            .formatted(AccessKeys.PREFIX, RANDOM_CHARACTERS));
        }
        return Secret.of(text);
    }
}
