package dev.symbolon.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.OAuthException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {

    private final List<Outcome> outcomes = new ArrayList<>();

    private final Admission admission = new Admission(1, 1, InstantSource.system());

    private final Router router = new Router(
            List.of(
                    Route.of(
                            "/hello",
                            request -> HttpResponse.of(200, "text/plain", "Grüße " + request.method()),
                            "GET"),
                    Route.of(
                            "/form",
                            request -> HttpResponse.of(
                                    200, "text/plain", request.form().encoded()),
                            "POST"),
                    Route.of("/shared", request -> HttpResponse.of(200), "GET", "POST")
                            .sharedWithAnyOrigin(true),
                    Route.of("/shared-fault", request -> fail("secret detail"), "GET")
                            .sharedWithAnyOrigin(true),
                    Route.of("/fault", request -> fail("secret detail"), "GET"),
                    Route.of("/deep", RouterTest::recurse, "GET"),
                    Route.of("/unavailable", request -> unreachable(), "GET")),
            admission,
            this::answer,
            UncheckedIOException.class::isInstance,
            new SecureRandom());

    private HttpResponse answer(HttpRequest request, Outcome outcome) {
        outcomes.add(outcome);
        return HttpResponse.of(200, "text/plain", outcome instanceof Outcome.Fault fault ? fault.reference() : "");
    }

    private static HttpResponse fail(String message) {
        throw new IllegalStateException(message);
    }

    private static HttpResponse recurse(HttpRequest request) {
        return request.path().isEmpty()
                ? HttpResponse.of(200)
                : recurse(request).withHeader("Depth", "1");
    }

    private static HttpResponse unreachable() {
        throw new UncheckedIOException(new IOException("no database"));
    }

    private HttpResponse send(String method, String path) {
        return router.handle(new HttpRequest(method, path, "", Headers.none(), "", "127.0.0.1"));
    }

    @Test
    void answersByPathAndMethod() {
        assertThat(send("GET", "/hello").body()).isEqualTo("Grüße GET");
    }

    @Test
    void answersHeadAsGetWithoutTheContent() {
        HttpResponse response = send("HEAD", "/hello");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().first("Content-Length")).hasValue("12");
    }

    @Test
    void doesNotFindAnUnknownPath() {
        assertThat(send("GET", "/hello/").status()).isEqualTo(404);
        assertThat(send("GET", "/HELLO").status()).isEqualTo(404);
        assertThat(outcomes).containsOnly(new Outcome.NotFound());
    }

    @Test
    void namesTheMethodsThatAreAllowed() {
        HttpResponse response = send("DELETE", "/hello");

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers().first("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void answersNoPreflightForARouteOfItsOwnOrigin() {
        HttpResponse response = send("OPTIONS", "/hello");

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers().first("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void sharesWithEveryOriginButNeverWithCookies() {
        HttpResponse response = send("GET", "/shared");

        assertThat(response.headers().first("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(response.headers().first("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void answersThePreflightOfASharedRoute() {
        HttpResponse response = send("OPTIONS", "/shared");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().first("Access-Control-Allow-Methods")).hasValue("GET, HEAD, OPTIONS, POST");
        assertThat(response.headers().first("Access-Control-Allow-Headers"))
                .hasValue("Authorization, Content-Type, DPoP, *");
    }

    @Test
    void sharesAFaultOfASharedRouteSoThatTheScriptSeesTheStatus() {
        HttpResponse response = send("GET", "/shared-fault");

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.headers().first("Access-Control-Allow-Origin")).hasValue("*");
    }

    @Test
    void turnsAFaultIntoAReferenceThatIsToldAndRecorded() {
        HttpResponse response = send("GET", "/fault");

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).matches("[0-9A-HJKMNP-TV-Z]{10}");
        assertThat(outcomes).singleElement().isInstanceOfSatisfying(Outcome.Fault.class, fault -> {
            assertThat(fault.reference()).isEqualTo(response.body());
            assertThat(fault.cause()).hasMessage("secret detail");
        });
    }

    @Test
    void survivesAnEndpointThatExhaustsTheStack() {
        assertThat(send("GET", "/deep").status()).isEqualTo(500);
    }

    @Test
    void tellsWhenToComeAgainWhileTheStorageIsUnreachable() {
        HttpResponse response = send("GET", "/unavailable");

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers().first("Retry-After")).hasValue("5");
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void treatsARefusalThatAnEndpointLetsThroughAsAMistakeOfTheSender() {
        assertThat(send("POST", "/form").status()).isEqualTo(400);
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(OAuthException.class));
    }

    @Test
    void refusesTwoRoutesForOnePath() {
        Route route = Route.of("/twice", request -> HttpResponse.of(200), "GET");

        assertThatThrownBy(() -> new Router(
                        List.of(route, route),
                        new Admission(1, 1, InstantSource.system()),
                        this::answer,
                        thrown -> false,
                        new SecureRandom()))
                .hasMessageContaining("/twice");
    }

    @Test
    void makesRoomAgainWhateverHappens() {
        for (int i = 0; i < 3; i++) {
            assertThat(send("GET", "/fault").status()).isEqualTo(500);
            assertThat(send("GET", "/nowhere").status()).isEqualTo(404);
            assertThat(send("POST", "/hello").status()).isEqualTo(405);
        }

        assertThat(send("GET", "/hello").status()).isEqualTo(200);
    }

    @Test
    void saysWhenToComeAgainAlsoToScriptsOfOtherOrigins() {
        admission.enter(Lane.BEGINNING);
        Thread.currentThread().interrupt();

        HttpResponse busy = send("GET", "/shared");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.headers().first("Retry-After")).isPresent();
        assertThat(busy.headers().first("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(outcomes).containsExactly(new Outcome.Busy());
    }
}
