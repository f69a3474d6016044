package org.clientregistrar.client;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.clientregistrar.client.ClientFilter.Term;
import org.clientregistrar.client.ClientSort.Key;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How PostgreSQL answers searches among 100,000 clients. */
@QuarkusTest
@QuarkusTestResource(value = LargeRegistry.class, restrictToAnnotatedClass = true)
class ClientSearchPlanTest {

    /** Of those that are looked for, and of those that are walked by for a page of others. */
    private static final int SOME_THOUSANDS = 6000;

    private static final int PAGE = 51;
    private static final Instant ENDED = Instant.EPOCH;
    private static final Instant MIDDLE = Instant.parse("2025-06-15T00:00:00Z");

    private static Connection connection;

    @Inject EntityManager database;
    @Inject ClientSearch search;

    @BeforeAll
    static void fill() throws SQLException, IOException {
        LargeRegistry.fill();
        connection = LargeRegistry.connection();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static ClientFilter filter(String... parameters) {
        var values =
                Arrays.stream(parameters)
                        .map(parameter -> parameter.split("=", 2))
                        .collect(toMap(pair -> pair[0], pair -> pair[1]));
        var terms = new HashMap<Term, String>();
        for (var term : Term.values()) {
            Optional.ofNullable(values.get(term.toString()))
                    .ifPresent(value -> terms.put(term, value));
        }
        return new ClientFilter(
                Optional.ofNullable(values.get("text")),
                terms,
                time(values, "created_after"),
                time(values, "created_before"),
                time(values, "updated_after"),
                time(values, "updated_before"),
                time(values, "used_after"),
                time(values, "used_before"));
    }

    private static Optional<Instant> time(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).map(Instant::parse);
    }

    /** In every order, from the beginning and from the middle. */
    private static List<Plan> pages(ClientFilter filter) throws SQLException, IOException {
        var plans = new java.util.ArrayList<Plan>();
        for (var sort : ClientSort.all()) {
            var middle = new ClientPosition(sort.key() == Key.NAME ? "stark" : MIDDLE, "8");
            for (var after : List.of(Optional.<ClientPosition>empty(), Optional.of(middle))) {
                plans.add(
                        Plan.of(
                                SearchStatement.page(filter, ENDED, sort, after, PAGE),
                                connection));
            }
        }
        return plans;
    }

    static Stream<ClientFilter> usual() {
        return Stream.of(
                filter(),
                filter("state=active"),
                filter("state=disabled"),
                filter("state=deleted"),
                filter("client_type=confidential"),
                filter("client_type=public"),
                filter("origin=open"),
                filter("origin=token"),
                filter("origin=admin"),
                filter("owner=team-3"),
                filter("owner=big-team"),
                filter("software_id=software-8"),
                filter("grant_type=authorization_code"),
                filter("grant_type=refresh_token"),
                filter("grant_type=client_credentials"),
                filter("redirect_host=127.0.0.1"),
                filter("redirect_host=app.tenant17.example.com"),
                filter("text=acme"),
                filter("text=htt"),
                filter("text=com"),
                filter("text=.example.org"),
                filter("text=wonka wiki"),
                filter("created_after=2025-12-01T00:00:00Z"),
                filter("created_before=2025-02-01T00:00:00Z"),
                filter("created_after=2025-06-01T00:00:00Z", "created_before=2025-06-02T00:00:00Z"),
                filter("updated_after=2025-12-01T00:00:00Z"),
                filter("updated_before=2025-02-01T00:00:00Z"),
                filter("used_after=2025-12-01T00:00:00Z"),
                filter("used_after=2025-02-01T00:00:00Z"),
                filter("used_before=2025-02-01T00:00:00Z"),
                filter("used_before=2025-12-01T00:00:00Z"),
                filter("used_after=2025-06-01T00:00:00Z", "used_before=2025-06-08T00:00:00Z"),
                filter("used_before=2025-06-01T00:00:00Z", "client_type=public"),
                filter("state=active", "client_type=confidential", "origin=token"),
                filter("client_type=public", "grant_type=refresh_token", "origin=open"),
                filter("owner=big-team", "grant_type=refresh_token"),
                filter("software_id=software-8", "created_after=2025-06-01T00:00:00Z"),
                filter("text=com", "client_type=public"),
                filter("text=acme", "grant_type=refresh_token", "origin=token"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usual")
    @DisplayName(
            "Every filter, and every combination that an operator uses, is answered from an index, in every order and on every page")
    void usesIndexes(ClientFilter filter) throws SQLException, IOException {
        for (var plan : pages(filter)) {
            assertFalse(plan.readsAll(), plan.text());
            assertTrue(plan.sorted() <= SOME_THOUSANDS, plan.text());
        }
    }

    static Stream<ClientFilter> rare() {
        return Stream.of(
                filter("owner=nobody"),
                filter("owner=team-3"),
                filter("software_id=none"),
                filter("grant_type=none"),
                filter("redirect_host=nowhere.example"),
                filter("redirect_host=app18.customers.example.org"),
                filter("text=no such text"),
                filter("text=ops77@"),
                filter("state=disabled"),
                filter("created_after=2026-06-01T00:00:00Z"),
                filter("updated_before=2024-06-01T00:00:00Z"),
                filter("used_after=2026-06-01T00:00:00Z"),
                filter("used_before=1970-01-01T00:00:00Z", "owner=nobody"),
                filter("used_after=2025-06-15T00:00:00Z", "used_before=2025-06-15T01:00:00Z"),
                filter("owner=nobody", "client_type=confidential", "state=active"),
                filter("text=no such text", "origin=open", "created_after=2025-02-01T00:00:00Z"),
                filter("client_type=public", "redirect_host=app.tenant17.example.com"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rare")
    @DisplayName("What few clients have is found, and counted, without walking by all the others")
    void findsFewAmongMany(ClientFilter filter) throws SQLException, IOException {
        for (var plan : pages(filter)) {
            assertFalse(plan.readsAll(), plan.text());
            assertTrue(plan.inVain() <= SOME_THOUSANDS / 10, plan.text());
        }
        var total = Plan.of(SearchStatement.total(filter, ENDED), connection);
        assertFalse(total.readsAll(), total.text());
    }

    @Test
    @DisplayName(
            "Secrets that have ended, and slow hashes, are found by index, also where none are")
    void findsRareSecrets() throws SQLException, IOException {
        for (var statement :
                List.of(
                        new SearchStatement(
                                Client.SECRETS_ENDED, Map.of("time", Instant.now(), "most", 50)),
                        new SearchStatement(Client.ANY_SLOW_SECRET, Map.of()))) {
            var plan = Plan.of(statement, connection);
            assertFalse(plan.readsAll(), plan.text());
            assertEquals(0, plan.inVain(), plan.text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_type=public",
                "origin=admin",
                "state=disabled",
                "grant_type=client_credentials"
            })
    @DisplayName("A word of the filters that no client has does not make the search walk by all")
    void findsNone(String parameter) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "delete from client where search_terms @> array['" + parameter + "']");
            statement.execute("analyze client");
            for (var plan : pages(filter(parameter))) {
                assertFalse(plan.readsAll(), plan.text());
                assertTrue(plan.inVain() <= SOME_THOUSANDS / 10, plan.text());
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Test
    @DisplayName("The few clients that were not used for long are found, and counted, by index")
    void findsFewUnused() throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "update client_use set last_used_at = '2026-11-01T00:00:00Z' where client_id > '00f'");
            statement.execute("analyze client_use");
            for (var more : List.of("state=active", "client_type=public", "origin=open")) {
                var filter = filter("used_before=2026-10-01T00:00:00Z", more);
                for (var plan : pages(filter)) {
                    assertFalse(plan.readsAll(), plan.text());
                    assertTrue(plan.inVain() <= SOME_THOUSANDS / 10, plan.text());
                }
                var total = Plan.of(SearchStatement.total(filter, ENDED), connection);
                assertFalse(total.readsAll(), total.text());
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://https://", "callback/callback", "com.com.com", "ops exa"})
    @DisplayName(
            "A text whose parts are in every client, but not the whole, is looked for by index")
    void findsCommonParts(String text) throws SQLException, IOException {
        for (var plan : pages(filter("text=" + text))) {
            assertFalse(plan.readsAll(), plan.text());
        }
    }

    @Test
    @DisplayName("However often a search is made, it is planned for what it looks for")
    void plansEach() {
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            for (int i = 0; i < 20; i++) {
                                search.find(
                                        filter("client_type=public"),
                                        ClientSort.DEFAULT,
                                        Optional.empty(),
                                        10,
                                        true);
                            }
                            var row =
                                    (Object[])
                                            database.createNativeQuery(
                                                            "select count(*), sum(generic_plans) from pg_prepared_statements where statement like '%search_terms%'",
                                                            Object[].class)
                                                    .getSingleResult();
                            assertEquals(2L, row[0], "the statements are prepared by now");
                            assertEquals("0", row[1].toString());
                        });
    }
}
