package org.clientregistrar.registration;

import static org.clientregistrar.registration.RegistrationGenerator.MARKER;
import static org.clientregistrar.registration.RegistrationGenerator.NATIVE_URIS;
import static org.clientregistrar.registration.RegistrationGenerator.PARAMETERS;
import static org.clientregistrar.registration.RegistrationGenerator.WEB_URIS;
import static org.clientregistrar.registration.StatementIssuers.jwksFile;
import static org.clientregistrar.registration.StatementIssuers.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clientregistrar.DocumentHost;
import org.clientregistrar.RegistrarTest;
import org.clientregistrar.SameJson;
import org.clientregistrar.metadata.ClientParameters;
import org.clientregistrar.metadata.JoseAlgorithm;
import org.clientregistrar.metadata.Parameter;
import org.clientregistrar.registration.Wire.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Registrations that nobody thought of: each is refused in the one error form, or registered, and
 * then good as its own update.
 */
@RegistrarTest
@QuarkusTestResource(value = DocumentHost.class, restrictToAnnotatedClass = true)
@TestProfile(FuzzTest.Generous.class)
class FuzzTest {

    private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 4L, 5L);
    private static final int REQUESTS_PER_SEED = 200;
    private static final double FAIR_SHARE = 0.2;

    private static final List<String> ISSUED =
            List.of(
                    "client_secret_expires_at",
                    "client_id_issued_at",
                    "registration_access_token",
                    "registration_client_uri");

    /** Takes as much as a deployment can. */
    public static class Generous implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var grants = String.join(",", ClientParameters.GRANT_TYPES.knownValues());
            return Map.ofEntries(
                    Map.entry(
                            "registrar.metadata.unregistered",
                            "jarm,ciba,choices,display-name,credential-offer,response-modes"),
                    Map.entry("registrar.metadata.extensions", RegistrationGenerator.EXTENSIONS),
                    Map.entry("registrar.supported.grant-types", grants),
                    Map.entry("registrar.registration.open-grant-types", grants),
                    Map.entry(
                            "registrar.supported.response-types",
                            String.join(",", ClientParameters.RESPONSE_TYPES.knownValues())),
                    Map.entry(
                            "registrar.supported.signing-algs",
                            String.join(",", JoseAlgorithm.names(JoseAlgorithm.SIGNING))),
                    Map.entry(
                            "registrar.supported.encryption-algs",
                            String.join(",", JoseAlgorithm.names(JoseAlgorithm.ENCRYPTION))),
                    Map.entry("registrar.logout.allow-http", "true"),
                    Map.entry(
                            "registrar.software-statements.issuers.acme.issuer",
                            "https://acme.example"),
                    Map.entry(
                            "registrar.software-statements.issuers.acme.jwks-file",
                            jwksFile("fuzz", "acme-ec")));
        }
    }

    private final Wire wire = new Wire();
    private final Set<String> rules = rules();
    private String sectorUri;
    private String statement;

    /** What became of the registrations so far. */
    private static final class Tally {
        private int sent;
        private int registered;

        /** The parameters that came back as they were sent. */
        private final Set<String> returned = new HashSet<>();
    }

    private static Set<String> rules() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/requirements.tsv")).stream()
                    .map(line -> line.split("\t")[0])
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void prepare() {
        var uris = JsonNodeFactory.instance.arrayNode();
        Stream.of(WEB_URIS, NATIVE_URIS).flatMap(List::stream).forEach(uris::add);
        uris.add("https://client.example.org/jwks?" + MARKER);
        sectorUri = DocumentHost.put("/fuzz/sector", uris.toString());
        statement =
                signed(
                        "acme-ec",
                        "{\"alg\": \"ES256\"}",
                        "{\"iss\": \"https://acme.example\", \"software_id\": \"" + MARKER + "\"}");
    }

    @Test
    @DisplayName(
            "RFC7591-3.2.1-08, RFC7592-2.2-01, RFC7592-2.2-11, RFC7592-3-03, RFC7592-2.1-01, OIDCREG-4.3-01, RFC7591-3.2.2-02, RFC7591-3.2.2-03, RFC7591-3.2.2-04: every parameter comes back as sent, a registration is good as its own update, and a refusal has the one form without the values sent")
    void fixedSeeds() {
        var tally = new Tally();
        SEEDS.forEach(seed -> run(seed, tally));
        assertTrue(
                tally.registered >= FAIR_SHARE * tally.sent,
                () -> tally.registered + " of " + tally.sent + " were registered");
        var missing =
                PARAMETERS.stream()
                        .map(Parameter::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(tally.returned);
        assertEquals(Set.of(), missing, "parameters that never came back");
    }

    @Test
    @DisplayName("The same for a seed that is new each time, or that -Dfuzz.seed says")
    void freshSeed() {
        run(
                Optional.ofNullable(Long.getLong("fuzz.seed")).orElseGet(System::nanoTime),
                new Tally());
    }

    @Test
    @DisplayName(
            "RFC7591-3.1-04, CHOICE-17, CHOICE-18: bytes that are no JSON, under any content type, are refused in the one form")
    void anyBytes() {
        var random = new Random(7);
        for (int i = 0; i < 300; i++) {
            var noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            checkRefusal(wire.register(noise));
            var type = "application/" + printable(random);
            var reply = wire.register(noise, type);
            assertEquals(415, reply.status(), () -> type + " " + reply.text());
            checkForm(reply);
        }
    }

    private static String printable(Random random) {
        return random.ints(random.nextInt(40), ' ', 0x7f)
                .mapToObj(Character::toString)
                .collect(Collectors.joining("", "", "x"));
    }

    private void run(long seed, Tally tally) {
        var random = new Random(seed);
        var generator = new RegistrationGenerator(random, sectorUri, statement);
        var mutator = new RegistrationMutator(random);
        for (int i = 0; i < REQUESTS_PER_SEED; i++) {
            var request = generator.next();
            for (int faults = random.nextInt(3); faults > 0; faults--) {
                mutator.mutate(request);
            }
            var body = Wire.bytes(request);
            if (random.nextInt(8) == 0) {
                body = mutator.mutate(body);
            }
            try {
                register(request, body, tally);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "-Dfuzz.seed=%d, registration %d: %s"
                                .formatted(seed, i, new String(body, StandardCharsets.UTF_8)),
                        e);
            }
        }
    }

    private void register(ObjectNode request, byte[] body, Tally tally) {
        var reply = wire.register(body);
        tally.sent++;
        if (reply.status() != 201) {
            checkRefusal(reply);
            return;
        }
        tally.registered++;
        var client = reply.client();
        PARAMETERS.stream()
                .filter(parameter -> isReturned(parameter, request, client))
                .forEach(parameter -> tally.returned.add(parameter.name()));
        checkNames(client);
        checkUpdate(client, client);
        var read = wire.get(client).client(); // now as the database has it
        assertSame(client, read);
        checkUpdate(client, read);
    }

    private void checkRefusal(Reply reply) {
        assertEquals(400, reply.status(), reply::text);
        checkForm(reply);
    }

    private void checkForm(Reply reply) {
        assertEquals("application/json", reply.contentType());
        assertTrue(reply.text().chars().allMatch(c -> c >= ' ' && c <= '~'), reply::text);
        assertFalse(reply.text().contains(MARKER), reply::text);
        var error = reply.json();
        assertTrue(
                error.path("error")
                        .asText()
                        .matches(
                                "invalid_(redirect_uri|client_metadata)|(invalid|unapproved)_software_statement"),
                reply::text);
        assertTrue(
                error.path("error_description").asText().matches("[ !#-\\[\\]-~]+"), reply::text);
        assertFalse(error.path("errors").isEmpty(), reply::text);
        for (var fault : error.path("errors")) {
            assertTrue(rules.contains(fault.path("rule").asText()), reply::text);
            assertFalse(fault.path("detail").asText().isEmpty(), reply::text);
        }
    }

    /** A list to choose from comes back as the value that was chosen. */
    private static boolean isReturned(
            Parameter<?> parameter, ObjectNode request, ObjectNode client) {
        if (!parameter.isIn(request)) {
            return false;
        }
        var sent = request.get(parameter.name());
        if (parameter.choiceFor().isPresent()) {
            var chosen = client.path(parameter.choiceFor().get().name());
            return !client.has(parameter.name())
                    && Stream.iterate(0, i -> i < sent.size(), i -> i + 1)
                            .anyMatch(i -> sent.get(i).equals(chosen));
        }
        return SameJson.is(sent, client.path(parameter.name()));
    }

    private static void checkNames(ObjectNode client) {
        var known = PARAMETERS.stream().map(Parameter::name).collect(Collectors.toSet());
        known.addAll(ISSUED);
        known.addAll(Set.of("client_id", "client_secret"));
        client.fieldNames()
                .forEachRemaining(
                        name ->
                                assertTrue(
                                        known.contains(name.split("#")[0]), () -> "has " + name));
    }

    /** What the service says of a client is an update that changes nothing. */
    private void checkUpdate(ObjectNode client, ObjectNode said) {
        var update = said.deepCopy();
        update.remove(ISSUED);
        var replaced = wire.put(client, update);
        assertEquals(200, replaced.status(), replaced::text);
        assertSame(client, replaced.client());
    }

    private static void assertSame(ObjectNode expected, ObjectNode actual) {
        assertTrue(SameJson.is(expected, actual), () -> expected + " became " + actual);
    }
}
