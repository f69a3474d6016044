package org.clientregistrar.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that cannot succeed ends with one line that names the setting. */
class StartFailureIT {

    /** RFC 7515 appendix A.3. */
    private static final String PUBLIC_KEY =
            """
            {"keys": [{"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
              "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}""";

    @TempDir Path directory;

    private static void assertOneLine(Service service, String setting) throws Exception {
        assertEquals(1, service.exitCode(), service.output());
        var last = service.output().strip().lines().reduce((first, second) -> second).orElse("");
        assertTrue(last.startsWith("client-registrar cannot start: "), service.output());
        assertTrue(last.contains(setting), last);
        assertFalse(service.output().contains("\tat "), service.output());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REGISTRAR_PUBLIC_URL|http://registrar.example|registrar.public-url",
                "REGISTRAR_PUBLIC_URL|not a url|registrar.public-url",
                "REGISTRAR_PUBLIC_URL|https://registrar.example/?a=b|registrar.public-url",
                "REGISTRAR_REGISTRATION_MOD|protected|REGISTRAR_REGISTRATION_MOD: is not a setting",
                "REGISTRAR_REGISTRATION_MODE|closed|registrar.registration.mode: Cannot convert closed",
                "REGISTRAR_REGISTRATION_INITIAL_ACCESS_TOKEN_FILE|/no/such/file|registrar.registration.initial-access-token-file",
                "REGISTRAR_REGISTRATION_INITIAL_ACCESS_TOKEN|with space|registrar.registration.initial-access-token",
                "REGISTRAR_REGISTRATION_DEFAULT_SCOPE|a  b|registrar.registration.default-scope",
                "REGISTRAR_CLIENT_SECRET_KEYSET|c2hvcnQ=|registrar.client-secret.keyset",
                "REGISTRAR_CLIENT_SECRET_KEYSET_FILE|/dev/null|registrar.client-secret.keyset-file",
                "REGISTRAR_CLIENT_SECRET_ROTATION_OVERLAP|soon|registrar.client-secret.rotation-overlap",
                "REGISTRAR_CLIENT_SECRET_ROTATION_OVERLAP|-1s|registrar.client-secret.rotation-overlap",
                "REGISTRAR_CLIENT_SECRET_LIFETIME|0s|registrar.client-secret.lifetime",
                "REGISTRAR_DELETED_CLIENTS_RESTORE_WINDOW|-1s|registrar.deleted-clients.restore-window",
                "REGISTRAR_DELETED_CLIENTS_RESTORE_WINDOW|3651d|registrar.deleted-clients.restore-window",
                "REGISTRAR_DELETED_CLIENTS_RESTORE_WINDOW|always|registrar.deleted-clients.restore-window",
                "REGISTRAR_CORS_ORIGINS|https://app.example/|registrar.cors.origins",
                "REGISTRAR_FETCH_TIMEOUT|99ms|registrar.fetch.timeout",
                "REGISTRAR_FETCH_FAILURE_CACHE|2h|registrar.fetch.failure-cache",
                "REGISTRAR_FETCH_MAX_SIZE|1023|registrar.fetch.max-size",
                "REGISTRAR_FETCH_CONCURRENCY|0|registrar.fetch.concurrency",
                "REGISTRAR_FETCH_INWARD_HOSTS|as.internal,https://as.internal|registrar.fetch.inward-hosts",
                "REGISTRAR_FETCH_TRUST_STORE|/no/such/file|registrar.fetch.trust-store",
                "REGISTRAR_METADATA_UNREGISTERED|jarm,saml|registrar.metadata.unregistered: does not know the group saml",
                "REGISTRAR_METADATA_EXTENSIONS|org_id|registrar.metadata.extensions: must be name:type",
                "REGISTRAR_METADATA_EXTENSIONS|org_id:text|registrar.metadata.extensions: must have one of the types",
                "REGISTRAR_METADATA_EXTENSIONS|client_name:string|registrar.metadata.extensions: must not have the name client_name",
                "REGISTRAR_METADATA_EXTENSIONS|require_consent:boolean|registrar.metadata.extensions",
                "REGISTRAR_METADATA_EXTENSIONS|owner:string|registrar.metadata.extensions: must not have the name owner",
                "REGISTRAR_METADATA_EXTENSIONS|a:any,a:any|registrar.metadata.extensions: must not have a name twice",
                "REGISTRAR_SUPPORTED_GRANT_TYPES|urn:openid:params:grant-type:ciba|registrar.supported.grant-types",
                "REGISTRAR_SUPPORTED_SIGNING_ALGS|RS256,XX256|registrar.supported.signing-algs",
                "REGISTRAR_SUPPORTED_SUBJECT_TYPES|private|registrar.supported.subject-types",
                "REGISTRAR_SUPPORTED_DELIVERY_MODES|wait|registrar.supported.delivery-modes",
                "REGISTRAR_SUPPORTED_SCOPES|\u00e9|registrar.supported.scopes",
                "REGISTRAR_AUTHORIZATION_SERVER_METADATA_URI|http://as.example/|registrar.authorization-server.metadata-uri",
                "REGISTRAR_AUTHORIZATION_SERVER_REFRESH|0s|registrar.authorization-server.refresh",
                "REGISTRAR_ADMIN_ACCESS_KEY|0123456789abcdefghijklmnopqrstuvwxyz|registrar.admin.access-key: must be key_",
                "REGISTRAR_ADMIN_ACCESS_KEY|key_0123456789abcdefghijklmnopqrstu|registrar.admin.access-key: must be key_",
                "REGISTRAR_ADMIN_ACCESS_KEY|key_0123456789abcdefghijklmnop qrstu|registrar.admin.access-key: must be key_",
                "REGISTRAR_ADMIN_ACCESS_KEY_FILE|/no/such/file|registrar.admin.access-key-file",
                "REGISTRAR_ADMIN_ACCESS_KEY_FILE|/dev/null|registrar.admin.access-key-file",
                "REGISTRAR_SERVER_DOOR_MAX_AGE|-1s|registrar.server-door.max-age",
                "REGISTRAR_SERVER_DOOR_MAX_AGE|61m|registrar.server-door.max-age",
                "REGISTRAR_AUDIT_RETENTION|23h|registrar.audit.retention",
                "REGISTRAR_AUDIT_RETENTION|for ever|registrar.audit.retention",
                "REGISTRAR_AUDIT_SEAL_INTERVAL|500ms|registrar.audit.seal-interval",
                "REGISTRAR_AUDIT_SEAL_INTERVAL|2h|registrar.audit.seal-interval",
                "REGISTRAR_CHANGE_FEED_READERS|0|registrar.change-feed.readers",
                "REGISTRAR_LIMITS_BODY_SIZE|5|registrar.limits.body-size",
                "REGISTRAR_LIMITS_BODY_SIZE|much|registrar.limits.body-size",
                "REGISTRAR_LIMITS_LOGO_SIZE|10M|registrar.limits.logo-size",
                "REGISTRAR_LIMITS_LOGO_PIXELS|100000|registrar.limits.logo-pixels",
                "QUARKUS_HTTP_PORT|99999|quarkus.http.port",
                "QUARKUS_HTTP_PORT|http|quarkus.http.port",
                "QUARKUS_DATASOURCE_JDBC_URL|jdbc:postgresql://127.0.0.1:1/none|quarkus.datasource.jdbc.url",
                "QUARKUS_DATASOURCE_JDBC_URL|nonsense|quarkus.datasource.jdbc.url",
                "QUARKUS_DATASOURCE_JDBC_URL|jdbc:mysql://127.0.0.1:1/x|quarkus.datasource.jdbc.url",
                "QUARKUS_DATASOURCE_USERNAME|nobody|quarkus.datasource.jdbc.url"
            })
    @DisplayName("A malformed setting or an unreachable database ends the start")
    void endsForSetting(String variable, String value, String setting) throws Exception {
        var environment = Service.onTestDatabase(Map.of());
        if (variable.endsWith("KEYSET_FILE")) {
            environment.remove("REGISTRAR_CLIENT_SECRET_KEYSET");
        }
        environment.put(variable, value);
        assertOneLine(Service.startInVain(directory, environment, Service.freePort()), setting);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REQUIRED=true|registrar.software-statements.required",
                "CLOCK_SKEW=-1s|registrar.software-statements.clock-skew",
                "REFRESH=0s|registrar.software-statements.refresh",
                "ISSUERS_ACME_JWKS_FILE=jwks.json|registrar.software-statements.issuers.acme.issuer",
                "ISSUERS_ACME_ISSUER=https://acme.example|registrar.software-statements.issuers.acme.jwks-file: must be set",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_FILE=jwks.json ISSUERS_ACME_JWKS_URI=https://acme.example/jwks|registrar.software-statements.issuers.acme.jwks-file: must be set",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_URI=http://acme.example/jwks|registrar.software-statements.issuers.acme.jwks-uri",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_FILE=none.json|registrar.software-statements.issuers.acme.jwks-file: cannot read the file none.json",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_FILE=/dev/null|registrar.software-statements.issuers.acme.jwks-file: the file /dev/null is empty",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_FILE=secret.json|registrar.software-statements.issuers.acme.jwks-file: the file secret.json has a private or symmetric key",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_FILE=jwks.json ISSUERS_ACME_ALGORITHMS=RS256,HS256|registrar.software-statements.issuers.acme.algorithms",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_FILE=jwks.json ISSUERS_ACME_ALGORITHMS=none|registrar.software-statements.issuers.acme.algorithms",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_FILE=jwks.json ISSUERS_ACME_ALLOWED_MEMBERS=client_name,client_id|registrar.software-statements.issuers.acme.allowed-members",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_FILE=jwks.json ISSUERS_ACME_ALLOWED_MEMBERS=client_name#fr|registrar.software-statements.issuers.acme.allowed-members",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_FILE=jwks.json ISSUERS_ACME_MAX_AGE=0s|registrar.software-statements.issuers.acme.max-age",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWKS_FILE=jwks.json ISSUERS_B_ISSUER=https://acme.example ISSUERS_B_JWKS_FILE=jwks.json|is the issuer of another name too",
                "ISSUERS_ACME_ISSUER=https://acme.example ISSUERS_ACME_JWK_FILE=jwks.json|REGISTRAR_SOFTWARE_STATEMENTS_ISSUERS_ACME_JWK_FILE: is not a setting"
            })
    @DisplayName(
            "RFC8725-3.2-01, CHOICE-37: settings of software statements that make no sense end the start")
    void endsForStatementSettings(String variables, String message) throws Exception {
        Files.writeString(directory.resolve("jwks.json"), PUBLIC_KEY);
        Files.writeString(
                directory.resolve("secret.json"),
                "{\"keys\": [{\"kty\": \"oct\", \"k\": \"AQAB\"}]}");
        var environment = Service.onTestDatabase(Map.of());
        for (var variable : variables.split(" ")) {
            var parts = variable.split("=", 2);
            environment.put("REGISTRAR_SOFTWARE_STATEMENTS_" + parts[0], parts[1]);
        }
        assertOneLine(Service.startInVain(directory, environment, Service.freePort()), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPENID_PROVIDER_ISSUER=https://login.example|registrar.openid-provider.audience: must be set",
                "OPENID_PROVIDER_ISSUER=https://login.example OPENID_PROVIDER_AUDIENCE=registrar|registrar.openid-provider.jwks-uri: must be set",
                "OPENID_PROVIDER_SCOPES=admin=keys:write|registrar.openid-provider.issuer: must be set",
                "OPENID_PROVIDER_SCOPE_CLAIM=/roles|registrar.openid-provider.scope-claim",
                "WHOLE JWKS_URI=http://login.example/jwks|registrar.openid-provider.jwks-uri: must be an https URL",
                "WHOLE JWKS_URI=file:///etc/passwd|registrar.openid-provider.jwks-uri: must be an https URL",
                "WHOLE ALGORITHMS=RS256,HS256|registrar.openid-provider.algorithms",
                "WHOLE ALGORITHMS=none|registrar.openid-provider.algorithms",
                "WHOLE SCOPES=admin|registrar.openid-provider.scopes",
                "WHOLE SCOPES=admin=everything|registrar.openid-provider.scopes",
                "WHOLE CLOCK_SKEW=2h|registrar.openid-provider.clock-skew",
                "WHOLE REFRESH=0s|registrar.openid-provider.refresh",
                "WHOLE AUDIENCES=registrar|REGISTRAR_OPENID_PROVIDER_AUDIENCES: is not a setting",
                "ADMIN_ACCESS_KEY=key_0123456789abcdefghijklmnopqrstuvwxyz ADMIN_ACCESS_KEY_FILE=key|registrar.admin.access-key-file: must not be set together"
            })
    @DisplayName("RFC8725-3.2-01: settings of the admin door that make no sense end the start")
    void endsForAdminSettings(String variables, String message) throws Exception {
        var environment = Service.onTestDatabase(Map.of());
        var prefix = "REGISTRAR_";
        if (variables.startsWith("WHOLE ")) {
            prefix = "REGISTRAR_OPENID_PROVIDER_";
            environment.put(prefix + "ISSUER", "https://login.example");
            environment.put(prefix + "AUDIENCE", "registrar");
            environment.put(prefix + "JWKS_URI", "https://login.example/jwks");
        }
        for (var variable : variables.replaceFirst("WHOLE ", "").split(" ")) {
            var parts = variable.split("=", 2);
            environment.put(prefix + parts[0], parts[1]);
        }
        assertOneLine(Service.startInVain(directory, environment, Service.freePort()), message);
    }

    @Test
    @DisplayName("A taken port ends the start")
    void endsForTakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var environment = Service.onTestDatabase(Map.of());
            assertOneLine(
                    Service.startInVain(directory, environment, taken.getLocalPort()),
                    "quarkus.http.port: port " + taken.getLocalPort());
        }
    }

    @Test
    @DisplayName("A data directory that cannot be written to ends the start")
    void endsForUnwritableDirectory() throws Exception {
        var file = Files.createFile(directory.resolve("file"));
        assertOneLine(
                Service.startInVain(
                        directory,
                        Map.of("REGISTRAR_EMBEDDED_DATA_DIRECTORY", file.toString()),
                        Service.freePort()),
                "registrar.embedded.data-directory");
    }

    @Test
    @DisplayName("CHOICE-03: a keyset that did not seal the secrets in the database ends the start")
    void endsForOtherKeyset() throws Exception {
        var environment =
                Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        TestDatabase.jdbcUrl(),
                        "QUARKUS_DATASOURCE_USERNAME",
                        "postgres");
        try (var service =
                Service.start(
                        directory,
                        with(environment, "REGISTRAR_CLIENT_SECRET_KEYSET", TestDatabase.KEY))) {
            assertTrue(service.isAlive());
        }
        assertOneLine(
                Service.startInVain(directory, environment, Service.freePort()),
                "registrar.client-secret.keyset");
    }

    private static Map<String, String> with(
            Map<String, String> environment, String name, String value) {
        var more = new java.util.HashMap<>(environment);
        more.put(name, value);
        return more;
    }
}
