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
                        new Buttons(person.door(), canRefresh(), providerLogout).section(),
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

    private boolean canRefresh() {
        return login.tokens().flatMap(tokens -> tokens.refreshToken()).isPresent();
    }
}
