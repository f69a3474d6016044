package org.clientregistrar.error;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which methods each path has, read from the endpoints' own annotations. */
@ApplicationScoped
public class AllowedMethods {

    private record Operation(Pattern path, String method) {}

    private final Set<Operation> operations;

    AllowedMethods(BeanManager beans) {
        this.operations =
                beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                        .flatMap(bean -> operations(bean.getBeanClass()))
                        .collect(toUnmodifiableSet());
    }

    /**
     * The methods of a request path, in alphabetical order, with HEAD and OPTIONS; none where there
     * is no endpoint.
     */
    Set<String> of(String requestPath) {
        var allowed =
                operations.stream()
                        .filter(operation -> operation.path.matcher(requestPath).matches())
                        .map(Operation::method)
                        .collect(toCollection(TreeSet::new));
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        if (!allowed.isEmpty()) {
            allowed.add("OPTIONS");
        }
        return allowed;
    }

    private static Stream<Operation> operations(Class<?> endpoint) {
        var root = endpoint.getAnnotation(Path.class);
        if (root == null) {
            return Stream.empty();
        }
        return Arrays.stream(endpoint.getDeclaredMethods())
                .flatMap(method -> httpMethods(method).map(verb -> operation(root, method, verb)));
    }

    private static Operation operation(Path root, Method method, String verb) {
        var own = method.getAnnotation(Path.class);
        var template = own == null ? root.value() : root.value() + "/" + own.value();
        var path = template.replaceAll("/+", "/").replaceAll("\\{[^}]*}", "[^/]+");
        return new Operation(Pattern.compile(path + "/?"), verb);
    }

    private static Stream<String> httpMethods(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value);
    }
}
