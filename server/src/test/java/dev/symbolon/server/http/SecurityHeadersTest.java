package dev.symbolon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Issuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityHeadersTest {

    private static final HttpRequest REQUEST = new HttpRequest("GET", "/", "", Headers.none(), "", "127.0.0.1");

    private final SecurityHeaders secure = new SecurityHeaders(Issuer.parse("https://id.example.org"));

    private Headers of(HttpResponse response) {
        return secure.on(request -> response).handle(REQUEST).headers();
    }

    @Test
    void areOnEveryResponse() {
        Headers headers = of(HttpResponse.redirect("https://app.example.org/"));

        assertThat(headers.all("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.all("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.all("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.all("Cache-Control")).containsExactly("no-store");
        assertThat(headers.all("Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(headers.all("Location")).containsExactly("https://app.example.org/");
    }

    @Test
    void areOnTheAnswersOfTheFallback() {
        HttpResponse response = secure.on((Fallback) (request, outcome) -> HttpResponse.of(404))
                .complete(REQUEST, new Outcome.NotFound());

        assertThat(response.headers().first("X-Frame-Options")).hasValue("DENY");
    }

    @Test
    void leaveAloneWhatAResponseSaysItself() {
        Headers headers = of(HttpResponse.of(200)
                .withHeader("content-security-policy", "default-src 'self'")
                .withHeader("Cache-Control", "max-age=300"));

        assertThat(headers.all("Content-Security-Policy")).containsExactly("default-src 'self'");
        assertThat(headers.all("Cache-Control")).containsExactly("max-age=300");
    }

    @ParameterizedTest
    @CsvSource({
        "default-src 'none'; frame-ancestors *, true",
        "default-src 'none'; frame-ancestors https://app.example.org; base-uri 'none', true",
        "default-src 'none'; frame-ancestors 'none'; sandbox, false",
        "default-src 'none', false"
    })
    void letBeFramedWhatAPolicyLetsBeFramed(String policy, boolean framed) {
        Headers headers = of(HttpResponse.of(200).withHeader("Content-Security-Policy", policy));

        assertThat(headers.first("X-Frame-Options").isEmpty()).isEqualTo(framed);
    }

    @Test
    void demandTlsOnlyWhereThereIsTls() {
        SecurityHeaders loopback = new SecurityHeaders(Issuer.parse("http://localhost:9000"));
        HttpResponse plain = loopback.on(request -> HttpResponse.of(200)).handle(REQUEST);

        assertThat(of(HttpResponse.of(200)).first("Strict-Transport-Security")).hasValue("max-age=31536000");
        assertThat(plain.headers().first("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void doNotCutTheTieToTheWindowThatOpenedUs() {
        assertThat(of(HttpResponse.html(200, "")).first("Cross-Origin-Opener-Policy"))
                .isEmpty();
    }
}
