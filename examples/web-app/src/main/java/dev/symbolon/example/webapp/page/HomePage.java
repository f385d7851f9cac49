package dev.symbolon.example.webapp.page;

import java.util.List;
import java.util.Optional;

/**
 * The first page, with a choice of ways to sign in.
 *
 * @param person who is signed in, if anybody is
 * @param account somebody to sign in as
 */
public record HomePage(Optional<SignedIn> person, Optional<SampleAccount> account) {

    /** An account that anybody may use. */
    public record SampleAccount(String username, String password) {}

    private record Choice(String value, String title, String meaning, String praise, boolean isUsual) {}

    private static final List<Choice> TYPES = List.of(
            new Choice(
                    "code id_token",
                    "code id_token",
                    "A code and an ID token come through the browser. Access tokens never do.",
                    "recommended",
                    true),
            new Choice(
                    "code token",
                    "code token",
                    "A code and an access token come through the browser; the ID token follows from server to server.",
                    "",
                    false),
            new Choice(
                    "code id_token token",
                    "code id_token token",
                    "All three come through the browser, and the page can call an API at once.",
                    "",
                    false));

    private static final List<Choice> MODES = List.of(
            new Choice(
                    "form_post",
                    "form_post",
                    "The browser posts the answer to the application; nothing is left in the address bar.",
                    "recommended",
                    true),
            new Choice(
                    "fragment",
                    "fragment",
                    "The answer stands behind the # of the address, and a script hands it over.",
                    "",
                    false),
            new Choice(
                    "query_fragment",
                    "query_fragment",
                    "The code stands in the query, where the server reads it; the tokens stand behind the #.",
                    "",
                    false),
            new Choice(
                    "form_post.jwt",
                    "form_post.jwt",
                    "The browser posts the answer as one JWT, signed by the provider, so that no part can be exchanged.",
                    "",
                    false));

    private static final List<Choice> DOORS = List.of(
            new Choice(
                    Door.BY_SECRET.choice(),
                    "client_secret_basic",
                    "A secret. The request stands in the address bar, and whoever has a token may use it.",
                    "",
                    true),
            new Choice(
                    Door.BY_KEY.choice(),
                    "private_key_jwt, PAR, DPoP",
                    "A key. The request goes ahead from server to server, and no token is worth anything without the key.",
                    "safest",
                    false),
            new Choice(
                    Door.ENCRYPTED.choice(),
                    "private_key_jwt, JWE",
                    "A key. What passes through your browser is encrypted: the request for the provider, ID tokens for the application.",
                    "",
                    false));

    private static final List<Choice> PROMPTS = List.of(
            new Choice("", "only if needed", "", "", true),
            new Choice("login", "sign in again", "", "", false),
            new Choice("consent", "consent again", "", "", false),
            new Choice("none", "show no page", "", "", false));

    public Document document() {
        return Document.of("Sign in", "home", SignedIn.aside(person), Html.join(hero(), form()));
    }

    private Html hero() {
        return Html.of(
                """
                <section class="hero">
                <h1>One sign-in, two halves</h1>
                <p class="lead">The hybrid flow sends one half through your browser and the other from server to server.
                Like the two parts of a broken token, each proves the other. Sign in and see them fit.</p>
                {}
                </section>
                """,
                person.map(
                        present -> Html.of("""
                        <p class="notice" id="already">You are signed in as <strong id="person">{}</strong>.
                        <a href="{}">See your two halves</a>, or sign in once more.</p>
                        """, present.name(), present.door().symbolon())));
    }

    private Html form() {
        return Html.of(
                """
                <form class="choice" id="sign-in" action="/start" method="get">
                {}
                <div class="choices">
                {}
                {}
                {}
                {}
                </div>
                <div class="go">
                {}
                <button class="primary" id="sign-in-button" type="submit">Sign in</button>
                </div>
                </form>
                """,
                sketch(),
                group("response_type", "What comes through the browser", TYPES),
                group("response_mode", "How it travels", MODES),
                group("door", "What the application brings", DOORS),
                prompts(),
                account.map(HomePage::hint));
    }

    private static Html group(String parameter, String legend, List<Choice> choices) {
        return Html.of(
                "<fieldset class=\"{}\"><legend>{} <code>{}</code></legend><div>{}</div></fieldset>",
                parameter,
                legend,
                parameter.equals("door") ? "" : parameter,
                Html.each(
                        choices,
                        choice -> Html.of(
                                """
                        <label class="option"><input type="radio" name="{}" id="{}" value="{}"{}>
                        <span><b><code>{}</code>{}</b><small>{}</small></span></label>
                        """,
                                parameter,
                                choice.value().replace(' ', '-'),
                                choice.value(),
                                checked(choice),
                                choice.title(),
                                choice.praise().isEmpty() ? Html.NONE : Html.of(" <em>{}</em>", choice.praise()),
                                choice.meaning())));
    }

    private static Html prompts() {
        return Html.of(
                "<fieldset class=\"prompts\"><legend>Ask you <code>prompt</code></legend>{}</fieldset>",
                Html.each(
                        PROMPTS,
                        prompt -> Html.of(
                                "<label><input type=\"radio\" name=\"prompt\" id=\"prompt-{}\" value=\"{}\"{}> {}</label>",
                                prompt.value().isEmpty() ? "usual" : prompt.value(),
                                prompt.value(),
                                checked(prompt),
                                prompt.title())));
    }

    private static Html checked(Choice choice) {
        return choice.isUsual() ? Html.of(" checked") : Html.NONE;
    }

    private static Html hint(SampleAccount account) {
        return Html.of(
                "<p class=\"hint\">Sign in as <code>{}</code><br>with the password <code>{}</code></p>",
                account.username(),
                account.password());
    }

    /** The picture of the next page in small; the stylesheet lights up what the chosen response type holds. */
    private static Html sketch() {
        return Html.of("""
                <div class="symbolon sketch" aria-hidden="true">
                <div class="half front"><b>Browser</b><ul class="pieces">
                <li class="piece of-code">code</li><li class="piece of-id_token">ID token</li>
                <li class="piece of-token">access token</li></ul></div>
                <div class="seam"><i></i><i></i><i></i></div>
                <div class="half back"><b>Token endpoint</b><ul class="pieces">
                <li class="piece">access token</li><li class="piece">ID token</li><li class="piece">refresh token</li>
                </ul></div>
                </div>
                """);
    }
}
