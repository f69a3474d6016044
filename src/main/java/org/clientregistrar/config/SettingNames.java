package org.clientregistrar.config;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all settings, as properties and as environment variables. */
public final class SettingNames {

    private SettingNames() {}

    /**
     * Stands in a name for one that the operator chooses, as in
     * registrar.software-statements.issuers.*.issuer.
     */
    public static final String CHOSEN = "*";

    /** The properties, such as registrar.public-url. */
    public static Set<String> all() {
        return methods().keySet();
    }

    /** The same, each with the method of {@link RegistrarConfig} that has its type and default. */
    public static Map<String, Method> methods() {
        return of("registrar", RegistrarConfig.class)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
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
        var settings = Pattern.compile(pattern(all().stream()));
        var groups = Pattern.compile("(?:" + pattern(groups()) + ")_.*");
        environment.stream()
                .filter(groups.asMatchPredicate())
                .filter(settings.asMatchPredicate().negate())
                .sorted()
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new SettingException(name, "is not a setting");
                        });
    }

    private static String pattern(Stream<String> names) {
        return names.map(SettingNames::variable)
                .map(name -> name.replace(CHOSEN, "[A-Z0-9]+"))
                .collect(Collectors.joining("|"));
    }

    private static Stream<String> groups() {
        return all().stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .filter(group -> group.contains("."));
    }

    private static Stream<Map.Entry<String, Method>> of(String prefix, Class<?> group) {
        return Arrays.stream(group.getMethods())
                .flatMap(method -> of(prefix + "." + kebab(method.getName()), method));
    }

    private static Stream<Map.Entry<String, Method>> of(String name, Method method) {
        if (method.getGenericReturnType() instanceof ParameterizedType type
                && type.getRawType() == Map.class) {
            return of(name + "." + CHOSEN, (Class<?>) type.getActualTypeArguments()[1]);
        }
        var type = method.getReturnType();
        return type.getEnclosingClass() == RegistrarConfig.class && type.isInterface()
                ? of(name, type)
                : Stream.of(Map.entry(name, method));
    }

    private static String kebab(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
