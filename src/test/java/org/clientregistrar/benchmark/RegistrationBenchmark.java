package org.clientregistrar.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.clientregistrar.TestKeys;

/**
 * How long registrations and reads take, beside a request that does nothing. CONTRIBUTING.md says
 * how to run it.
 */
public final class RegistrationBenchmark {

    private static final String SMALL = "{\"redirect_uris\": [\"https://client.example.org/cb\"]}";
    private static final String LARGE =
            """
            {"redirect_uris": ["https://client.example.org/cb", "https://client.example.org/cb2?x=1"],
             "client_name": "Client", "client_name#fr": "Client", "client_name#ja-Jpan-JP": "x",
             "client_uri": "https://client.example.org", "logo_uri": "https://client.example.org/logo.png",
             "tos_uri": "https://client.example.org/tos", "policy_uri": "https://client.example.org/privacy",
             "contacts": ["ops@client.example.org"], "scope": "openid profile email",
             "token_endpoint_auth_method": "private_key_jwt", "token_endpoint_auth_signing_alg": "ES256",
             "id_token_signed_response_alg": "ES256", "id_token_encrypted_response_alg": "RSA-OAEP-256",
             "userinfo_signed_response_alg": "RS256", "request_object_signing_alg": "ES256",
             "request_uris": ["https://client.example.org/ro"], "default_max_age": 3600,
             "post_logout_redirect_uris": ["https://client.example.org/out"],
             "frontchannel_logout_uri": "https://client.example.org/fc",
             "backchannel_logout_uri": "https://client.example.org/bc",
             "dpop_bound_access_tokens": true, "require_pushed_authorization_requests": true,
            """
                    + TestKeys.jwks(
                            TestKeys.json(TestKeys.RSA, "use", "enc", "kid", "1"),
                            TestKeys.json(TestKeys.P256, "use", "sig", "kid", "2"),
                            TestKeys.json(TestKeys.ED25519, "use", "sig", "kid", "3"))
                    + "}";

    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RegistrationBenchmark(String base) {
        this.base = base;
    }

    /** Runs it against a service that was started for this: it leaves many clients behind. */
    public static void main(String... args) throws Exception {
        new RegistrationBenchmark(args.length == 0 ? "http://localhost:8080" : args[0]).run();
    }

    private void run() throws Exception {
        var known = register(SMALL);
        var requests = new LinkedHashMap<String, HttpRequest>();
        requests.put("nothing", request("/q/health/live").GET().build());
        requests.put("read", read(known));
        requests.put("register, small", post(SMALL));
        requests.put("register, large", post(LARGE));
        new Rounds(client).run(requests);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private HttpRequest post(String body) {
        return request("/register")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private Map<String, String> register(String body) throws Exception {
        var reply = client.send(post(body), BodyHandlers.ofString()).body();
        return Map.of(
                "id", member(reply, "client_id"),
                "token", member(reply, "registration_access_token"));
    }

    private static String member(String json, String name) {
        return json.replaceFirst(".*\"" + name + "\":\"([^\"]+)\".*", "$1");
    }

    private HttpRequest read(Map<String, String> known) {
        return request("/register/" + known.get("id"))
                .header("Authorization", "Bearer " + known.get("token"))
                .GET()
                .build();
    }
}
