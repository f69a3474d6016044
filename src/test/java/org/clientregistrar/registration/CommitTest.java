package org.clientregistrar.registration;

import static org.clientregistrar.registration.Door.registerWith;
import static org.hamcrest.Matchers.equalTo;

import org.clientregistrar.RegistrarTest;
import org.clientregistrar.Rows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A database that goes away at the worst moment: when all is written and only the commit is
 * missing.
 */
@RegistrarTest
class CommitTest {

    private static final String CLIENT = "\"client_name\": \"gone at commit\"";

    @BeforeEach
    void breakCommits() {
        Rows.update(
                """
                create function leave() returns trigger language plpgsql as $$
                begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
                create constraint trigger leave after insert on client deferrable initially deferred
                for each row when (new.metadata ->> 'client_name' = 'gone at commit')
                execute function leave()""");
    }

    @AfterEach
    void mend() {
        Rows.update("drop function leave cascade");
    }

    @Test
    @DisplayName("A commit that meets a lost connection is answered 503 with Retry-After, not 500")
    void isPassing() {
        registerWith(CLIENT)
                .statusCode(503)
                .header("Retry-After", "1")
                .body("error", equalTo("temporarily_unavailable"));
    }
}
