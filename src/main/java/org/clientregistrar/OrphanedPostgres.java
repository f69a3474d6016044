package org.clientregistrar;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * What a kill -9 leaves behind: a PostgreSQL whose service is gone, or some of its processes, which
 * hold on to the data. Only the service that holds the data's lock may end them.
 */
final class OrphanedPostgres {

    private static final long PATIENCE_SECONDS = 20;

    private OrphanedPostgres() {}

    /**
     * Ends every process that runs a program of the given directory, in order if it can be, and
     * takes the note of them away: PostgreSQL would not start while a dead process of that number
     * waits for its parent to look at it.
     *
     * @param binaries where the programs of this data's PostgreSQL lie, and of no other
     * @param data its data
     * @throws IOException if one does not end
     */
    static void stop(Path binaries, Path data) throws IOException {
        if (Files.exists(binaries)) {
            stopAll(binaries);
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private static void stopAll(Path binaries) throws IOException {
        var programs = binaries.toRealPath();
        running(programs).forEach(ProcessHandle::destroy);
        if (!haveEnded(running(programs))) {
            running(programs).forEach(ProcessHandle::destroyForcibly);
            if (!haveEnded(running(programs))) {
                throw new IOException("an earlier PostgreSQL does not end");
            }
        }
    }

    private static List<ProcessHandle> running(Path programs) {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info()
                                        .command()
                                        .filter(path -> Path.of(path).startsWith(programs))
                                        .isPresent())
                .toList();
    }

    private static boolean haveEnded(List<ProcessHandle> processes) {
        var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(PATIENCE_SECONDS, SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
