package org.clientregistrar;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.clientregistrar.audit.HistoryRenewal;
import org.clientregistrar.client.SecretResealing;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.secret.HistoryMac;

/**
 * The command reseal-secrets: has the first key of the keyset, and the setting for storage, apply
 * to all that is stored, and says which other keys are not needed any more. It runs beside the
 * service, and can be ended and begun again.
 */
final class ResealSecrets {

    static final String COMMAND = "reseal-secrets";

    private static final int DONE = 0;
    private static final int NOT_INTACT = 1;
    private static final int CANNOT = 2;

    private final PrintStream out = System.out;
    private final HistoryArguments arguments;

    private ResealSecrets(HistoryArguments arguments) {
        this.arguments = arguments;
    }

    /**
     * Runs it.
     *
     * @param arguments of the process, the command itself first
     * @param ended when the database is no longer needed
     * @return the exit code: 0 done, 1 if the history is not intact, so that its seals are left as
     *     they are, 2 for all that keeps it from being done
     */
    static int run(SmallRyeConfigBuilder config, List<String> arguments, CountDownLatch ended) {
        try {
            var command = new ResealSecrets(HistoryArguments.parse(arguments));
            return command.reseal(config.build(), ended) ? DONE : NOT_INTACT;
        } catch (RuntimeException | LinkageError | SQLException e) {
            System.err.println(
                    "client-registrar cannot reseal the secrets: " + StartFailure.explain(e));
            return CANNOT;
        }
    }

    private boolean reseal(SmallRyeConfig config, CountDownLatch ended) throws SQLException {
        try (var database = CommandDatabase.open(config, ended)) {
            return reseal(database);
        }
    }

    private boolean reseal(CommandDatabase database) throws SQLException {
        var keyset = database.keyset();
        var connection = database.connection();
        if (!database.usedKeys().contains(keyset.firstId())) {
            throw new SettingException(
                    "registrar.client-secret.keyset",
                    "no service has used the first key yet; start all of them with it first");
        }
        var key = new HistoryMac(keyset);
        var isIntact = VerifyHistory.verify(connection, key, arguments, out);
        var history = new HistoryRenewal(connection, key);
        if (isIntact) {
            out.printf("renewed %d seals of the history%n", history.renew(arguments.from()));
        } else {
            out.println("the seals of the history are left as they are");
        }
        var secrets =
                new SecretResealing(connection, database.settings(), keyset, Clock.systemUTC());
        out.printf("stored the secrets of %d clients anew%n", secrets.reseal());

        var census = secrets.census();
        if (census.slow() > 0) {
            out.printf(
                    "%d short secrets have a slow hash, until each is verified once%n",
                    census.slow());
        }
        var inHistory = history.keysInUse();
        var dropped = new HashSet<Integer>();
        int place = 0;
        for (var id : keyset.ids()) {
            place++;
            if (id != keyset.firstId()) {
                var needs = needs(id, census, inHistory);
                if (needs.isEmpty()) {
                    dropped.add(id);
                }
                out.printf(
                        "key %d of the keyset %s%n",
                        place,
                        needs.isEmpty()
                                ? "is not needed any more: take it out of the setting"
                                : "is still needed for " + String.join(", ", needs));
            }
        }
        forget(database, dropped);
        return isIntact;
    }

    private static List<String> needs(
            int id, SecretResealing.Census census, Set<Integer> inHistory) {
        var needs = new ArrayList<String>();
        if (census.hashed().containsKey(id)) {
            needs.add(
                    census.hashed().get(id)
                            + " hashed secrets, until each is verified once or rotated");
        }
        if (census.sealed().containsKey(id)) {
            needs.add(
                    census.sealed().get(id)
                            + " sealed secrets, made or held by others while this ran, or not to be opened: run it again");
        }
        if (inHistory.contains(id)) {
            needs.add("seals of the history");
        }
        return needs;
    }

    /** From now on the service starts without these keys. */
    private static void forget(CommandDatabase database, Set<Integer> ids) throws SQLException {
        try (var delete =
                database.connection()
                        .prepareStatement("delete from keyset_key where key_id = any (?)")) {
            delete.setArray(1, database.connection().createArrayOf("integer", ids.toArray()));
            delete.executeUpdate();
        }
    }
}
