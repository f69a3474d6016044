package org.clientregistrar.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Programs that Node.js runs, in processes of their own. */
final class NodeJs {

    static final Path CLIENTS = Path.of("src", "test", "clients").toAbsolutePath();

    private NodeJs() {}

    /**
     * Where Node.js or a package is not installed the test is skipped, but for CI, which must have
     * them.
     *
     * @param project with its package.json
     */
    static void require(Path project, String... packages) {
        var isThere =
                Arrays.stream(packages)
                                .allMatch(
                                        name ->
                                                Files.exists(
                                                        project.resolve("node_modules")
                                                                .resolve(name)))
                        && Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                                .anyMatch(path -> Files.isExecutable(Path.of(path, "node")));
        if (!isThere && System.getenv("CI") != null) {
            throw new AssertionError("CI has no Node.js, or no npm ci was done in " + project);
        }
        assumeTrue(isThere, "no Node.js, or no npm ci was done in " + project);
    }

    /** Starts a program, with its output in a file. */
    static Process start(Path project, Path log, Map<String, String> environment, String... program)
            throws IOException {
        var builder =
                new ProcessBuilder(
                                Stream.concat(Stream.of("node"), Arrays.stream(program)).toList())
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
