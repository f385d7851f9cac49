package dev.symbolon.example.webapp.page;

import dev.symbolon.client.Check;
import dev.symbolon.client.CheckResult;
import dev.symbolon.client.Login;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows a sign-in: the picture of its two halves, what can be done with it, what was compared, and what came by which way.
 *
 * @param person who has signed in
 * @param signIn the login as it was at the sign-in
 * @param login the same after any refresh
 * @param latest what came of the last button
 * @param providerLogout where the provider ends its own session
 */
public record SymbolonPage(
        SignedIn person,
        Login signIn,
        Login login,
        Optional<Outcome> latest,
        Optional<URI> providerLogout,
        Instant now) {

    public Document document() {
        return Document.of(
                "Signed in",
                "signed-in",
                SignedIn.aside(Optional.of(person)),
                Html.join(
                        head(),
                        new Picture(signIn).figure(),
                        actions(),
                        latest.map(outcome -> new OutcomePanel(outcome, person.door(), now).section())
                                .orElse(Html.NONE),
                        new Comparisons(signIn).section(),
                        new Parcels(login, now).section()));
    }

    private Html head() {
        long passed = signIn.checks().stream()
                .filter(result -> result.outcome() == CheckResult.Outcome.PASSED)
                .count();
        return Html.of("""
                <section class="hero">
                <h1>The two halves fit</h1>
                <p class="lead"><strong id="person">{}</strong> has signed in with <code>{}</code>, and {}. The SDK has checked
                <strong id="passed">{}</strong> things on the way, and every one of them held.{}</p>
                </section>
                """, person.name(), responseType(), way(), passed, guards());
    }

    private String responseType() {
        return Stream.of(
                        signIn.frontChannel().code().map(part -> "code"),
                        signIn.frontChannel().idToken().map(part -> "id_token"),
                        signIn.frontChannel().browserToken().map(part -> "token"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    /** In the words of the SDK: by which response mode the answer came. */
    private String way() {
        return signIn.checks().stream()
                .filter(result -> result.check() == Check.RESPONSE_MODE)
                .map(CheckResult::detail)
                .findFirst()
                .orElse("the answer came");
    }

    private Html guards() {
        String guards = person.door().guards();
        return guards.isEmpty() ? Html.NONE : Html.of(" {}", guards);
    }

    private Html actions() {
        return Html.of(
                """
                <section class="actions" aria-labelledby="use">
                <h2 id="use">Use it</h2>
                <div class="buttons">
                {}
                <form method="post" action="{}/create-report" class="with-field">
                <label class="unseen" for="title">Title of the report</label>
                <input id="title" name="title" value="On the Analytical Engine" maxlength="200" required>
                <button id="create-report" type="submit">Create report</button></form>
                {}
                {}
                {}
                {}
                {}
                </div>
                <p class="hint">Each of these is a call from this application’s server, with a token that your browser never
                sees.{}</p>
                {}
                </section>
                """,
                button("read-reports", "Read reports", true),
                person.door().symbolon(),
                button("delete-reports", "Delete reports", true),
                button("publish", "Publish a report", true),
                button("count-reports", "Count all reports", true),
                button("userinfo", "Ask userinfo", true),
                button("refresh", "Refresh tokens", canRefresh()),
                canRefresh()
                        ? Html.NONE
                        : Html.of(" There is no refresh token, because <code>offline_access</code> was not granted."),
                providerLogout.map(SymbolonPage::invitation));
    }

    private Html button(String action, String words, boolean isEnabled) {
        return Html.of(
                "<form method=\"post\" action=\"{}/{}\"><button id=\"{}\" type=\"submit\"{}>{}</button></form>",
                person.door().symbolon(),
                action,
                action,
                isEnabled ? Html.NONE : Html.of(" disabled"),
                words);
    }

    private static Html invitation(URI providerLogout) {
        return Html.of("""
                <p class="hint">Or <a id="provider-logout" href="{}" target="_blank" rel="noopener">sign out at the provider</a>,
                in a tab of its own, and then press anything here: this application will have heard of it.</p>
                """, providerLogout);
    }

    private boolean canRefresh() {
        return login.tokens().flatMap(tokens -> tokens.refreshToken()).isPresent();
    }
}
