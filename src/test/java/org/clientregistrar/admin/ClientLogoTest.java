package org.clientregistrar.admin;

import static io.restassured.RestAssured.given;
import static org.clientregistrar.admin.Admin.admin;
import static org.clientregistrar.admin.Admin.with;
import static org.clientregistrar.admin.Clients.created;
import static org.clientregistrar.admin.Clients.history;
import static org.clientregistrar.admin.Clients.key;
import static org.clientregistrar.admin.Clients.registered;
import static org.clientregistrar.admin.Clients.row;
import static org.clientregistrar.admin.Logos.kept;
import static org.clientregistrar.admin.Logos.path;
import static org.clientregistrar.admin.Logos.put;
import static org.clientregistrar.admin.Logos.seen;
import static org.clientregistrar.admin.Logos.upload;
import static org.clientregistrar.admin.Pictures.file;
import static org.clientregistrar.admin.Pictures.gif;
import static org.clientregistrar.admin.Pictures.indexed;
import static org.clientregistrar.admin.Pictures.joined;
import static org.clientregistrar.admin.Pictures.jpeg;
import static org.clientregistrar.admin.Pictures.png;
import static org.clientregistrar.admin.Pictures.square;
import static org.clientregistrar.admin.Pictures.withChunk;
import static org.clientregistrar.admin.Pictures.withComment;
import static org.clientregistrar.admin.Pictures.withSegment;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clientregistrar.AtOnce;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's picture: from the file that an operator sends to the one that everybody sees. */
@RegistrarTest
class ClientLogoTest {

    private static final String NOTE = "GPS-48.137-11.575-taken-at-home";

    @Test
    @DisplayName(
            "RFC7591-2-15: an operator puts a picture for a client: logo_uri leads to it, the version counts, one event says so")
    void leadsToThePicture() {
        var id = created("\"client_name\": \"With a logo\"");
        var url =
                put(id, "image/png", png(24))
                        .statusCode(200)
                        .header("ETag", equalTo("\"1\""))
                        .body("client_name", equalTo("With a logo"))
                        .body("logo_uri", startsWith("https://registrar.example/logos/" + id + "/"))
                        .body("client_secret", nullValue())
                        .extract()
                        .<String>path("logo_uri");
        Clients.get(id)
                .body("logo_uri", equalTo(url))
                .body("logo", equalTo(url))
                .header("ETag", equalTo("\"1\""));
        assertEquals(List.of("registered", "updated"), history(id, "action"));
        assertEquals(
                "{\"logo_uri\": {\"to\": \"%s\"}}".formatted(url), history(id, "changes").get(1));
        assertEquals(List.of(""), history(id, "coalesce(warnings::text, '')").subList(1, 2));

        var shown = seen(url).statusCode(200).contentType("image/png").extract().asByteArray();
        assertEquals(Pictures.RED, Pictures.read(shown).getRGB(20, 20));
        assertEquals(0, Pictures.read(shown).getRGB(2, 2));
        Logos.at(admin(), "GET", id)
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", equalTo("no-store"))
                .body("logo_uri", equalTo(url))
                .body("media_type", equalTo("image/png"))
                .body("width", equalTo(24))
                .body("height", equalTo(24))
                .body("bytes", equalTo(shown.length))
                .body("sha256", startsWith(url.replaceAll(".*/|\\..*", "")))
                .body("stored_at", containsString("T"));
    }

    @Test
    @DisplayName("A picture that is there already changes nothing, and the history is silent")
    void sameAgain() {
        var id = created("");
        var url = put(id, 16);
        put(id, "image/png", png(16))
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("logo_uri", equalTo(url));
        assertEquals(List.of("registered", "updated"), history(id, "action"));
        assertEquals(1, kept(id));
    }

    @Test
    @DisplayName("Another picture has another URL, and takes the place of the one before")
    void replaces() {
        var id = created("");
        var first = put(id, 16);
        var second = put(id, 17);
        assertFalse(first.equals(second));
        seen(first).statusCode(404);
        seen(second).statusCode(200);
        assertEquals(1, kept(id));
        assertTrue(history(id, "changes").get(2).contains(first));
    }

    static Stream<Arguments> sound() throws IOException {
        return Stream.of(
                arguments("image/png", file("png", square(16, BufferedImage.TYPE_INT_RGB)), "png"),
                arguments("image/png", file("png", square(16, BufferedImage.TYPE_INT_ARGB)), "png"),
                arguments("image/png", file("png", indexed(16)), "png"),
                arguments("image/png; charset=utf-8", png(16), "png"),
                arguments("IMAGE/PNG", png(16), "png"),
                arguments("image/jpeg", jpeg(16), "jpg"),
                arguments("image/jpeg", Pictures.progressiveJpeg(16), "jpg"),
                arguments("image/gif", gif(16), "png"),
                arguments("image/png", png(1024), "png"));
    }

    @ParameterizedTest
    @MethodSource("sound")
    @DisplayName(
            "PNG and JPEG stay what they are and GIF becomes PNG, with their colours and what is transparent")
    void keepsThePixels(String mediaType, byte[] sent, String extension) {
        var id = created("");
        var url = put(id, mediaType, sent).statusCode(200).extract().<String>path("logo_uri");
        assertTrue(url.endsWith("." + extension), url);
        var type = extension.equals("jpg") ? "image/jpeg" : "image/png";
        var shown =
                Pictures.read(seen(url).statusCode(200).contentType(type).extract().asByteArray());
        var before = Pictures.read(sent);
        assertEquals(before.getWidth(), shown.getWidth());
        assertEquals(before.getHeight(), shown.getHeight());
        for (var place : new int[] {2, 13}) {
            for (var shift : new int[] {0, 8, 16, 24}) {
                var one = before.getRGB(place, place) >> shift & 0xFF;
                var other = shown.getRGB(place, place) >> shift & 0xFF;
                assertTrue(Math.abs(one - other) <= 4, place + ": " + one + " " + other);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 128", "16, 128"})
    @DisplayName("Grey pictures keep their shade, whether they have 8 bits or 16")
    void keepsGrey(int bits, int shade) {
        var type = bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
        var grey = new BufferedImage(8, 8, type);
        for (int i = 0; i < 64; i++) {
            grey.getRaster().setSample(i % 8, i / 8, 0, bits == 8 ? shade : shade << 8);
        }
        for (var format : bits == 8 ? List.of("png", "jpeg") : List.of("png")) {
            var id = created("");
            var url =
                    put(id, "image/" + format, file(format, grey))
                            .extract()
                            .<String>path("logo_uri");
            var shown = Pictures.read(seen(url).statusCode(200).extract().asByteArray());
            assertEquals(shade, shown.getRaster().getSample(3, 3, 0) >> (bits - 8), 2.0);
        }
    }

    static Stream<Arguments> talkative() {
        var note = NOTE.getBytes(StandardCharsets.US_ASCII);
        var text = joined("Comment\0".getBytes(StandardCharsets.US_ASCII), note);
        var exif = joined("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII), note);
        var profile = joined("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII), note);
        var jfif = joined("JFXX\0".getBytes(StandardCharsets.US_ASCII), note);
        return Stream.of(
                arguments("image/png", withChunk(png(16), "tEXt", text)),
                arguments("image/png", withChunk(png(16), "eXIf", exif)),
                arguments("image/png", withChunk(png(16), "prVt", note)),
                arguments("image/png", joined(png(16), note)),
                arguments("image/jpeg", withSegment(jpeg(16), 0xFE, note)),
                arguments("image/jpeg", withSegment(jpeg(16), 0xE1, exif)),
                arguments("image/jpeg", withSegment(jpeg(16), 0xE2, profile)),
                arguments("image/jpeg", withSegment(jpeg(16), 0xE0, jfif)),
                arguments("image/jpeg", joined(jpeg(16), note)),
                arguments("image/gif", withComment(gif(16), NOTE)),
                arguments("image/gif", joined(gif(16), note)),
                arguments("image/gif", joined(gif(16), new byte[] {'P', 'K', 3, 4}, note)));
    }

    @ParameterizedTest
    @MethodSource("talkative")
    @DisplayName(
            "Comments, where a picture was taken, profiles, and what stands behind the picture are dropped")
    void dropsTheRest(String mediaType, byte[] sent) {
        assertTrue(text(sent).contains(NOTE));
        var id = created("");
        var url = put(id, mediaType, sent).statusCode(200).extract().<String>path("logo_uri");
        var shown = seen(url).statusCode(200).extract().asByteArray();
        assertFalse(text(shown).contains(NOTE));
        assertFalse(text(shown).contains("Exif"));
        assertFalse(text(shown).contains("PK\3\4"));
        var stored = "select encode(content, 'escape') from client_logo where client_id = ?";
        assertFalse(Rows.select(stored, id).get(0).contains(NOTE));
        assertFalse(history(id, "audit_event::text").toString().contains(NOTE));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/svg+xml",
                "image/webp",
                "image/bmp",
                "image/x-png",
                "image/*",
                "text/html",
                "application/octet-stream",
                "application/json",
                "image/png, image/png"
            })
    @DisplayName("Files of other kinds are 415")
    void refusesOtherKinds(String mediaType) {
        refused(415, mediaType, png(16), "image/png, image/jpeg, image/gif");
    }

    static Stream<Arguments> mislabelled() {
        var svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        return Stream.of(
                arguments("image/png", jpeg(16)),
                arguments("image/jpeg", png(16)),
                arguments("image/gif", png(16)),
                arguments("image/png", svg.getBytes(StandardCharsets.US_ASCII)),
                arguments("image/gif", "GIF".getBytes(StandardCharsets.US_ASCII)),
                arguments("image/jpeg", new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("mislabelled")
    @DisplayName("A file that is not what its Content-Type says is 415")
    void refusesMislabelled(String mediaType, byte[] sent) {
        refused(415, mediaType, sent, "is not " + mediaType);
    }

    @Test
    @DisplayName("A file with a content coding is 415")
    void refusesCodings() {
        var id = created("");
        Logos.at(upload("image/png", png(16)).header("Content-Encoding", "gzip"), "PUT", id)
                .statusCode(415);
    }

    static Stream<Arguments> broken() throws IOException {
        var png = png(64);
        var jpeg = jpeg(64);
        var gif = gif(64);
        var altered = png.clone();
        altered[45] ^= 1;
        var endless = withChunk(png, "tEXt", new byte[4]);
        endless[33] = 0x7F;
        var negative = withChunk(png, "tEXt", new byte[4]);
        negative[33] = (byte) 0x80;
        var script = "GIF89a/*%s*/=alert(1)".formatted("x".repeat(200));
        return Stream.of(
                arguments("image/png", cut(png, 8)),
                arguments("image/png", cut(png, 30)),
                arguments("image/png", cut(png, png.length / 2)),
                arguments("image/png", cut(png, png.length - 1)),
                arguments("image/png", cut(png, png.length - 12)),
                arguments("image/png", altered),
                arguments("image/png", endless),
                arguments("image/png", negative),
                arguments("image/png", Pictures.flat(0, 16)),
                arguments("image/png", Pictures.shortOfData(64, 64)),
                arguments("image/png", Pictures.chunks("IHDR")),
                arguments("image/png", Pictures.chunks("IEND")),
                arguments("image/jpeg", cut(jpeg, 3)),
                arguments("image/jpeg", cut(jpeg, 200)),
                arguments("image/jpeg", cut(jpeg, jpeg.length - 2)),
                arguments("image/jpeg", joined(cut(jpeg, jpeg.length - 40), end(jpeg))),
                arguments("image/jpeg", joined(cut(jpeg, 2), end(jpeg))),
                arguments("image/jpeg", withSegment(jpeg, 0xC0, new byte[0])),
                arguments("image/jpeg", Pictures.cmyk(16)),
                arguments("image/jpeg", Pictures.adobeCmyk(16)),
                arguments("image/jpeg", Pictures.manyScans(Pictures.progressiveJpeg(16))),
                arguments("image/gif", cut(gif, 6)),
                arguments("image/gif", cut(gif, 13)),
                arguments("image/gif", cut(gif, gif.length / 2)),
                arguments("image/gif", script.getBytes(StandardCharsets.US_ASCII)),
                arguments("image/gif", joined(cut(gif, 13), new byte[] {0x3B})));
    }

    private static byte[] cut(byte[] file, int length) {
        return Arrays.copyOf(file, length);
    }

    private static byte[] end(byte[] file) {
        return Arrays.copyOfRange(file, file.length - 2, file.length);
    }

    @ParameterizedTest
    @MethodSource("broken")
    @DisplayName(
            "Pictures that are broken, end early, are something else as well or cannot be read here are 400")
    void refusesBroken(String mediaType, byte[] sent) {
        refused(400, mediaType, sent, "the picture is broken");
    }

    @Test
    @DisplayName(
            "A picture with more pixels than the settings allow is refused before they are decoded, be it only some KB")
    void refusesBombs() {
        var bomb = Pictures.flat(10_000, 10_000);
        assertTrue(bomb.length < 20_000);
        refused(400, "image/png", bomb, "1024 by 1024");
        // What a decoder would stumble over was not looked at.
        refused(400, "image/png", Pictures.shortOfData(10_000, 10_000), "1024 by 1024");
        refused(400, "image/png", Pictures.flat(1025, 1), "1024 by 1024");
        refused(400, "image/png", Pictures.flat(1, 1025), "1024 by 1024");
        var gif = gif(16);
        var colours = 3 << ((gif[10] & 7) + 1);
        gif[13 + colours + 8 + 6] = (byte) 0xFF; // of the descriptor, behind the graphic control
        refused(400, "image/gif", gif, "1024 by 1024");
    }

    @Test
    @DisplayName("A text that unpacks to a hundred times its size never is unpacked")
    void dropsPackedTexts() {
        var text = joined("Comment\0\0".getBytes(StandardCharsets.US_ASCII), packed());
        var indexed = file("png", indexed(16));
        for (var png : List.of(png(16), indexed)) {
            for (var type : List.of("zTXt", "iCCP")) {
                put(created(""), "image/png", withChunk(png, type, text)).statusCode(200);
            }
        }
    }

    private static byte[] packed() {
        return Pictures.deflated(new byte[200_000_000]);
    }

    private static void refused(int status, String mediaType, byte[] sent, String detail) {
        var id = created("\"logo_uri\": \"https://client.example.org/logo.png\"");
        var before = row(id);
        put(id, mediaType, sent)
                .statusCode(status)
                .contentType("application/json")
                .body("error", equalTo("invalid_request"))
                .body("error_description", containsString(detail));
        assertEquals(before, row(id));
        assertEquals(0, kept(id));
        assertEquals(List.of("registered"), history(id, "action"));
    }

    @Test
    @DisplayName(
            "CHOICE-36: a file above the limit is 413, with a declared length or without; one at the limit is taken in")
    void limitsFiles() {
        var id = created("");
        put(id, "image/png", new byte[1_048_577])
                .statusCode(413)
                .body("error_description", containsString("1048576"));
        var picture = png(16);
        var filled = joined(picture, new byte[1_048_576 - picture.length]);
        put(id, "image/png", filled).statusCode(200);
        put(id, "image/png", Pictures.noise(700)).statusCode(413);
    }

    @Test
    @DisplayName("CHOICE-36: no other path takes in more than before, however it is spelled")
    void keepsOtherLimits() {
        var id = created("");
        var body = "{" + Clients.URIS + "}" + " ".repeat(300_000);
        for (var path :
                List.of(
                        Clients.path(id),
                        Clients.path(id) + "/logo/..",
                        Clients.path(id) + "/logo/x",
                        "/admin/clients/logo",
                        "/admin/clients//logo/",
                        "/register/x/logo")) {
            Clients.at(admin().body(body), "PUT", path).statusCode(413);
        }
        Clients.at(admin().body(body), "PATCH", Clients.path(id) + "/logo").statusCode(413);
        Clients.at(admin().body(body), "POST", Clients.path(id) + "/logo").statusCode(413);
    }

    @Test
    @DisplayName(
            "CHOICE-32: with If-Match a picture is put, or taken away, for that version or not")
    void keepsPreconditions() {
        var id = created("");
        Logos.at(upload("image/png", png(16)).header("If-Match", "\"7\""), "PUT", id)
                .statusCode(412);
        assertEquals(0, kept(id));
        Logos.at(upload("image/png", png(16)).header("If-Match", "\"0\""), "PUT", id)
                .statusCode(200);
        Logos.at(admin().header("If-Match", "\"0\""), "DELETE", id).statusCode(412);
        Logos.at(admin().header("If-Match", "\"1\""), "DELETE", id).statusCode(204);
        assertEquals(0, kept(id));
    }

    @Test
    @DisplayName("RFC6750-3.1-03: to put a picture takes clients:write, to look it up clients:read")
    void needsScopes() {
        var id = created("");
        var reader = key("clients:read");
        Logos.at(upload(with(reader), "image/png", png(16)), "PUT", id).statusCode(403);
        Logos.at(upload(with(key("clients:write")), "image/png", png(16)), "PUT", id)
                .statusCode(200);
        Logos.at(with(reader), "DELETE", id).statusCode(403);
        Logos.at(with(reader), "GET", id).statusCode(200);
        Logos.at(with(key("clients:write")), "GET", id).statusCode(403);
    }

    @Test
    @DisplayName("Where there is no such client, or no picture, the answer is 404")
    void tellsWhatIsNotThere() {
        for (var id : List.of("no-such-client", "a\0b", "é")) {
            put(id, "image/png", png(16)).statusCode(404);
            Logos.at(admin(), "GET", id).statusCode(404);
            Logos.at(admin(), "DELETE", id).statusCode(404);
        }
        var id = created("\"logo_uri\": \"https://client.example.org/logo.png\"");
        Logos.at(admin(), "GET", id).statusCode(404);
        Logos.at(admin(), "DELETE", id).statusCode(404);
        Clients.get(id).body("logo_uri", equalTo("https://client.example.org/logo.png"));
    }

    @Test
    @DisplayName(
            "The picture is for everybody, can be kept by caches for long, and shown by other sites, but never does anything")
    void isServedSafely() {
        var url = put(created(""), 16);
        var reply =
                seen(url)
                        .statusCode(200)
                        .header("Cache-Control", equalTo("public, max-age=31536000, immutable"))
                        .header("X-Content-Type-Options", equalTo("nosniff"))
                        .header("Cross-Origin-Resource-Policy", equalTo("cross-origin"))
                        .header("Pragma", nullValue())
                        .header("Set-Cookie", nullValue())
                        .extract();
        assertEquals(
                List.of("default-src 'none'; frame-ancestors 'none'; sandbox"),
                reply.headers().getValues("Content-Security-Policy"));
        var etag = reply.header("ETag");
        for (var seen :
                List.of(etag, "W/" + etag, "\"x\", " + etag, "*", "x,\"," + etag + ",é\"")) {
            given().header("If-None-Match", seen)
                    .get(path(url))
                    .then()
                    .statusCode(304)
                    .header("ETag", equalTo(etag))
                    .header("Cache-Control", containsString("immutable"))
                    .header("Content-Security-Policy", startsWith("default-src 'none'"))
                    .body(emptyString());
        }
        given().header("If-None-Match", "\"x\"").get(path(url)).then().statusCode(200);
        given().header("Authorization", "Bearer wrong").get(path(url)).then().statusCode(200);
        given().accept("text/html").get(path(url)).then().statusCode(200).contentType("image/png");
        given().head(path(url))
                .then()
                .statusCode(200)
                .contentType("image/png")
                .header("ETag", equalTo(etag))
                .body(emptyString());
        given().post(path(url)).then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
    }

    @Test
    @DisplayName("URLs that no picture has are 404, in no cache, and tell nothing of clients")
    void hidesTheRest() {
        var id = created("");
        var url = put(id, 16);
        var name = url.substring(url.lastIndexOf('/') + 1);
        var other = created("");
        for (var path :
                List.of(
                        "/logos/" + other + "/" + name,
                        "/logos/unknown/" + name,
                        "/logos/%00/" + name,
                        "/logos/" + id + "/" + name.replace("png", "jpg"),
                        "/logos/" + id + "/" + name.substring(1),
                        "/logos/" + id + "/%00",
                        "/logos/" + id + "/" + "0".repeat(32) + ".png")) {
            given().urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(404)
                    .header("Cache-Control", equalTo("no-store"))
                    .body("error_description", equalTo("there is no such picture"));
        }
        given().get("/logos/" + id).then().statusCode(404);
    }

    @Test
    @DisplayName(
            "Any identifier can have a picture, also one whose characters mean something in a URL")
    void servesAnyIdentifier() {
        var id = "https://client.example.org/a b?c=%2F&d=#" + System.nanoTime();
        Clients.sent(admin().body("{" + Clients.URIS + "}"), "PUT", id).statusCode(201);
        seen(put(id, 16)).statusCode(200);
    }

    @Test
    @DisplayName(
            "A disabled client keeps its picture; a deleted one's is not served until it is restored")
    void followsTheClientsLife() {
        var id = created("");
        var url = put(id, 16);
        Clients.patch(id, "{\"state\": \"disabled\"}").statusCode(200);
        seen(url).statusCode(200);
        Clients.delete(id).statusCode(204);
        seen(url).statusCode(404);
        put(id, "image/png", png(17)).statusCode(409);
        Logos.at(admin(), "DELETE", id).statusCode(409);
        Logos.at(admin(), "GET", id).statusCode(200);
        Clients.post(id, "/restore", "").statusCode(200).body("logo_uri", equalTo(url));
        seen(url).statusCode(200);
    }

    @Test
    @DisplayName("With another logo_uri, or with none, the picture goes, whoever says so")
    void goesWithItsUrl() {
        var elsewhere = "{\"logo_uri\": \"https://client.example.org/logo.png\"}";
        for (var patch : List.of(elsewhere, "{\"logo_uri\": null}", "{\"logo\": null}")) {
            var id = created("");
            var url = put(id, 16);
            Clients.patch(id, patch).statusCode(200);
            seen(url).statusCode(404);
            assertEquals(0, kept(id));
        }
        var id = created("");
        put(id, 16);
        Clients.put(id, "").statusCode(200).body("logo_uri", nullValue());
        assertEquals(0, kept(id));
        var client = registered("");
        var url = put(client.id(), 16);
        Clients.update(client, "").statusCode(200).body("logo_uri", nullValue());
        seen(url).statusCode(404);
        assertEquals(0, kept(client.id()));
    }

    @Test
    @DisplayName(
            "RFC7592-2.2-01: a client that repeats its logo_uri keeps its picture, and so does what an operator repeats of a reply")
    void staysWhenRepeated() {
        var client = registered("\"client_name\": \"A\"");
        var url = put(client.id(), 16);
        Clients.update(client, "\"client_name\": \"B\", \"logo_uri\": \"" + url + "\"")
                .statusCode(200)
                .body("logo_uri", equalTo(url));
        var reply = Clients.get(client.id()).extract().asString();
        Clients.sent(admin().body(reply.replace("\"B\"", "\"C\"")), "PUT", client.id())
                .statusCode(200)
                .body("logo_uri", equalTo(url))
                .body("logo", equalTo(url));
        Clients.patch(client.id(), "{\"client_name\": \"D\", \"logo\": \"" + url + "\"}")
                .statusCode(200)
                .body("warnings", nullValue());
        Clients.post(client.id(), "/secrets", "").statusCode(201);
        seen(url).statusCode(200);
        assertEquals(1, kept(client.id()));
    }

    @Test
    @DisplayName("Who repeats the URL of an earlier picture keeps the present one, or none")
    void earlierUrlStandsForThePresent() {
        var client = registered("");
        var earlier = put(client.id(), 16);
        var present = put(client.id(), 17);
        Clients.update(client, "\"logo_uri\": \"" + earlier + "\"")
                .statusCode(200)
                .body("logo_uri", equalTo(present));
        seen(present).statusCode(200);
        assertEquals(3, history(client.id(), "action").size());
        Logos.at(admin(), "DELETE", client.id()).statusCode(204);
        Clients.update(client, "\"logo_uri\": \"" + present + "\"")
                .statusCode(200)
                .body("logo_uri", nullValue());
        assertEquals(4, history(client.id(), "action").size());
    }

    @Test
    @DisplayName(
            "DELETE takes the picture and its logo_uri, in one event; other forms of logo_uri are left alone")
    void takesAway() {
        var german = "\"logo_uri#de\": \"https://client.example.org/de.png\"";
        var id = created(german);
        var url = put(id, 16);
        Clients.get(id).body("'logo_uri#de'", equalTo("https://client.example.org/de.png"));
        Logos.at(admin(), "DELETE", id).statusCode(204);
        Clients.get(id)
                .body("logo_uri", nullValue())
                .body("logo", nullValue())
                .body("'logo_uri#de'", equalTo("https://client.example.org/de.png"))
                .header("ETag", equalTo("\"2\""));
        seen(url).statusCode(404);
        assertEquals(List.of("registered", "updated", "updated"), history(id, "action"));
        assertEquals(
                "{\"logo_uri\": {\"from\": \"%s\"}}".formatted(url), history(id, "changes").get(2));
        Logos.at(admin(), "DELETE", id).statusCode(404);
    }

    @Test
    @DisplayName("Of pictures that are put at once one stays, and logo_uri leads to it")
    void racesEndWell() throws Exception {
        var client = registered("");
        var url = put(client.id(), 8);
        var tasks =
                IntStream.range(0, 8)
                        .<Callable<Integer>>mapToObj(
                                i ->
                                        () ->
                                                i % 4 == 3
                                                        ? Clients.update(
                                                                        client,
                                                                        "\"client_name\": \"N%d\", \"logo_uri\": \"%s\""
                                                                                .formatted(i, url))
                                                                .extract()
                                                                .statusCode()
                                                        : put(client.id(), "image/png", png(16 + i))
                                                                .extract()
                                                                .statusCode())
                        .toList();
        assertEquals(List.of(200, 200, 200, 200, 200, 200, 200, 200), AtOnce.run(tasks));
        var last = Clients.get(client.id()).extract().<String>path("logo_uri");
        seen(last).statusCode(200);
        assertEquals(1, kept(client.id()));
        var version = "select version::text from client where client_id = ?";
        assertEquals(
                Integer.parseInt(Rows.select(version, client.id()).get(0)) + 1,
                history(client.id(), "action").size());
    }

    @Test
    @DisplayName("Metrics name neither clients nor pictures")
    void makesNoSeries() {
        var url = put(created(""), 16);
        seen(url).statusCode(200);
        given().get("/q/metrics")
                .then()
                .body(containsString("uri=\"/logos/{client_id}/{name}\""))
                .body(containsString("uri=\"/admin/clients/{client_id}/logo\""))
                .body(not(containsString(path(url))));
    }
}
