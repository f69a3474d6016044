package org.clientregistrar.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of this service. Each may be given as an environment variable: REGISTRAR_PUBLIC_URL
 * for registrar.public-url.
 */
@ConfigMapping(prefix = "registrar")
public interface RegistrarConfig {

    /**
     * The address under which clients reach this service: the base of every
     * registration_client_uri, whatever the Host header says. https, but for loopback addresses.
     * Without it the service is for this machine alone: it listens on loopback and gives out
     * http://localhost addresses.
     */
    Optional<URI> publicUrl();

    Registration registration();

    RedirectUris redirectUris();

    ClientSecret clientSecret();

    RegistrationAccessToken registrationAccessToken();

    Limits limits();

    Cors cors();

    Embedded embedded();

    interface Registration {

        /**
         * open: anyone may register; protected: an initial access token is required (RFC 7591
         * section 3).
         */
        @WithDefault("open")
        Mode mode();

        /** The grants of a client that registers without an initial access token. */
        @WithDefault("authorization_code,implicit,refresh_token")
        List<String> openGrantTypes();

        /**
         * One initial access token for any number of registrations. It is stored nowhere else.
         * Without it, and without a file for it, no token is good.
         */
        Optional<String> initialAccessToken();

        /** A file that holds the initial access token, in place of the setting above. */
        Optional<Path> initialAccessTokenFile();

        /**
         * The grants that the authorization server offers. Others are left out of a registration,
         * see strict.
         */
        @WithDefault(
                "authorization_code,implicit,refresh_token,client_credentials,urn:ietf:params:oauth:grant-type:device_code,urn:ietf:params:oauth:grant-type:token-exchange,urn:ietf:params:oauth:grant-type:jwt-bearer,urn:ietf:params:oauth:grant-type:saml2-bearer")
        List<String> grantTypes();

        /**
         * The response types that the authorization server offers. The default has none that gives
         * access tokens in the front channel (RFC 9700 section 2.1.2).
         */
        @WithDefault("code,id_token,code id_token,none")
        List<String> responseTypes();

        /** The client authentication methods that the authorization server offers. */
        @WithDefault(
                "none,client_secret_basic,client_secret_post,client_secret_jwt,private_key_jwt")
        List<String> authMethods();

        /** The scope of a client that asks for none. */
        Optional<String> defaultScope();

        /** Refuse grants that are not offered, instead of leaving them out. */
        @WithDefault("false")
        boolean strict();

        /**
         * Let an update carry the members that only this service sets, and ignore them, instead of
         * refusing it.
         */
        @WithDefault("false")
        boolean lenientUpdates();
    }

    interface RedirectUris {

        /**
         * Private-use schemes without a period that native clients may use; all with a period are
         * allowed.
         */
        @WithDefault("cursor,vscode,vscode-insiders,windsurf")
        List<String> privateUseSchemes();

        /**
         * Refuse the name localhost in native clients' URIs, where 127.0.0.1 and [::1] are safer
         * (RFC 8252 section 8.3).
         */
        @WithDefault("false")
        boolean refuseLocalhost();

        /** For development: web clients of the code flow may have http URIs on loopback hosts. */
        @WithDefault("false")
        boolean allowLoopbackForWeb();

        /**
         * Register a client that sends no application_type as native where its redirect URIs say
         * so.
         */
        @WithDefault("true")
        boolean inferNative();
    }

    interface ClientSecret {

        /**
         * sealed: secrets are encrypted and shown again on read; hashed: a secret that is only
         * compared is kept as a keyed hash and shown once.
         */
        @WithDefault("sealed")
        Storage storage();

        /** How long a client secret is good. Without it, for ever. */
        Optional<Duration> lifetime();

        /** How long an earlier secret stays good after a rotation. A request may shorten it. */
        @WithDefault("24h")
        Duration rotationOverlap();

        /**
         * The keys that seal and hash secrets: base64 of 32 random bytes each (openssl rand -base64
         * 32), the one in use first. Every replica needs the same.
         */
        Optional<List<String>> keyset();

        /**
         * A file that holds the keyset, one key a line. It is made if it is missing and keyset is
         * not set. Without this setting it is the file keyset in the data directory of the embedded
         * PostgreSQL, whichever database is used.
         */
        Optional<Path> keysetFile();
    }

    interface RegistrationAccessToken {

        /**
         * Give the client a new registration access token with each update (RFC 7592 section 5).
         */
        @WithDefault("false")
        boolean rotateOnUpdate();
    }

    interface Limits {

        /** Bytes of a request body. */
        @WithDefault("65536")
        @Min(1024)
        @Max(1_048_576)
        int bodySize();

        /** Items of one array. */
        @WithDefault("100")
        @Min(1)
        int arrayItems();

        /** Characters of a URI. */
        @WithDefault("2048")
        @Min(256)
        @Max(8192)
        int uriLength();

        /** Characters of any other string. */
        @WithDefault("1024")
        @Min(64)
        int stringLength();
    }

    interface Cors {

        /**
         * The origins whose scripts may call the registration endpoints; * for all. Credentials are
         * never allowed.
         */
        @WithDefault("*")
        List<String> origins();
    }

    interface Embedded {

        /** Where the embedded PostgreSQL keeps its data, when no other database is configured. */
        @WithDefault("data")
        Path dataDirectory();
    }

    enum Mode {
        OPEN,
        PROTECTED
    }

    enum Storage {
        SEALED,
        HASHED
    }
}
