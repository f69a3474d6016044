package org.clientregistrar;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.clientregistrar.config.SecretFile;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.secret.Secret;

/**
 * A real PostgreSQL of the service's own, for those who have none: on loopback, behind a password,
 * its data kept between starts and safe against kill -9 of the service, of PostgreSQL, or of both.
 */
final class EmbeddedDatabase {

    private static final String SETTING = "registrar.embedded.data-directory";
    private static final String DATABASE = "postgres";
    private static final String PASSWORD_FILE = "postgres-password";
    private static final String USER = "postgres";

    /**
     * Its own word on each step is of no use to those who start the service; what goes wrong is
     * told.
     */
    private static final Logger LIBRARY = Logger.getLogger("io.zonky");

    /** Long enough for the recovery after a kill under load. */
    private static final Duration START_WAIT = Duration.ofSeconds(60);

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private static final long STOP_WAIT_SECONDS = 20;

    private final Path directory;
    private final Path data;
    private final Path finished;

    @SuppressWarnings({"FieldCanBeLocal", "unused"}) // held until the process ends
    private final FileLock lock;

    private final String password;
    private EmbeddedPostgres postgres;

    private EmbeddedDatabase(Path directory) throws IOException {
        this.directory = directory;
        this.data = directory.resolve("postgres");
        this.finished = finishedMark(directory);
        makeDirectory();
        this.lock = lock();
        this.password =
                SecretFile.readOrCreate(
                        SETTING,
                        directory.resolve(PASSWORD_FILE),
                        () -> Secret.generate("", 24).reveal());
    }

    /**
     * Starts it, on the data of earlier starts if there are any.
     *
     * @param directory where the data and the password lie
     * @param serviceEnded when it is time to stop
     * @throws SettingException if it cannot be started
     */
    static EmbeddedDatabase start(Path directory, CountDownLatch serviceEnded) {
        LIBRARY.setLevel(Level.OFF);
        try {
            requireBinaries();
            var database = new EmbeddedDatabase(directory);
            database.launch(serviceEnded);
            return database;
        } catch (SettingException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new SettingException(
                    SETTING,
                    "the embedded PostgreSQL cannot be started in "
                            + directory
                            + ": "
                            + StartFailure.reason(e));
        }
    }

    /** Whether there is one already, from earlier starts. */
    static boolean existsIn(Path directory) {
        return Files.exists(finishedMark(directory));
    }

    private static Path finishedMark(Path directory) {
        return directory.resolve("postgres").resolve("client-registrar-ready");
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + DATABASE;
    }

    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    private void makeDirectory() {
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (IOException e) {
            throw new SettingException(
                    SETTING,
                    "cannot make the directory "
                            + directory
                            + " ("
                            + e.getClass().getSimpleName()
                            + ")");
        }
        if (!Files.isWritable(directory)) {
            throw new SettingException(SETTING, "cannot write to the directory " + directory);
        }
    }

    private FileLock lock() throws IOException {
        var channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        var acquired = channel.tryLock();
        if (acquired == null) {
            throw new SettingException(
                    SETTING, "another client-registrar is running on the data in " + directory);
        }
        return acquired;
    }

    private void launch(CountDownLatch serviceEnded) throws IOException {
        var binaries = directory.resolve("postgres-binaries");
        OrphanedPostgres.stop(binaries, data);
        var isNew = !Files.exists(finished);
        if (isNew) {
            discardUnfinished();
        }
        System.setProperty("ot.epg.working-dir", binaries.toString());
        var builder =
                EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(binaries.toFile())
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(START_WAIT)
                        // The library is made for tests, where a lost write is no loss: what is
                        // acknowledged must be on disk.
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("unix_socket_directories", "")
                        .setServerConfig("logging_collector", "on")
                        .setServerConfig("log_directory", "log")
                        .setServerConfig("log_filename", "postgresql-%a.log")
                        .setServerConfig("log_truncate_on_rotation", "on")
                        .setServerConfig("log_rotation_age", "1d")
                        .setServerConfig("log_rotation_size", "0")
                        // initdb's last word counts: nobody gets in without the password, from the
                        // start.
                        .setLocaleConfig("auth-host", "scram-sha-256")
                        .setLocaleConfig("pwfile", directory.resolve(PASSWORD_FILE).toString())
                        .setConnectConfig("password", password)
                        .setConnectConfig("connectTimeout", "5");
        postgres = builder.start();
        Files.setPosixFilePermissions(
                binaries, OWNER_ONLY); // the library lets everybody write there
        stopAfter(serviceEnded);
        if (isNew) {
            markFinished();
        }
    }

    /** The container image is built without the binaries, and not every platform has some. */
    private static void requireBinaries() throws IOException {
        var system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
        var hardware = System.getProperty("os.arch");
        try {
            DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, hardware).close();
        } catch (IllegalStateException e) {
            throw new SettingException(
                    "quarkus.datasource.jdbc.url",
                    "is not set, and this build has no embedded PostgreSQL for "
                            + system
                            + " "
                            + hardware);
        }
    }

    /** What an interrupted first start left: nobody has ever written to it. */
    private void discardUnfinished() throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void markFinished() throws IOException {
        Files.writeString(
                finished,
                "",
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        try (var entry = FileChannel.open(data, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    private void stopAfter(CountDownLatch serviceEnded) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    try {
                                        serviceEnded.await(STOP_WAIT_SECONDS, SECONDS);
                                        postgres.close();
                                    } catch (InterruptedException | IOException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                "embedded-postgres-stop"));
    }
}
