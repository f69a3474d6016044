package org.clientregistrar.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all settings, as properties and as environment variables. */
public final class SettingNames {

    private SettingNames() {}

    /** The properties, such as registrar.public-url. */
    public static Set<String> all() {
        return of("registrar", RegistrarConfig.class).collect(Collectors.toUnmodifiableSet());
    }

    /** The environment variable of a property. */
    public static String variable(String property) {
        return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * Refuses variables that belong to a group of settings and are none of it: a slip of the pen
     * would otherwise leave a registry open that was meant to be protected. Other variables that
     * begin with REGISTRAR may be somebody else's, such as those that Kubernetes sets for a service
     * of this name.
     *
     * @throws SettingException for the first of them
     */
    public static void check(Set<String> environment) {
        var settings = all().stream().map(SettingNames::variable).collect(Collectors.toSet());
        var groups = groups().map(SettingNames::variable).toList();
        environment.stream()
                .filter(name -> groups.stream().anyMatch(group -> name.startsWith(group + "_")))
                .filter(name -> !settings.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new SettingException(name, "is not a setting");
                        });
    }

    private static Stream<String> groups() {
        return all().stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .filter(group -> group.contains("."));
    }

    private static Stream<String> of(String prefix, Class<?> group) {
        return Arrays.stream(group.getMethods())
                .flatMap(
                        method -> {
                            var name = prefix + "." + kebab(method.getName());
                            var type = method.getReturnType();
                            return type.getEnclosingClass() == RegistrarConfig.class
                                            && type.isInterface()
                                    ? of(name, type)
                                    : Stream.of(name);
                        });
    }

    private static String kebab(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
