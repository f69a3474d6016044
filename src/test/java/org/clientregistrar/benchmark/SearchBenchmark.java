package org.clientregistrar.benchmark;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/**
 * How long pages and searches of clients take, beside a request that does nothing. CONTRIBUTING.md
 * says how to run it, and how to get 100,000 clients to search among.
 */
public final class SearchBenchmark {

    private final String base;
    private final String accessKey;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SearchBenchmark(String base, String accessKey) {
        this.base = base;
        this.accessKey = accessKey;
    }

    /** Runs it against a service: its address, and an access key with the scope clients:read. */
    public static void main(String... args) throws Exception {
        new SearchBenchmark(args[0], args[1]).run();
    }

    private void run() throws Exception {
        var all = client.send(search("total=true"), BodyHandlers.ofString());
        System.out.println("clients: " + member(all.body(), "total"));
        var requests = new LinkedHashMap<String, HttpRequest>();
        requests.put("nothing", request("/q/health/live"));
        requests.put("first page", search(""));
        requests.put("a later page", search("cursor=" + member(all.body(), "next_cursor")));
        requests.put("by name", search("sort=name"));
        requests.put("an owner", search("owner=team-3"));
        requests.put(
                "public with refresh tokens",
                search("client_type=public&grant_type=refresh_token"));
        requests.put("a host", search("redirect_host=app.tenant17.example.com"));
        for (var text :
                new String[] {"wonka wiki", "ops77@", "com", "no such text", "callback/callback"}) {
            requests.put(
                    "text " + text,
                    search("text=" + URLEncoder.encode(text, StandardCharsets.UTF_8)));
        }
        requests.put("all, counted", search("limit=1&total=true"));
        new Rounds(client).run(requests);
    }

    private HttpRequest search(String query) {
        return request("/admin/clients?" + query);
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + accessKey)
                .GET()
                .build();
    }

    private static String member(String json, String name) {
        return json.replaceFirst(".*\"" + name + "\":\"?([^\",}]+).*", "$1");
    }
}
