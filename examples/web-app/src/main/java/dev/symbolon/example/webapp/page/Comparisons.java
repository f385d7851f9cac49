package dev.symbolon.example.webapp.page;

import dev.symbolon.client.CheckResult;
import dev.symbolon.client.Login;
import java.util.Locale;

/** Shows each binding with the values that were compared, and below them the SDK's whole report. */
record Comparisons(Login signIn) {

    Html section() {
        return Html.of("""
                <section aria-labelledby="bindings">
                <h2 id="bindings">What holds them together</h2>
                <div class="bindings">
                {}
                </div>
                {}
                </section>
                """, Html.each(Bridges.of(signIn), Comparisons::binding), report());
    }

    private static Html binding(Bridge bridge) {
        return Html.of(
                """
                <article class="binding {}" id="check-{}">
                <h3>{}<code>{}</code></h3>
                <p>{}</p>
                {}
                </article>
                """,
                Picture.word(bridge.outcome()),
                bridge.name(),
                Picture.sign(bridge.outcome()),
                bridge.name(),
                bridge.meaning(),
                Html.each(bridge.comparisons(), Comparisons::comparison));
    }

    private static Html comparison(Bridge.Comparison comparison) {
        if (comparison.sides().isEmpty()) {
            return Html.of(
                    "<p class=\"finding\">{}: {}.</p>",
                    place(comparison.result().part()),
                    comparison.result().detail());
        }
        return Html.of(
                "<dl class=\"sides\">{}</dl>",
                Html.each(
                        comparison.sides(),
                        side -> Html.of(
                                "<div><dt>{}</dt><dd><code>{}</code></dd></div>", side.source(), side.value())));
    }

    private static String place(CheckResult.Part part) {
        return switch (part) {
            case AUTHORIZATION_RESPONSE -> "In the answer";
            case FRONT_CHANNEL_ID_TOKEN -> "In the browser’s ID token";
            case TOKEN_ENDPOINT_ID_TOKEN -> "In the token endpoint’s ID token";
            case BOTH_ID_TOKENS -> "In both ID tokens";
        };
    }

    private Html report() {
        return Html.of(
                """
                <details class="report" id="report">
                <summary>All {} checks of the SDK, in their order</summary>
                <table><thead><tr><th scope="col">Check</th><th scope="col">What was found</th>
                <th scope="col">Demanded by</th></tr></thead><tbody>
                {}
                </tbody></table>
                </details>
                """,
                signIn.checks().size(),
                Html.each(
                        signIn.checks(),
                        result -> Html.of(
                                "<tr data-check=\"{}\" data-outcome=\"{}\"><th scope=\"row\">{}{}</th>"
                                        + "<td>{}: {}</td><td>{}</td></tr>",
                                result.check().name(),
                                Picture.word(result.outcome()),
                                Picture.sign(result.outcome()),
                                result.check().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                place(result.part()),
                                result.detail(),
                                result.check().section())));
    }
}
