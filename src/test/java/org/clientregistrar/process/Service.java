package org.clientregistrar.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clientregistrar.TestDatabase;

/** The packaged service in a process of its own, as its users start it. */
final class Service implements AutoCloseable {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 90;

    private final Process process;
    private final Path log;
    private final int port;

    private Service(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts it in a directory, with settings as environment variables, and waits until it is
     * ready.
     */
    static Service start(Path directory, Map<String, String> environment) throws Exception {
        var service = launch(directory, environment, freePort());
        service.awaitOutput("client-registrar is ready");
        return service;
    }

    /** All that it needs to run on a database of the tests, and more. */
    static Map<String, String> onTestDatabase(Map<String, String> more) {
        var settings =
                new HashMap<>(
                        Map.of(
                                "QUARKUS_DATASOURCE_JDBC_URL",
                                TestDatabase.jdbcUrl(),
                                "QUARKUS_DATASOURCE_USERNAME",
                                "postgres",
                                "REGISTRAR_CLIENT_SECRET_KEYSET",
                                TestDatabase.KEY));
        settings.putAll(more);
        return settings;
    }

    /** Starts it and waits for its end. */
    static Service startInVain(Path directory, Map<String, String> environment, int port)
            throws Exception {
        var service = launch(directory, environment, port);
        assertTrue(
                service.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS),
                "the start did not end");
        return service;
    }

    /** Runs a command of it, and waits for its end. */
    static Service run(Path directory, Map<String, String> environment, String... command)
            throws Exception {
        var service = launch(directory, environment, freePort(), command);
        assertTrue(
                service.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS),
                "the command did not end");
        return service;
    }

    private static Service launch(
            Path directory, Map<String, String> environment, int port, String... arguments)
            throws IOException {
        var log = Files.createTempFile(directory, "service", ".log");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(
                                Stream.concat(
                                                Stream.of(java, "-jar", JAR.toString()),
                                                Stream.of(arguments))
                                        .toList())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("REGISTRAR_"));
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        return new Service(builder.start(), log, port);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    void awaitOutput(String text) throws Exception {
        for (var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                System.nanoTime() < end;
                TimeUnit.MILLISECONDS.sleep(50)) {
            if (output().contains(text)) {
                return;
            }
            assertTrue(process.isAlive(), () -> "the service ended: " + outputOrReason());
        }
        throw new AssertionError("no sign of \"" + text + "\" in: " + output());
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    private String outputOrReason() {
        try {
            return output();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** A request with a JSON body, that waits for no longer than a client would. */
    RequestSpecification json() {
        var config =
                RestAssured.config()
                        .encoderConfig(
                                EncoderConfig.encoderConfig()
                                        .appendDefaultContentCharsetToContentTypeIfUndefined(false))
                        .httpClient(
                                HttpClientConfig.httpClientConfig()
                                        .setParam("http.socket.timeout", 10_000));
        return RestAssured.given()
                .config(config)
                .baseUri("http://localhost")
                .port(port)
                .contentType("application/json");
    }

    int port() {
        return port;
    }

    int exitCode() {
        return process.exitValue();
    }

    /** kill -9: no chance to do anything more. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, and what it takes to end in order. */
    void terminate() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** SIGTERM, without waiting for what becomes of it. */
    void signalToEnd() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
