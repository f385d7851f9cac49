package dev.symbolon.example.webapp.page;

import dev.symbolon.client.ApiAccess;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.Tokens;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.RefreshToken;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows what came of a button. */
record OutcomePanel(Outcome outcome, Door door, Instant now) {

    private static final Pattern MAX_AGE = Pattern.compile("max_age=\"?(\\d{1,9})");

    Html section() {
        return switch (outcome) {
            case Outcome.ApiAnswer answer -> answer(answer);
            case Outcome.ApiAway() ->
                panel(
                        "failed",
                        "The API does not answer",
                        Html.of("<p>Try again in a moment. Your sign-in is not affected.</p>"));
            case Outcome.Refreshed(Tokens before, Tokens after) -> refreshed(before, after);
            case Outcome.UserInfo(var claims) ->
                panel("userinfo", "The provider tells about you", Claims.table("Userinfo", claims, now));
            case Outcome.Failed(OpenIdFailure failure) -> failed(failure);
        };
    }

    private static Html panel(String kind, String title, Html content) {
        return Html.of("""
                <section class="result {}" id="result" data-kind="{}" aria-labelledby="result-title">
                <h2 id="result-title">{}</h2>
                {}
                </section>
                """, kind, kind, title, content);
    }

    private Html answer(Outcome.ApiAnswer answer) {
        Outcome.ApiRequest asked = answer.request();
        Html request = Html.of(
                "{} {}\nAuthorization: {} {}{}{}",
                asked.method(),
                asked.uri(),
                asked.isBound() ? "DPoP" : "Bearer",
                TokenText.shortened(asked.used().token().value()),
                asked.isBound() ? Html.of("\nDPoP: <i>a proof of the key, for this request alone</i>") : Html.NONE,
                asked.body().map(body -> Html.of("\nContent-Type: application/json\n\n{}", JsonText.indented(body))));
        Html response = Html.of(
                "<span id=\"result-status\">{}</span>{}\n\n<span id=\"result-body\">{}</span>",
                status(answer.status()),
                answer.challenge().map(text -> Html.of("\nWWW-Authenticate: {}", text)),
                JsonText.indented(answer.body()));
        return panel(
                answer.status() < 400 ? "answered" : "refused",
                title(answer.status()),
                Html.of("""
                        {}{}
                        <div class="exchange">
                        <div><h3>Asked</h3><pre>{}</pre></div>
                        <div><h3>Answered</h3><pre>{}</pre></div>
                        </div>
                        """, advice(answer), about(asked.used()), request, response));
    }

    private static String title(int status) {
        return switch (status) {
            case 200 -> "The API let the application in";
            case 201 -> "The API has created a report";
            case 401 -> "The API does not accept the access token";
            case 403 -> "The access token does not allow that";
            default -> "The API answered";
        };
    }

    private static String status(int status) {
        return switch (status) {
            case 200 -> "200 OK";
            case 201 -> "201 Created";
            case 400 -> "400 Bad Request";
            case 401 -> "401 Unauthorized";
            case 403 -> "403 Forbidden";
            default -> Integer.toString(status);
        };
    }

    private Html advice(Outcome.ApiAnswer answer) {
        return switch (answer.status()) {
            case 401 ->
                demandedAge(answer)
                        .map(this::adviceToSignInAgain)
                        .orElseGet(
                                () -> Html.of("<p>It has probably ended. Refresh the tokens, or sign in again.</p>"));
            case 403 ->
                answer.request().uri().getPath().equals("/publications")
                        ? adviceToAskInDetail()
                        : Html.of("""
                        <p>Its permissions are those that you have given, and this one is missing.
                        <a id="ask-again" href="{}?return_to={}&amp;prompt=consent">Let the provider ask you
                        again</a>.</p>
                        """, door.login(), door.symbolon());
            default -> Html.NONE;
        };
    }

    /** How many seconds ago the person may have signed in at most (RFC 9470 §3), if that is what the API has found missing. */
    private static Optional<String> demandedAge(Outcome.ApiAnswer answer) {
        return answer.challenge()
                .filter(challenge -> challenge.contains("insufficient_user_authentication"))
                .map(MAX_AGE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    private Html adviceToSignInAgain(String age) {
        return Html.of("""
                        <p>The token is good, but you signed in longer ago than the API allows for this.
                        <a id="sign-in-again" href="{}?return_to={}&amp;max_age={}">Sign in again</a>, and press once
                        more.</p>
                        """, door.login(), door.symbolon(), age);
    }

    private Html adviceToAskInDetail() {
        return Html.of("""
                        <p>No permission covers this: the API wants you to have allowed which report, and for which readers.
                        <a id="ask-in-detail" href="{}?return_to={}&amp;details=publication">Let the provider ask
                        you</a>, and press once more.</p>
                        """, door.login(), door.symbolon());
    }

    private static Html about(UsedToken used) {
        return switch (used) {
            case UsedToken.OfSignIn(AccessToken token) -> Html.NONE;
            case UsedToken.OfOneApi(ApiAccess access, AccessToken token) ->
                Html.of("""
                        <p id="for-one-api">This token is yours, from the same sign-in, but another one than for your reports: it is for
                        <code>{}</code> alone, and no other API takes it. {}</p>
                        """, access.api().value(), aboutOpaque(token));
            case UsedToken.OfApplication(AccessToken token) -> Html.of("""
                        <p>This token is the application’s own, and no person had to allow it. {}</p>
                        """, aboutOpaque(token));
        };
    }

    private static String aboutOpaque(AccessToken token) {
        return JwtText.read(token.value()).isPresent()
                ? ""
                : "It is opaque and says nothing to anybody: the API has asked the provider what it is worth.";
    }

    private static Html refreshed(Tokens before, Tokens after) {
        return panel(
                "refreshed",
                "There are new tokens",
                Html.of(
                        """
                        <p>The old refresh token was good for once, and is worth nothing now.</p>
                        <table class="exchange-of-tokens"><thead>
                        <tr><th scope="col">Token</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead><tbody>
                        {}
                        {}
                        </tbody></table>
                        """,
                        change(
                                "access token",
                                before.accessToken().value(),
                                after.accessToken().value()),
                        change("refresh token", refreshToken(before), refreshToken(after))));
    }

    private static String refreshToken(Tokens tokens) {
        return tokens.refreshToken().map(RefreshToken::value).orElse("");
    }

    private static Html change(String name, String before, String after) {
        return Html.of(
                "<tr data-changed=\"{}\"><th scope=\"row\">{}</th><td><s><code>{}</code></s></td>"
                        + "<td><code>{}</code></td></tr>",
                !before.equals(after),
                name,
                TokenText.shortened(before),
                TokenText.shortened(after));
    }

    private Html failed(OpenIdFailure failure) {
        return switch (failure) {
            case OpenIdFailure.Refused refused ->
                panel(
                        "failed",
                        "The provider refuses",
                        Html.of(
                                "<p>It says <code>{}</code>. Your sign-in may have ended there:"
                                        + " <a href=\"{}?return_to={}\">sign in again</a>.</p>",
                                refused.error(),
                                door.login(),
                                door.symbolon()));
            case OpenIdFailure.Invalid invalid ->
                panel(
                        "failed",
                        "The provider’s answer cannot be trusted",
                        Html.of("<p>The SDK found <code>{}</code>, and nothing was changed.</p>", invalid.reason()));
            case OpenIdFailure.Unreachable unreachable ->
                panel(
                        "failed",
                        "The provider does not answer",
                        Html.of("<p>Try again in a moment. You are still signed in here.</p>"));
        };
    }
}
