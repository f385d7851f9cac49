package dev.symbolon.example.webapp;

import dev.symbolon.example.webapp.page.Door;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers only to the application's own address, and lets only its own pages change anything.
 *
 * <p>That pages of another origin cannot post here is said by the browser itself, in {@code Sec-Fetch-Site} or {@code Origin}. Two
 * paths of each door are left out: the provider's page posts to the callback, where the SDK knows what belongs to this browser by the
 * state, and the provider itself says that a session is over, which the SDK believes by the signature.
 */
final class OwnOrigin extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Set<String> FOR_THE_PROVIDER = Arrays.stream(Door.values())
            .flatMap(door -> Stream.of(door.callback(), door.loggedOut()))
            .collect(Collectors.toUnmodifiableSet());
    private static final int MISDIRECTED = 421;

    private final String address;
    private final String authority;

    OwnOrigin(String address) {
        this.address = address;
        this.authority = URI.create(address).getAuthority();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean reads = List.of("GET", "HEAD").contains(request.getMethod());
        if (!authority.equalsIgnoreCase(request.getHeader("Host"))) {
            refuseOtherHost(reads, request, response);
        } else if (reads || FOR_THE_PROVIDER.contains(request.getRequestURI()) || comesFromHere(request)) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** The cookies of a sign-in belong to one name, so that whoever comes by the number goes on by the name. */
    private void refuseOtherHost(boolean reads, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (reads && List.of("127.0.0.1", "[::1]").contains(request.getServerName())) {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            response.sendRedirect(address + request.getRequestURI() + query);
            return;
        }
        response.sendError(MISDIRECTED);
    }

    private boolean comesFromHere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null ? address.equals(request.getHeader("Origin")) : site.equals("same-origin");
    }
}
