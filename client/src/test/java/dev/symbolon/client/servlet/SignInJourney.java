package dev.symbolon.client.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.client.LoginOptions;
import dev.symbolon.client.TestProvider;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;

/** A browser before an application that is behind the filter, on its way through the provider and back. */
final class SignInJourney implements AutoCloseable {

    static final String PENDING = "symbolon-login-";

    final TestApplication app = new TestApplication(
            "/",
            UnaryOperator.identity(),
            filter -> filter.startingWith(request -> request.getParameter("mode") == null
                    ? LoginOptions.none()
                    : LoginOptions.none()
                            .withResponseMode(ResponseMode.parse(request.getParameter("mode")))
                            .withResponseType(ResponseType.parse(request.getParameter("type")))));
    final TestBrowser browser = new TestBrowser();

    static URI location(HttpResponse<?> response) {
        assertThat(response.statusCode()).isEqualTo(303);
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }

    URI startAt(String path) {
        return location(browser.get(app.at(path)));
    }

    static String relayed(String query, String fragment) {
        return Parameters.none()
                .with(RelayPage.FRAGMENT, fragment)
                .with(RelayPage.QUERY, query.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(query))
                .encoded();
    }

    /** Brings the answer to the callback as a browser does, and returns the answer of the application. */
    HttpResponse<String> bring(ResponseMode mode, Parameters answer) {
        return switch (mode) {
            case QUERY, QUERY_JWT -> browser.get(app.at("/callback?" + answer.encoded()));
            case FORM_POST, FORM_POST_JWT -> browser.post(app.at("/callback"), answer.encoded());
            case FRAGMENT, FRAGMENT_JWT -> browser.post(app.at("/callback"), relayed("", answer.encoded()));
            case WEB_MESSAGE -> throw new AssertionError("no server gets a message");
            case QUERY_FRAGMENT ->
                browser.post(
                        app.at("/callback"),
                        relayed(TestProvider.queryHalf(answer), TestProvider.fragmentHalf(answer)));
        };
    }

    /** Signs in by the default of a registration: {@code code id_token} in a fragment. */
    void signIn() {
        URI authorization = startAt("/reports");
        URI parked = location(bring(ResponseMode.FRAGMENT, app.provider.answer(authorization)));
        location(browser.get(app.at(parked.toString())));
    }

    @Override
    public void close() {
        browser.close();
        app.close();
    }
}
