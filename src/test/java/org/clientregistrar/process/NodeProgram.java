package org.clientregistrar.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server that Node.js runs, in a process of its own. */
final class NodeProgram implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path log;

    private NodeProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it and waits until it is ready; where it is not installed the test is skipped, but for
     * CI, which must have it.
     *
     * @param project with its package.json, which needs oidc-provider
     * @param logs where its output goes
     * @param ready what it says when it is ready
     * @param arguments the program and its arguments
     */
    static NodeProgram start(
            Path project,
            Path logs,
            String ready,
            Map<String, String> environment,
            String... arguments)
            throws Exception {
        NodeJs.require(project, "oidc-provider");
        var log = Files.createTempFile(logs, "node", ".log");
        var process = NodeJs.start(project, log, environment, arguments);
        var program = new NodeProgram(process, log);
        program.awaitReady(ready);
        return program;
    }

    private void awaitReady(String ready) throws IOException, InterruptedException {
        for (var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                !output().contains(ready);
                TimeUnit.MILLISECONDS.sleep(50)) {
            var isOnTime = process.isAlive() && System.nanoTime() < end;
            if (!isOnTime) {
                close();
            }
            assertTrue(isOnTime, "the server does not start, see " + log);
        }
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
