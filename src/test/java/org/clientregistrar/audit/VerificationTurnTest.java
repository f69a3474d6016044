package org.clientregistrar.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.clientregistrar.TestDatabase;
import org.clientregistrar.error.OAuthException;
import org.clientregistrar.secret.Keyset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How many verifications a replica does at once. */
class VerificationTurnTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    /** A database that takes its time. */
    private final HistoryDatabase slow =
            new HistoryDatabase(null) {
                @Override
                <T> T snapshot(Work<T> work) {
                    begun.countDown();
                    try {
                        assertTrue(goOn.await(10, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    throw new IllegalStateException("the history cannot be reached");
                }
            };

    private final History history = new History(slow, Keyset.parse(List.of(TestDatabase.KEY)));

    @Test
    @DisplayName(
            "One verification at a time keeps a connection; others get 503 until it ended, however it did")
    void takesTurns() throws Exception {
        var first = CompletableFuture.runAsync(() -> history.verify(1, List.of()));
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        var refusal = assertThrows(OAuthException.class, () -> history.verify(1, List.of()));
        assertEquals(503, refusal.status());
        assertEquals(OAuthException.Code.TEMPORARILY_UNAVAILABLE, refusal.faults().get(0).code());
        goOn.countDown();
        assertThrows(Exception.class, first::get);
        assertThrows(IllegalStateException.class, () -> history.verify(1, List.of()));
    }
}
