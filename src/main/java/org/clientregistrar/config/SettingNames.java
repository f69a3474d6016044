package org.clientregistrar.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all settings, as properties and as environment variables. */
public final class SettingNames {

    /** What Kubernetes sets beside a service of this name. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("REGISTRAR_(SERVICE_.*|PORT|PORT_.*)");

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
     * Refuses variables that look like a setting and are none: a slip of the pen would otherwise
     * leave a registry open that was meant to be protected.
     *
     * @throws SettingException for the first of them
     */
    public static void check(Set<String> environment) {
        var known = all().stream().map(SettingNames::variable).collect(Collectors.toSet());
        environment.stream()
                .filter(name -> name.startsWith("REGISTRAR_") && !known.contains(name))
                .filter(name -> !SERVICE_LINK.matcher(name).matches())
                .sorted()
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new SettingException(name, "is not a setting");
                        });
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
