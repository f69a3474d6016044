package org.clientregistrar.admin;

import static org.clientregistrar.admin.Batch.export;
import static org.clientregistrar.admin.Clients.created;
import static org.clientregistrar.admin.Clients.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.clientregistrar.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator takes clients away. */
@RegistrarTest
class ExportTest {

    private final String owner = "export " + UUID.randomUUID();

    private String ofOwner() {
        return "?owner=" + owner.replace(" ", "%20");
    }

    private String client(String members) {
        return created("\"owner\": \"" + owner + "\"" + (members.isEmpty() ? "" : ", " + members));
    }

    private static List<String> ids(Batch.Reply reply) {
        return reply.items().stream().map(line -> line.get("client_id").textValue()).toList();
    }

    /** Clients of an owner straight into the database, more than a page of them. */
    private void fill(int count, String prefix, String name) {
        Rows.update(
                "insert into client (client_id, state, origin, metadata, secrets, owner, issued_at, updated_at, version)"
                        + " select ? || lpad(n::text, 6, '0'), 'ACTIVE', 'ADMIN',"
                        + " jsonb_build_object('client_name', ?, 'token_endpoint_auth_method', 'none'), '[]', ?, now(), now(), 0"
                        + " from generate_series(1, ?) n",
                prefix,
                name,
                owner,
                count);
    }

    @Test
    @DisplayName(
            "An export has one client in each line, in the order of their identifiers, and a last line that says it is complete")
    void exports() {
        var ids = List.of(client(""), client("\"state\": \"disabled\""), client(""));
        var reply = export(ofOwner());
        assertEquals(200, reply.status());
        assertEquals(Batch.NDJSON, reply.header("Content-Type"));
        assertEquals("no-store", reply.header("Cache-Control"));
        assertEquals(ids.stream().sorted().toList(), ids(reply));
        assertEquals(3, reply.summary().get("clients").intValue());
        assertTrue(reply.summary().get("complete").booleanValue());
        var line = reply.items().get(0);
        var view = Batch.json(Clients.get(line.get("client_id").textValue()).extract().asString());
        line.fieldNames().forEachRemaining(name -> assertEquals(view.get(name), line.get(name)));
        assertTrue(line.has("redirect_uris"));
    }

    @Test
    @DisplayName("An export of more clients than a page has each of them once")
    void exportsPages() {
        fill(605, "pages-" + UUID.randomUUID(), "many");
        var ids = ids(export(ofOwner()));
        assertEquals(605, ids.size());
        assertEquals(ids.stream().sorted().distinct().toList(), ids);
        assertEquals(ids.subList(401, 605), ids(export(ofOwner() + "&after=" + ids.get(400))));
    }

    @Test
    @DisplayName(
            "Filters say which clients are exported; deleted ones only where they are asked for")
    void filters() {
        var active = client("");
        var disabled = client("\"state\": \"disabled\"");
        var deleted = client("");
        Clients.delete(deleted).statusCode(204);
        assertEquals(List.of(disabled), ids(export(ofOwner() + "&state=disabled")));
        assertEquals(List.of(deleted), ids(export(ofOwner() + "&state=deleted")));
        assertEquals(2, ids(export(ofOwner())).size());
        assertTrue(ids(export(ofOwner())).contains(active));
    }

    @Test
    @DisplayName(
            "Secrets leave with secrets=true and the scope secrets:read alone; a line says where one cannot be shown")
    void exportsSecrets() {
        var reply = Clients.create("\"owner\": \"" + owner + "\"").statusCode(201).extract();
        String id = reply.path("client_id");
        assertFalse(export(ofOwner()).items().get(0).has("client_secret"));
        var line = export(ofOwner() + "&secrets=true").items().get(0);
        assertEquals(reply.path("client_secret"), line.get("client_secret").textValue());
        assertEquals(0, line.get("client_secret_expires_at").intValue());
        assertFalse(line.has("client_secret_withheld"));
        assertFalse(line.has("registration_access_token"));

        var refused = export(key("clients:read"), ofOwner() + "&secrets=true");
        assertEquals(403, refused.status());
        assertTrue(refused.header("WWW-Authenticate").contains("secrets:read"));
        assertEquals(200, export(key("clients:read"), ofOwner()).status());
        assertEquals(403, export(key("clients:write", "secrets:read"), ofOwner()).status());

        Rows.update(
                "update client set secrets = jsonb_set(secrets, '{0,form}', '\"HASHED\"') where client_id = ?",
                id);
        var hashed = export(ofOwner() + "&secrets=true").items().get(0);
        assertNull(hashed.get("client_secret"));
        assertTrue(hashed.get("client_secret_withheld").booleanValue());
        assertFalse(export(ofOwner()).items().get(0).has("client_secret_withheld"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?state=gone",
                "?limit=5",
                "?sort=name",
                "?after=",
                "?secrets=1",
                "?text=ab",
                "?after=a%00b",
                "?secrets=true&secrets=true"
            })
    @DisplayName("A query that cannot be is refused")
    void refusesQueries(String query) {
        assertEquals(400, export(query).status());
    }

    @Test
    @DisplayName("A reader that is slow is waited for, and gets all")
    void waitsForSlowReaders() throws IOException {
        fill(3000, "slow-" + UUID.randomUUID(), "x".repeat(1000));
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.setSoTimeout(20_000);
            ask(socket);
            // Nothing is read until the service has met the full window: other requests go on
            // meanwhile.
            assertEquals(200, export(ofOwner() + "&after=~").status());
            var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(all.contains("\"clients\":3000,\"complete\":true"));
            assertTrue(all.endsWith("\r\n0\r\n\r\n"), "the end of the chunks");
        }
    }

    @Test
    @DisplayName("What fails in the middle of an export breaks off, and does not look complete")
    void breaksOff() throws IOException {
        var prefix = "broken-" + UUID.randomUUID();
        fill(450, prefix, "x");
        Rows.update(
                "update client set secrets = '{\"no\": \"list\"}' where client_id = ?",
                prefix + "000410");
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            ask(socket);
            var all = readUntilClosed(socket);
            assertTrue(all.startsWith("HTTP/1.1 200"), all.lines().findFirst().orElse(""));
            assertTrue(all.contains(prefix + "000200"));
            assertFalse(all.contains("\"summary\""));
            assertFalse(all.endsWith("\r\n0\r\n\r\n"), "it looks complete");
        } finally {
            Rows.update("delete from client where owner = ?", owner);
        }
    }

    private void ask(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        ("GET /admin/export"
                                        + ofOwner()
                                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                        + TestDatabase.ACCESS_KEY
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntilClosed(Socket socket) throws IOException {
        var all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException reset) {
            // which says that it broke off, too
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
