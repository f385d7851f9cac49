package dev.symbolon.server.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a page may load, run, and send its forms to (Content Security Policy Level 3).
 *
 * <p>Chromium holds {@code form-action} against every redirect after a submission, those of the application's callback included.
 * An application over TLS therefore stands in it as {@code https:}: where its callback leads on to is its own affair.
 */
record ContentSecurityPolicy(
        Optional<String> script,
        List<String> formTargets,
        List<String> frames,
        List<String> images,
        Optional<String> ancestor) {

    private static final Pattern WEB_ORIGIN =
            Pattern.compile("(https?)://(?:[a-z0-9.-]+|(\\[[0-9a-f:.]+]))(?::[0-9]{1,5})?");
    private static final Pattern OWN_SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:");

    /** A page that nobody may frame. */
    ContentSecurityPolicy(Optional<String> script, List<String> formTargets, List<String> frames, List<String> images) {
        this(script, formTargets, frames, images, Optional.empty());
    }

    /** A page without forms. */
    static ContentSecurityPolicy withoutForms() {
        return new ContentSecurityPolicy(Optional.empty(), List.of(), List.of(), List.of());
    }

    /** A page with forms to ourselves, and redirects from there to the application. */
    static ContentSecurityPolicy forms(Optional<Application> application) {
        return new ContentSecurityPolicy(
                Optional.empty(),
                Stream.concat(Stream.of("'self'"), application.flatMap(app -> source(app.origin())).stream())
                        .toList(),
                List.of(),
                List.of());
    }

    /** A page with forms, and with the picture that stands for the application. */
    static ContentSecurityPolicy formsAndLogo(Optional<Application> application) {
        return new ContentSecurityPolicy(
                Optional.empty(),
                forms(application).formTargets(),
                List.of(),
                origins(application.flatMap(Application::logo).stream().toList()));
    }

    /** A page with one inline script and a form to that origin alone. */
    static ContentSecurityPolicy formPost(String script, String origin) {
        return new ContentSecurityPolicy(
                Optional.of(script), source(origin).stream().toList(), List.of(), List.of());
    }

    /** A page with one inline script, which windows of that origin alone may frame, if there is one that may. */
    static ContentSecurityPolicy webMessage(String script, Optional<String> origin) {
        Optional<String> ancestor = origin.filter(ContentSecurityPolicy::hasName);
        return new ContentSecurityPolicy(Optional.of(script), List.of(), List.of(), List.of(), ancestor);
    }

    /** Whether a policy can name the origin: not if it is an IPv6 address, or not plainly an origin. */
    private static boolean hasName(String origin) {
        Matcher web = WEB_ORIGIN.matcher(origin);
        return web.matches() && web.group(2) == null;
    }

    boolean mayBeFramed() {
        return ancestor.isPresent();
    }

    /** A page with these addresses in frames, and perhaps one inline script. */
    static ContentSecurityPolicy frames(Optional<String> script, List<String> addresses) {
        return new ContentSecurityPolicy(script, List.of(), origins(addresses), List.of());
    }

    private static List<String> origins(List<String> addresses) {
        return addresses.stream()
                .map(ContentSecurityPolicy::origin)
                .flatMap(origin -> exactly(origin).stream())
                .distinct()
                .toList();
    }

    private static Optional<String> exactly(String origin) {
        Matcher web = WEB_ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
        if (!web.matches()) {
            return Optional.empty();
        }
        return Optional.of(web.group(2) == null ? web.group() : web.group(1) + ":");
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /**
     * What covers the origin, and what it redirects to; none if it is not plainly an origin, for what is written into a policy must
     * not be able to end a directive. A policy cannot name an IPv6 address, so that its scheme stands for it.
     */
    private static Optional<String> source(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        Matcher web = WEB_ORIGIN.matcher(lower);
        if (web.matches()) {
            boolean named = web.group(1).equals("http") && web.group(2) == null;
            return Optional.of(named ? lower : web.group(1) + ":");
        }
        return OWN_SCHEME.matcher(lower).matches() ? Optional.of(lower) : Optional.empty();
    }

    @Override
    public String toString() {
        return "default-src 'none'; style-src 'self'; img-src 'self'"
                + images.stream().map(origin -> " " + origin).collect(Collectors.joining())
                + script.map(text -> "; script-src '" + hash(text) + "'").orElse("")
                + (frames.isEmpty() ? "" : "; frame-src " + String.join(" ", frames))
                + "; form-action " + formTargets.stream().collect(Collectors.joining(" "))
                + (formTargets.isEmpty() ? "'none'" : "")
                + "; frame-ancestors " + ancestor.orElse("'none'") + "; base-uri 'none'";
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
