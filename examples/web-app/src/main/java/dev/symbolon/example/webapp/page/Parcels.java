package dev.symbolon.example.webapp.page;

import dev.symbolon.client.ApiAccess;
import dev.symbolon.client.ApiToken;
import dev.symbolon.client.Check;
import dev.symbolon.client.CheckResult;
import dev.symbolon.client.FrontChannel;
import dev.symbolon.client.FrontChannel.BrowserToken;
import dev.symbolon.client.Login;
import dev.symbolon.client.Tokens;
import dev.symbolon.client.VerifiedIdToken;
import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * What came by which way, side by side and decoded.
 *
 * <p>What came through the browser may be copied from the page, for the browser has had it, unless it was encrypted. Of all else only
 * beginning and end are shown, so that it stays on the server.
 */
record Parcels(Login login, Instant now) {

    Html section() {
        return Html.of("""
                <section aria-labelledby="parcels">
                <h2 id="parcels">What came which way</h2>
                <div class="parcels">
                <div class="parcel front"><h3>Through the browser</h3>{}</div>
                <div class="parcel back"><h3>From the token endpoint</h3>{}</div>
                </div>
                </section>
                """, front(login.frontChannel()), login.tokens().map(this::back));
    }

    private Html front(FrontChannel front) {
        return Html.join(
                front.code().map(this::code).orElse(Html.NONE),
                front.idToken()
                        .map(token -> idToken("front-id-token", cameEncrypted() ? Copy.KEPT : Copy.ALLOWED, token))
                        .orElse(Html.NONE),
                front.browserToken().map(this::browserToken).orElse(Html.NONE));
    }

    private Html back(Tokens tokens) {
        return Html.join(
                tokens.idToken()
                        .map(token -> idToken("back-id-token", Copy.KEPT, token))
                        .orElse(Html.NONE),
                accessToken(tokens),
                Html.each(tokens.apiTokens().entrySet(), token -> apiToken(token.getKey(), token.getValue())),
                tokens.refreshToken().map(this::refreshToken).orElse(Html.NONE));
    }

    /** Whether this is so of ID tokens, of which it is so of all or of none. */
    private boolean cameEncrypted() {
        return login.checks().stream()
                .anyMatch(
                        result -> result.check() == Check.ENCRYPTION && result.outcome() == CheckResult.Outcome.PASSED);
    }

    private enum Copy {
        ALLOWED,
        KEPT
    }

    private Html code(AuthorizationCode code) {
        return token(
                "front-code",
                "Code",
                Copy.ALLOWED,
                code.value(),
                Html.of("<p>Redeemed at the token endpoint: it was good for once.</p>"));
    }

    private Html idToken(String id, Copy copy, VerifiedIdToken token) {
        return token(
                id,
                "ID token",
                copy,
                token.token().value(),
                Html.join(
                        Html.of("<p>Tells this application who has signed in.</p>"),
                        cameEncrypted()
                                ? Html.of(
                                        "<p>It came encrypted for this application, and nobody else could read it.</p>")
                                : Html.NONE,
                        decoded(token.token().value(), Html.of(" open"))));
    }

    private Html browserToken(BrowserToken token) {
        String value = token.accessToken().value();
        return token(
                "front-access-token",
                "Access token for the page",
                Copy.ALLOWED,
                value,
                Html.join(allowance(token.scope(), token.expiresAt()), decoded(value, Html.NONE)));
    }

    private Html accessToken(Tokens tokens) {
        String value = tokens.accessToken().value();
        return token(
                "back-access-token",
                "Access token for the server",
                Copy.KEPT,
                value,
                Html.join(allowance(tokens.scope(), tokens.expiresAt()), decoded(value, Html.NONE)));
    }

    private Html apiToken(ApiAccess access, ApiToken token) {
        String value = token.accessToken().value();
        return token(
                "api-access-token",
                "Access token for one API alone",
                Copy.KEPT,
                value,
                Html.join(
                        Html.of(
                                "<p>Got by the refresh token, for <code>{}</code>.</p>",
                                access.api().value()),
                        allowance(token.scope(), token.expiresAt()),
                        decoded(value, Html.NONE)));
    }

    private Html refreshToken(RefreshToken token) {
        return token(
                "back-refresh-token",
                "Refresh token",
                Copy.KEPT,
                token.value(),
                Html.of("<p>Good for new tokens, once: each use brings the next one.</p>"));
    }

    private Html allowance(Scope scope, Optional<Instant> end) {
        return Html.of(
                "<ul class=\"scope\" aria-label=\"Scope\">{}</ul>{}",
                Html.each(scope.values(), value -> Html.of("<li><code>{}</code></li>", value)),
                end.map(moment -> Html.of("<p class=\"expiry\">Ends {}</p>", Moment.of(moment, now))));
    }

    private static Html token(String id, String title, Copy copy, String value, Html about) {
        Html copyable = copy == Copy.ALLOWED ? Html.of(" data-copy=\"{}\"", value) : Html.NONE;
        return Html.of("""
                <article class="token" id="{}" data-fingerprint="{}"><h4>{}</h4>
                <p class="text"{}><code>{}</code></p>
                {}
                </article>
                """, id, TokenText.fingerprint(value), title, copyable, TokenText.shortened(value), about);
    }

    private Html decoded(String token, Html open) {
        return JwtText.read(token)
                .map(jwt -> Html.of(
                        "<details{}><summary>Decoded</summary>{}{}</details>",
                        open,
                        Claims.table("Header", jwt.header(), now),
                        Claims.table("Claims", jwt.claims(), now)))
                .orElse(Html.NONE);
    }
}
