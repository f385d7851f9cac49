package dev.symbolon.example.webapp.page;

import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.servlet.FailedLogin;
import dev.symbolon.protocol.ErrorCode;
import java.util.Optional;

/**
 * Tells why a sign-in has come to nothing, and how to go on.
 *
 * @param person who is signed in nevertheless, from before
 */
public record FailedPage(FailedLogin failed, Optional<SignedIn> person) {

    private record Words(String title, Html text) {

        Words(String title, String text) {
            this(title, Html.of("{}", text));
        }
    }

    public Document document() {
        Words words = failed.cause().map(FailedPage::words).orElseGet(this::unknown);
        return Document.of(
                words.title(),
                "failed",
                SignedIn.aside(person),
                Html.of(
                        """
                        <section class="message" id="failure" data-reason="{}">
                        <h1>{}</h1>
                        <p>{} {}</p>
                        <p class="ways"><a class="button primary" id="start-again" href="{}">{}</a>
                        {}</p>
                        </section>
                        """,
                        failed.cause().map(FailedPage::reason).orElse("login_unknown"),
                        words.title(),
                        words.text(),
                        standing(),
                        failed.again(),
                        failed.restarts() ? "Start again now" : "Sign in again",
                        wayOut()));
    }

    private String standing() {
        return person.isPresent() ? "You are signed in here as before." : "You are not signed in.";
    }

    private Html wayOut() {
        return person.map(present -> Html.of(
                        "<a class=\"button\" id=\"back\" href=\"{}\">Back to your two halves</a>",
                        present.door().symbolon()))
                .orElseGet(() -> Html.of("<a class=\"button\" id=\"home\" href=\"/\">First page</a>"));
    }

    /** For tests and for support. */
    private static String reason(OpenIdFailure failure) {
        return switch (failure) {
            case OpenIdFailure.Refused refused -> refused.error();
            case OpenIdFailure.Invalid invalid -> invalid.reason().name();
            case OpenIdFailure.Unreachable unreachable -> "unreachable";
        };
    }

    private Words unknown() {
        return new Words(
                "This sign-in is no longer waiting",
                failed.restarts()
                        ? "It took too long, or it was finished before. It starts again by itself in a moment."
                        : "It took too long, it was finished before, or your browser keeps no cookies for this site.");
    }

    private static Words words(OpenIdFailure failure) {
        return switch (failure) {
            case OpenIdFailure.Refused refused -> refused(refused);
            case OpenIdFailure.Invalid invalid ->
                new Words(
                        "The two halves do not fit",
                        Html.of(
                                "The provider’s answer cannot be trusted. The SDK found <code>{}</code>.",
                                invalid.reason()));
            case OpenIdFailure.Unreachable unreachable ->
                new Words(
                        "The provider does not answer",
                        "You can sign in as soon as it is back. Try again in a moment.");
        };
    }

    private static Words refused(OpenIdFailure.Refused refused) {
        if (refused.is(ErrorCode.ACCESS_DENIED)) {
            return new Words("You said no", "That is fine: the application has got nothing by it.");
        }
        return switch (refused.error()) {
            case "login_required" ->
                new Words(
                        "Nobody is signed in at the provider",
                        "You asked for a sign-in without any page, and without a page the provider cannot ask who you are.");
            case "consent_required", "interaction_required", "account_selection_required" ->
                new Words(
                        "The provider has to ask you something",
                        "You asked for a sign-in without any page, and there is a question that only you can answer.");
            default -> new Words("The provider refuses", Html.of("It says <code>{}</code>.", refused.error()));
        };
    }
}
