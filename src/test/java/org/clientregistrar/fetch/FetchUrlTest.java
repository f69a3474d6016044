package org.clientregistrar.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the text of a URL tells, before anything is sent. */
class FetchUrlTest {

    @ParameterizedTest
    @DisplayName("CHOICE-29: other schemes and odd spellings of a host are refused by their text")
    @ValueSource(
            strings = {
                "http://client.example/",
                "ftp://client.example/",
                "file:///etc/passwd",
                "https:client.example",
                "https:///path",
                "//client.example/",
                "client.example",
                "https://user@client.example/",
                "https://user:secret@client.example/",
                "https://@client.example/",
                "https://%6cocalhost/",
                "https://client%2eexample/",
                "https://client.example./",
                "https://localhost./",
                "https://.client.example/",
                "https://client..example/",
                "https://-client.example/",
                "https://client-.example/",
                "https://cl*ent.example/",
                "https://client.example,other.example/",
                "https://client.example;x/",
                "https://0x7f.1/",
                "https://0x7f000001/",
                "https://0X7F.0.0.1/",
                "https://2130706433/",
                "https://127.1/",
                "https://127.0.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.01/",
                "https://127.0.0.1.1/",
                "https://127.0.0.256/",
                "https://1.2.3.4.0x5/",
                "https://client.1/",
                "https://[::1%25lo]/",
                "https://[::1%25]/",
                "https://[fe80::1%251]/",
                "https://client.example:/",
                "https://client.example:0/",
                "https://client.example:0443/",
                "https://client.example:65536/",
                "https://client.example:99999999/",
                "https://client.example:-1/",
                "https://client.example/\u00e9",
                "https://cli\u00e9nt.example/",
                "https://client\u3002example/"
            })
    void refuses(String url) {
        var refusal =
                assertThrows(FetchException.class, () -> FetchUrl.parse(URI.create(url)), url);
        assertEquals("must be an https URL with a plain host name", refusal.getMessage());
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: labels and names have the lengths of the DNS")
    @CsvSource({"63, 3, true", "64, 1, false", "62, 4, true", "63, 4, false"})
    void measuresNames(int label, int labels, boolean good) throws FetchException {
        var name = ("a".repeat(label) + ".").repeat(labels).replaceFirst("\\.$", "");
        var url = URI.create("https://" + name + "/");
        if (good) {
            assertEquals(name, FetchUrl.parse(url).authority().host());
        } else {
            assertThrows(FetchException.class, () -> FetchUrl.parse(url));
        }
    }

    @ParameterizedTest
    @DisplayName("A plain URL is taken apart: host, port, and what stands in the request line")
    @CsvSource({
        "https://client.example, client.example, 443, /",
        "https://client.example/a/b?c=d#e, client.example, 443, /a/b?c=d",
        "https://client.example?c, client.example, 443, /?c",
        "https://Client.EXAMPLE:443/, client.example, 443, /",
        "https://client.example:8443/%2e%2E/x, client.example:8443, 8443, /%2e%2E/x",
        "https://client.example:65535/, client.example:65535, 65535, /",
        "https://_a.b_c.example/, _a.b_c.example, 443, /",
        "https://xn--bcher-kva.example/, xn--bcher-kva.example, 443, /",
        "https://1.2.3.4/, 1.2.3.4, 443, /",
        "https://1.2.3.4.example/, 1.2.3.4.example, 443, /",
        "https://[2001:DB8:0:0::1]/, [2001:db8::1], 443, /",
        "https://[::ffff:1.2.3.4]:1/, [::ffff:102:304]:1, 1, /"
    })
    void takesApart(String url, String authority, int port, String target) throws FetchException {
        var parsed = FetchUrl.parse(URI.create(url));
        assertEquals(authority, parsed.authority().toString());
        assertEquals(port, parsed.port());
        assertEquals(target, parsed.target());
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: http is for the operator's own URLs of this machine alone")
    @CsvSource({
        "http://localhost:8080/jwks, localhost:8080, 8080",
        "http://127.0.0.1/jwks, 127.0.0.1, 80",
        "http://[::1]:80/jwks, [::1], 80"
    })
    void takesPlainLoopback(String url, String authority, int port) throws FetchException {
        var parsed = FetchUrl.parseOfOperator(URI.create(url));
        assertEquals(authority, parsed.authority().toString());
        assertEquals(port, parsed.port());
        assertThrows(FetchException.class, () -> FetchUrl.parse(URI.create(url)));
    }

    @ParameterizedTest
    @DisplayName("CHOICE-29: http to another machine is refused, whoever named it")
    @ValueSource(
            strings = {
                "http://client.example/",
                "http://localhost.example/",
                "http://10.0.0.1/",
                "http://127.0.0.2/",
                "http://user@localhost/",
                "ftp://localhost/"
            })
    void refusesPlainElsewhere(String url) {
        assertThrows(FetchException.class, () -> FetchUrl.parseOfOperator(URI.create(url)));
    }
}
