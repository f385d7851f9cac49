package dev.symbolon.client.servlet;

import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.protocol.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The failure page of applications that have none of their own. */
final class PlainFailurePage implements FailurePage {

    private record Words(String title, String text) {}

    @Override
    public void show(FailedLogin failed, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Words words = words(failed);
        if (failed.restarts()) {
            // Not a redirect: browsers hold the form-action policy of the page that posted against redirects too.
            response.setHeader("Refresh", "2;url=" + failed.again());
        }
        String link = failed.restarts() ? "Start again now" : "Sign in again";
        write(words, failed.again(), link, request, response);
    }

    static void writeEnd(String again, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Words words = new Words(
                "You have been signed out", "The sign-in service has ended your session, and so it is over here too.");
        write(words, again, "Sign in again", request, response);
    }

    private static void write(
            Words words, String again, String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Html.write(
                response,
                words.title(),
                "<h1>" + words.title() + "</h1><p>" + words.text() + "</p><p><a href=\"" + Html.escape(again) + "\">"
                        + link + "</a> · <a href=\"" + Html.escape(request.getContextPath())
                        + "/\">Go to the application</a></p>",
                "");
    }

    private static Words words(FailedLogin failed) {
        return failed.cause().map(PlainFailurePage::words).orElseGet(() -> unknown(failed.restarts()));
    }

    private static Words unknown(boolean restarts) {
        return new Words(
                "This sign-in is no longer waiting",
                restarts
                        ? "It took too long, or it was finished before. It is starting again by itself."
                        : "It took too long, it was finished before, or your browser keeps no cookies for this site.");
    }

    private static Words words(OpenIdFailure failure) {
        return switch (failure) {
            case OpenIdFailure.Refused refused
            when refused.is(ErrorCode.ACCESS_DENIED) ->
                new Words("You were not signed in", "The permission was not given.");
            case OpenIdFailure.Refused refused ->
                new Words(
                        "You were not signed in",
                        "The sign-in service said: <code>" + Html.escape(refused.error()) + "</code>");
            case OpenIdFailure.Invalid invalid ->
                new Words(
                        "You were not signed in",
                        "The answer of the sign-in service cannot be trusted: <code>" + invalid.reason() + "</code>");
            case OpenIdFailure.Unreachable unreachable ->
                new Words(
                        "Signing in is not possible right now", "The sign-in service does not answer. Try again soon.");
        };
    }
}
