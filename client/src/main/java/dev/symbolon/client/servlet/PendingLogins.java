package dev.symbolon.client.servlet;

import dev.symbolon.client.LoginSeal;
import dev.symbolon.client.PendingLogin;
import dev.symbolon.client.Registration;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.State;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The logins that a browser has pending, each in a sealed, short-lived cookie of its own that is named after the state, so that
 * several tabs can sign in at once.
 *
 * <p>A form that the provider's page posts brings along only cookies with {@code SameSite=None}, which must be {@code Secure}
 * (draft-ietf-httpbis-rfc6265bis §5.6.7). Where provider and application differ in nothing but the port, as on a developer's
 * machine, they are one site, and {@code Lax} cookies come along too.
 */
final class PendingLogins {

    private static final int MOST_LOGINS = 6;
    private static final int MOST_CHARACTERS = 5000;
    private static final Pattern OUR_STATE = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final Registration registration;
    private final LoginSeal seal;
    private final boolean secure;
    private final String prefix;

    private record Kept(Cookie cookie, Optional<PendingLogin> login) {}

    PendingLogins(Registration registration, LoginSeal seal) {
        this.registration = registration;
        this.seal = seal;
        this.secure = registration.redirectUri().value().startsWith("https:");
        // The prefix keeps a sibling domain from planting such a cookie.
        this.prefix = secure ? "__Host-symbolon-login-" : "symbolon-login-";
    }

    /** The login that was started in this browser with the state. */
    Optional<PendingLogin> find(HttpServletRequest request, State state) {
        String name = prefix + state.value();
        return cookies(request)
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .flatMap(cookie -> seal.open(cookie.getValue(), name))
                .filter(login -> login.state().equals(state));
    }

    /** Keeps a login, and drops cookies that cannot be read any more and the oldest of too many. */
    void add(HttpServletRequest request, HttpServletResponse response, PendingLogin login) {
        String name = prefix + login.state().value();
        String sealed = seal.seal(login, name);
        List<Kept> kept = new ArrayList<>(cookies(request)
                .filter(cookie -> cookie.getName().startsWith(prefix))
                .map(cookie -> new Kept(cookie, seal.open(cookie.getValue(), cookie.getName())))
                .toList());
        kept.sort(Comparator.comparing(
                one -> one.login().map(PendingLogin::startedAt).orElse(java.time.Instant.MIN)));
        int characters = sealed.length()
                + kept.stream()
                        .mapToInt(one -> one.cookie().getValue().length())
                        .sum();
        while (!kept.isEmpty()
                && (kept.getFirst().login().isEmpty() || kept.size() >= MOST_LOGINS || characters > MOST_CHARACTERS)) {
            Cookie oldest = kept.removeFirst().cookie();
            characters -= oldest.getValue().length();
            response.addCookie(cookie(oldest.getName(), "", 0, sameSite(ResponseMode.FORM_POST)));
        }
        int seconds = Math.toIntExact(registration.strictness().loginLifetime().toSeconds());
        response.addCookie(
                cookie(name, sealed, seconds, sameSite(login.expected().responseMode())));
    }

    void drop(HttpServletResponse response, State state) {
        if (OUR_STATE.matcher(state.value()).matches()) {
            response.addCookie(cookie(prefix + state.value(), "", 0, sameSite(ResponseMode.FORM_POST)));
        }
    }

    private Cookie cookie(String name, String value, int seconds, String sameSite) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setMaxAge(seconds);
        cookie.setSecure(secure || sameSite.equals("None"));
        cookie.setAttribute("SameSite", sameSite);
        return cookie;
    }

    private String sameSite(ResponseMode mode) {
        return mode.unsigned() == ResponseMode.FORM_POST
                        && !isOneSite(registration.issuer(), registration.redirectUri())
                ? "None"
                : "Lax";
    }

    private static boolean isOneSite(Issuer issuer, RedirectUri redirectUri) {
        URI provider = URI.create(issuer.value());
        URI application = redirectUri.uri();
        return provider.getHost().equals(application.getHost())
                && provider.getScheme().equals(application.getScheme());
    }

    private static Stream<Cookie> cookies(HttpServletRequest request) {
        return request.getCookies() == null ? Stream.empty() : Stream.of(request.getCookies());
    }
}
