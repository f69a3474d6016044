package org.clientregistrar.config;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The address under which clients reach this service. It never depends on what a request says of
 * itself.
 */
@Startup
@Singleton
public class PublicUrl {

    private final String base;

    PublicUrl(RegistrarConfig config, @ConfigProperty(name = "quarkus.http.port") int port) {
        config.publicUrl().ifPresent(PublicUrl::check);
        this.base =
                config.publicUrl()
                        .map(URI::toString)
                        .orElseGet(() -> "http://localhost:" + port)
                        .replaceFirst("/+$", "");
    }

    /** The URL of a path that begins with a slash. */
    public String of(String path) {
        return base + path;
    }

    /** The URL of a client's configuration endpoint (RFC 7592 section 2). */
    public String ofRegistration(String clientId) {
        return of("/register/" + PercentEncoding.encode(clientId));
    }

    /**
     * Refuses a URL that cannot be the public one.
     *
     * @throws SettingException that says why
     */
    public static void check(URI url) {
        var isHttps = "https".equals(url.getScheme());
        if (!isHttps && !LoopbackUrl.is(url)) {
            throw new SettingException(
                    "registrar.public-url",
                    "must be an https URL, or an http URL of this machine's loopback interface (RFC 7592 section 2)");
        }
        if (url.getHost() == null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.getRawUserInfo() != null) {
            throw new SettingException(
                    "registrar.public-url",
                    "must have a host, and neither user information, query nor fragment");
        }
    }
}
