package org.clientregistrar;

import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.clientregistrar.config.SettingException;
import org.clientregistrar.error.CauseChain;

/** Says why the service cannot start: in one line that names the setting to change. */
final class StartFailure {

    private static final Pattern CAMEL_CASE_SETTING = Pattern.compile("^registrar\\.[A-Za-z.-]+");

    private StartFailure() {}

    /** Prints the line and ends the process. */
    static void endWith(Throwable failure) {
        System.err.println("client-registrar cannot start: " + explain(failure));
        System.exit(1);
    }

    /** Says it in one line. */
    static String explain(Throwable failure) {
        return CauseChain.find(failure, SettingException.class)
                .map(Throwable::getMessage)
                .or(
                        () ->
                                CauseChain.find(failure, QuarkusBindException.class)
                                        .map(bind -> portTaken(bind.getHost(), bind.getPort())))
                .or(
                        () ->
                                CauseChain.find(failure, BindException.class)
                                        .map(
                                                bind ->
                                                        "quarkus.http.port: the port is taken by another process"))
                .or(
                        () ->
                                CauseChain.find(failure, ConfigValidationException.class)
                                        .map(e -> spelled(oneLine(e.getProblem(0).getMessage()))))
                .or(() -> CauseChain.find(failure, SQLException.class).map(StartFailure::database))
                .orElseGet(() -> reason(failure));
    }

    /** The message of the innermost cause, on one line. */
    static String reason(Throwable failure) {
        var innermost = CauseChain.of(failure).reduce((outer, inner) -> inner).orElse(failure);
        var message = innermost.getMessage();
        return message == null ? innermost.getClass().getSimpleName() : oneLine(message);
    }

    /** The validator names a group of settings as its method, where the setting has hyphens. */
    private static String spelled(String problem) {
        return CAMEL_CASE_SETTING
                .matcher(problem)
                .replaceFirst(
                        setting ->
                                setting.group()
                                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                                        .toLowerCase(Locale.ROOT));
    }

    private static String portTaken(String host, int port) {
        return "quarkus.http.port: port "
                + port
                + " of "
                + host
                + " cannot be used; most likely another process has it, or a port below 1024 needs more rights";
    }

    private static String database(SQLException failure) {
        return "quarkus.datasource.jdbc.url: the database cannot be used ("
                + oneLine(failure.getMessage() + cause(failure))
                + ")";
    }

    private static String cause(SQLException failure) {
        return failure.getCause() == null ? "" : " " + reason(failure);
    }

    private static String oneLine(String text) {
        return text.strip()
                .replaceAll("\\s*\\R\\s*", "; ")
                .replaceAll("(?:SRCFG[0-9]+|java\\.(?:lang|util)\\.[A-Za-z]+): ", "")
                .replaceFirst(
                        "The config property (\\S+) with the config value .* threw an Exception whilst being converted ",
                        "$1: ")
                .replaceFirst("does not map to any root", "is not a setting")
                .replaceFirst(" to enum class [^,]+", "");
    }
}
