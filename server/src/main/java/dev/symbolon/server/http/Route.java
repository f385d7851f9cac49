package dev.symbolon.server.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What answers at a path.
 *
 * @param path decoded, and compared octet by octet
 * @param methods those that the endpoint answers; GET stands for HEAD as well
 * @param sharedWithAnyOrigin whether scripts of every origin may call it and read the answer (CORS); never for what a person
 *     looks at, since the answer must not depend on cookies
 * @param lane how its requests line up
 */
public record Route(String path, Set<String> methods, Endpoint endpoint, boolean sharedWithAnyOrigin, Lane lane) {

    public Route {
        methods = Set.copyOf(methods);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + path);
        }
    }

    public static Route of(String path, Endpoint endpoint, String... methods) {
        return new Route(path, Set.of(methods), endpoint, false, Lane.BEGINNING);
    }

    /** This route, open to the scripts of every origin, without cookies (Fetch §3.3). */
    public Route sharedWithAnyOrigin(boolean shared) {
        return new Route(path, methods, endpoint, shared, lane);
    }

    /** This route, in another lane. */
    public Route in(Lane other) {
        return new Route(path, methods, endpoint, sharedWithAnyOrigin, other);
    }

    /** Whether the method is answered here, be it by the router in the name of the endpoint. */
    public boolean allows(String method) {
        return answers(method) || method.equals("OPTIONS") && sharedWithAnyOrigin;
    }

    boolean answers(String method) {
        return methods.contains(method.equals("HEAD") ? "GET" : method);
    }

    /** The methods as the header field {@code Allow} lists them (RFC 9110 §10.2.1). */
    List<String> allowed() {
        TreeSet<String> allowed = new TreeSet<>(methods);
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        if (sharedWithAnyOrigin) {
            allowed.add("OPTIONS");
        }
        return List.copyOf(allowed);
    }
}
