package dev.symbolon.example.webapp.page;

import dev.symbolon.client.CheckResult;
import dev.symbolon.client.Login;
import dev.symbolon.client.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The picture: two halves of a token, joined where the SDK found that they fit. */
record Picture(Login signIn) {

    private static final Html TICK = Html.of("<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\">"
            + "<path d=\"M3.5 8.5l3 3 6-7\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\""
            + " stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>");

    private record Piece(String name, boolean isThere, String remark) {}

    Html figure() {
        return Html.of(
                """
                <figure class="symbolon" id="symbolon">
                <div class="half front"><h2>Through the browser</h2>
                <p>the front channel</p>
                <ul class="pieces">{}</ul></div>
                <ul class="seam" aria-label="What holds the halves together">{}</ul>
                <div class="half back"><h2>From the token endpoint</h2>
                <p>the back channel, server to server</p>
                <ul class="pieces">{}</ul></div>
                </figure>
                """,
                Html.each(front(), Picture::piece),
                Html.each(Bridges.of(signIn), Picture::bridge),
                Html.each(back(), Picture::piece));
    }

    private List<Piece> front() {
        return List.of(
                piece("code", signIn.frontChannel().code()),
                piece("ID token", signIn.frontChannel().idToken()),
                piece("access token", signIn.frontChannel().browserToken()));
    }

    private List<Piece> back() {
        return List.of(
                piece("access token", signIn.tokens()),
                piece("ID token", signIn.tokens().flatMap(Tokens::idToken)),
                piece("refresh token", signIn.tokens().flatMap(Tokens::refreshToken)));
    }

    private static Piece piece(String name, Optional<?> part) {
        return new Piece(name, part.isPresent(), part.isPresent() ? "" : "not part of this answer");
    }

    private static Html piece(Piece piece) {
        return piece.isThere()
                ? Html.of("<li class=\"piece\">{}</li>", piece.name())
                : Html.of(
                        "<li class=\"piece absent\">{}<span class=\"unseen\">: {}</span></li>",
                        piece.name(),
                        piece.remark());
    }

    private static Html bridge(Bridge bridge) {
        String outcome = word(bridge.outcome());
        return Html.of(
                """
                <li id="bridge-{}" class="bridge {}" data-outcome="{}"><a href="#check-{}" title="{}">{}<code>{}</code>
                <span class="unseen">{}</span></a></li>
                """,
                bridge.name(),
                outcome,
                outcome,
                bridge.name(),
                bridge.meaning(),
                sign(bridge.outcome()),
                bridge.name(),
                words(bridge.outcome()));
    }

    /** As the stylesheet and tests know it: {@code passed}, {@code not_applicable} or {@code skipped}. */
    static String word(CheckResult.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    static String words(CheckResult.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "fits";
            case NOT_APPLICABLE -> "nothing to compare";
            case SKIPPED -> "not checked, as the application wished";
        };
    }

    static Html sign(CheckResult.Outcome outcome) {
        return Html.of(
                "<span class=\"sign {}\">{}</span>",
                word(outcome),
                switch (outcome) {
                    case PASSED -> TICK;
                    case NOT_APPLICABLE -> Html.of("<span aria-hidden=\"true\">–</span>");
                    case SKIPPED -> Html.of("<span aria-hidden=\"true\">!</span>");
                });
    }
}
