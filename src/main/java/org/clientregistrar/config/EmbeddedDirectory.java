package org.clientregistrar.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where the embedded PostgreSQL of this process keeps its data, if it runs one. */
public final class EmbeddedDirectory {

    private static final String PROPERTY = "client-registrar.embedded-in";

    private EmbeddedDirectory() {}

    /** Notes that it runs, for the rest of the start. */
    public static void set(Path directory) {
        System.setProperty(PROPERTY, directory.toString());
    }

    /** Empty where the database is somebody else's. */
    public static Optional<Path> get() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
    }
}
