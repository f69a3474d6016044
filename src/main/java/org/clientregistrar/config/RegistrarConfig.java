package org.clientregistrar.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    Supported supported();

    AuthorizationServer authorizationServer();

    Metadata metadata();

    RedirectUris redirectUris();

    Logout logout();

    SoftwareStatements softwareStatements();

    Fetch fetch();

    ClientSecret clientSecret();

    RegistrationAccessToken registrationAccessToken();

    DeletedClients deletedClients();

    Admin admin();

    ServerDoor serverDoor();

    OpenIdProvider openidProvider();

    Audit audit();

    ChangeFeed changeFeed();

    Limits limits();

    Cors cors();

    Embedded embedded();

    /** Who may register, and what a registration or an update may be. */
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
         * One initial access token for any number of registrations, beside those that operators
         * hand out. It is stored nowhere else.
         */
        Optional<String> initialAccessToken();

        /** A file that holds the initial access token, in place of the setting above. */
        Optional<Path> initialAccessTokenFile();

        /** The scope of a client that asks for none. */
        Optional<String> defaultScope();

        /**
         * Refuse grants and scopes that are not offered, instead of leaving them out, and JWK Sets
         * with several keys to sign with that no kid tells apart.
         */
        @WithDefault("false")
        boolean strict();

        /**
         * Let an update carry the members that only this service sets, and ignore them, instead of
         * refusing it.
         */
        @WithDefault("false")
        boolean lenientUpdates();
    }

    /**
     * What the authorization server supports. A list that is not set is the one of its metadata
     * document, if that is configured and has it, else the default.
     */
    interface Supported {

        /**
         * The grant types. Others are left out of a registration, see strict. Default: all that are
         * known, but for password, CIBA, UMA tickets and pre-authorized codes.
         */
        Optional<List<String>> grantTypes();

        /**
         * The response types. Default: code, id_token, code id_token and none, so none that gives
         * access tokens in the front channel (RFC 9700 section 2.1.2).
         */
        Optional<List<String>> responseTypes();

        /** The client authentication methods. Default: all seven of the specifications. */
        Optional<List<String>> authMethods();

        /**
         * The algorithms of signatures and MACs, whoever makes them. Default: HS, RS, PS and ES
         * with 256, 384 and 512, EdDSA, Ed25519, and none where a parameter allows it.
         */
        Optional<List<String>> signingAlgs();

        /**
         * The key management algorithms of encryption. Default: all but RSA1_5 and PBES2 (RFC 8725
         * section 3.2).
         */
        Optional<List<String>> encryptionAlgs();

        /** The content encryption algorithms. Default: all six of RFC 7518. */
        Optional<List<String>> encryptionEncs();

        /** The subject types. Default: public and pairwise. */
        Optional<List<String>> subjectTypes();

        /** The scope values; others are left out of a registration. Default: any. */
        Optional<List<String>> scopes();

        /** The response modes. Default: any. */
        Optional<List<String>> responseModes();

        /** The types of authorization details (RFC 9396). Default: any. */
        Optional<List<String>> authorizationDetailsTypes();

        /** The token delivery modes of CIBA. Default: all three. */
        Optional<List<String>> deliveryModes();
    }

    /** Where the authorization server says itself what it supports. */
    interface AuthorizationServer {

        /**
         * The authorization server's metadata document (RFC 8414 section 3, OpenID Connect
         * Discovery 1.0 section 4), an https URL. What it says is supported is offered here, but
         * for what RFC 9700 and RFC 8725 advise against, which only a setting brings.
         */
        Optional<URI> metadataUri();

        /** How often the document is read anew. The last good copy stays in force. */
        @WithDefault("10m")
        Duration refresh();
    }

    /** Which members are understood, and how closely some are looked at. */
    interface Metadata {

        /**
         * Groups of parameters that are not in the IANA registry and are understood all the same:
         * jarm, ciba, choices (the supported-values lists of RP Metadata Choices), display-name,
         * credential-offer, response-modes. Others are ignored.
         */
        Optional<List<String>> unregistered();

        /**
         * Members of your own that are kept and returned, as name:type or name:type:bytes. The
         * types are string, strings, boolean, number, object and any; a value has at most 1024
         * bytes of JSON unless said otherwise.
         */
        Optional<List<String>> extensions();

        /** Refuse contacts that are not e-mail addresses. */
        @WithDefault("false")
        boolean emailContacts();

        /**
         * Refuse client_uri, logo_uri, tos_uri and policy_uri on a scheme and host that no redirect
         * URI has (RFC 7591 section 5).
         */
        @WithDefault("false")
        boolean pagesOnRedirectHosts();

        /** Refuse such pages if they are not https or do not answer (RFC 7591 section 5). */
        @WithDefault("false")
        boolean fetchPages();

        /** Read the JWK Set at jwks_uri, and hold it to the rules of jwks. */
        @WithDefault("false")
        boolean fetchJwksUri();
    }

    /** Which redirect URIs a client may have. */
    interface RedirectUris {

        /**
         * Let a confidential client that requires pushed authorization requests have none (RFC 9126
         * section 2.4).
         */
        @WithDefault("false")
        boolean optionalWithPar();

        /**
         * Private-use schemes that native clients may use though they are no reversed domain names,
         * as com.example.app is one.
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

    /** Where clients are told of a logout. */
    interface Logout {

        /** Let confidential clients have http logout URIs. */
        @WithDefault("false")
        boolean allowHttp();
    }

    /** Software statements (RFC 7591 section 2.3). Without an issuer they are ignored. */
    interface SoftwareStatements {

        /** Refuse registrations and updates without one. */
        @WithDefault("false")
        boolean required();

        /**
         * What the aud of a statement may name, if it has one, beside the public URL and the
         * address of the registration endpoint.
         */
        Optional<List<String>> audiences();

        /** How far the issuers' clocks may be off. */
        @WithDefault("60s")
        Duration clockSkew();

        /** How often an issuer's keys are read anew. An unknown kid does it sooner. */
        @WithDefault("10m")
        Duration refresh();

        /** Who is trusted, each under a short name of your own. */
        Map<String, StatementIssuer> issuers();
    }

    interface StatementIssuer {

        /** The iss of its statements. */
        String issuer();

        /** Its JWK Set, a file. */
        Optional<Path> jwksFile();

        /** Its JWK Set, an https URL, in place of a file. */
        Optional<URI> jwksUri();

        /** The algorithms of its signatures; asymmetric ones alone. */
        @WithDefault("RS256,PS256,ES256")
        List<String> algorithms();

        /** Claims that its statements must have. */
        Optional<List<String>> requiredClaims();

        /** The metadata members that its statements may set; others of theirs are ignored. */
        Optional<List<String>> allowedMembers();

        /** The software_id values that are approved; statements of others are refused. */
        Optional<List<String>> softwareIds();

        /** How old a statement may be, by its iat. */
        Optional<Duration> maxAge();
    }

    /** Documents that the service reads from elsewhere. */
    interface Fetch {

        /** How long one may take, from the name's resolution to the last byte. */
        @WithDefault("2s")
        Duration timeout();

        /** Bytes of one document. */
        @WithDefault("65536")
        @Min(1024)
        @Max(1_048_576)
        int maxSize();

        /** How many are read at once. */
        @WithDefault("16")
        @Min(1)
        @Max(64)
        int concurrency();

        /** How long a failed one is not tried again. */
        @WithDefault("5s")
        Duration failureCache();

        /**
         * Hosts that the URLs of clients may lead to though their addresses are not public, such as
         * apps.internal:443. Hosts of the operator's own settings need not be named.
         */
        Optional<List<String>> inwardHosts();

        /** A PEM file of certificates to trust beside those of the Java runtime. */
        Optional<Path> trustStore();
    }

    /** How client secrets are kept, and for how long they are good. */
    interface ClientSecret {

        /**
         * sealed: secrets are encrypted and shown again on read; hashed: a secret that is only
         * compared is kept as a hash and shown once.
         */
        @WithDefault("sealed")
        Storage storage();

        /** How long a client secret is good; then it is erased. Without it, for ever. */
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

    /** The tokens that clients manage themselves with. */
    interface RegistrationAccessToken {

        /**
         * Give the client a new registration access token with each update (RFC 7592 section 5).
         */
        @WithDefault("false")
        boolean rotateOnUpdate();
    }

    /** What becomes of clients that were deleted. */
    interface DeletedClients {

        /**
         * For how long an operator can restore a deleted client. Its credentials are erased at
         * once, all else when this time is over. 0s erases everything at once.
         */
        @WithDefault("7d")
        Duration restoreWindow();
    }

    /** The door for operators. */
    interface Admin {

        /**
         * An access key with all scopes, key_ and 32 random characters or more, with which an
         * operator comes in first, or again after all keys are lost. A start that does not know it
         * takes it in; revoked, it stays so. Without it, a service with the embedded PostgreSQL
         * makes one at its first start.
         */
        Optional<String> accessKey();

        /** A file that holds this access key, in place of the setting above. */
        Optional<Path> accessKeyFile();
    }

    /** The door for authorization servers. */
    interface ServerDoor {

        /**
         * For how long an authorization server may use what it was told of a client without asking
         * again, 0s to 1h. 0s: it may keep it, but asks each time whether it still holds.
         */
        @WithDefault("0s")
        Duration maxAge();
    }

    /**
     * The operator's OpenID provider, whose JWT access tokens open the admin door beside access
     * keys. Off until it is set.
     */
    interface OpenIdProvider {

        /** The iss of its tokens. */
        Optional<String> issuer();

        /** Its JWK Set: an https URL, or an http one of this machine. */
        Optional<URI> jwksUri();

        /** What the aud of a token has to name: one of these is enough. */
        Optional<List<String>> audience();

        /** The algorithms of its signatures; asymmetric ones alone. */
        @WithDefault("RS256,PS256,ES256")
        List<String> algorithms();

        /**
         * The claim that says what the holder of a token may do, a string with spaces or an array;
         * realm_access/roles stands for a member of a member.
         */
        @WithDefault("scope")
        String scopeClaim();

        /**
         * What values of that claim stand for here, as theirs=clients:read clients:write. Without
         * it, those that are named as the scopes of this service count.
         */
        Optional<List<String>> scopes();

        /** How far its clock may be off. */
        @WithDefault("60s")
        Duration clockSkew();

        /** How often its keys are read anew. An unknown kid does it sooner. */
        @WithDefault("10m")
        Duration refresh();
    }

    /** How large requests and values may be (CHOICE-36). */
    interface Limits {

        /**
         * Bytes of a request body, and of the metadata of a client. An update, which repeats what
         * the registry added, may have 4096 more, and 40960 more at the admin door.
         */
        @WithDefault("65536")
        @Min(1024)
        @Max(1_048_576)
        int bodySize();

        /** Bytes of a logo that an operator uploads, as it is sent and as it is kept. */
        @WithDefault("1048576")
        @Min(1024)
        @Max(1_048_576)
        int logoSize();

        /** Pixels of its width, and of its height. */
        @WithDefault("1024")
        @Min(16)
        @Max(2048)
        int logoPixels();

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

    /** The history of all changes. */
    interface Audit {

        /**
         * How long events are kept, a day or longer; then they are removed in whole sealed batches.
         * Without it, for ever.
         */
        Optional<Duration> retention();

        /**
         * How often the events since the last time are sealed, 1s to 1h. Until then nobody could
         * tell that one was altered.
         */
        @WithDefault("10s")
        Duration sealInterval();
    }

    /** The feed of changed clients, for authorization servers. */
    interface ChangeFeed {

        /** How many requests may wait for changes at once, at each replica. */
        @WithDefault("1000")
        @Min(1)
        @Max(100_000)
        int readers();
    }

    /** Scripts of other origins at the registration door. */
    interface Cors {

        /**
         * The origins whose scripts may call the registration endpoints; * for all. Credentials are
         * never allowed.
         */
        @WithDefault("*")
        List<String> origins();
    }

    /** The PostgreSQL that the service brings along. */
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
