package dev.symbolon.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentSecurityPolicyTest {

    private final Pages pages = new Pages(Issuer.parse("https://id.example.org"), Theme.plain());

    @ParameterizedTest
    @CsvSource({
        "https://app.example.org, https:",
        "https://APP.example.org:8443, https:",
        "http://localhost:9001, http://localhost:9001",
        "http://127.0.0.1:9001, http://127.0.0.1:9001",
        "http://[::1]:9001, http:",
        "com.example.app:, com.example.app:"
    })
    void letsTheFormLeadToUsAndOnToTheApplication(String origin, String source) {
        assertThat(directive(policy(login(origin)), "form-action")).isEqualTo("form-action 'self' " + source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "https://*",
                "https://app.example.org; script-src *",
                "https://app.example.org 'unsafe-inline'",
                "https://app.example.org, default-src *",
                "https://app.example.org/path",
                "https://app.example.org:99999999",
                "'unsafe-inline'",
                "https://app.example.org\r\nSet-Cookie: a=b",
                "javascript:;script-src *"
            })
    void takesInNothingThatIsNotPlainlyAnOrigin(String origin) {
        assertThat(policy(login(origin)))
                .isEqualTo("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                        + " frame-ancestors 'none'; base-uri 'none'");
    }

    @Test
    void allowsThePageThatPostsExactlyItsOwnScriptAndTarget() throws Exception {
        FormPostPage page = new FormPostPage(
                "https://app.example.org/callback",
                "https://app.example.org",
                Parameters.none().with("code", "c"));

        String script = Jsoup.parse(
                        pages.render(page, List.of(), Optional.empty()).body())
                .expectFirst("script")
                .data();

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
        assertThat(directive(policy(page), "script-src"))
                .isEqualTo("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        assertThat(directive(policy(page), "form-action")).isEqualTo("form-action https:");
    }

    @Test
    void letsOneOriginAloneFrameAnAnswerThatCameWithoutAPage() {
        HttpResponse response =
                pages.render(SamplePages.webMessage("https://app.example.org:8443", true), List.of(), Optional.empty());

        assertThat(policy(SamplePages.webMessage("https://app.example.org:8443", true)))
                .contains("; frame-ancestors https://app.example.org:8443; ", "; form-action 'none'; ");
        assertThat(response.headers().first("X-Frame-Options")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.org, false",
        "http://[::1]:9001, true",
        "*, true",
        "https://*, true",
        "https:, true",
        "https://app.example.org *, true",
        "https://app.example.org; script-src *, true"
    })
    void letsNobodyFrameAnyOther(String origin, boolean framed) {
        HttpResponse response = pages.render(SamplePages.webMessage(origin, framed), List.of(), Optional.empty());

        assertThat(response.headers().first("Content-Security-Policy").orElseThrow())
                .endsWith("; frame-ancestors 'none'; base-uri 'none'");
        assertThat(response.headers().first("X-Frame-Options")).contains("DENY");
    }

    @Test
    void allowsNoFormWhereThereIsNone() {
        assertThat(directive(policy(SamplePages.error(ErrorPage.Kind.FAULT)), "form-action"))
                .isEqualTo("form-action 'none'");
    }

    @Test
    void allowsNoScriptElsewhere() {
        SamplePages.all().forEach((name, page) -> {
            boolean leadsOnByItself = page instanceof LoggedOutPage loggedOut
                    && loggedOut.onward().isPresent();
            if (!(page instanceof FormPostPage) && !(page instanceof WebMessagePage) && !leadsOnByItself) {
                assertThat(policy(page)).as(name).doesNotContain("script-src");
            }
        });
    }

    private static LoginPage login(String origin) {
        Application application = new Application("App", "app.example.org", origin, Optional.empty());
        return new LoginPage(Optional.of(application), "sealed", "", new LoginPage.Problem.None());
    }

    private String policy(Page page) {
        return pages.render(page, List.of(), Optional.empty())
                .headers()
                .first("Content-Security-Policy")
                .orElseThrow();
    }

    private static String directive(String policy, String name) {
        return Arrays.stream(policy.split("; "))
                .filter(directive -> directive.startsWith(name + " "))
                .findFirst()
                .orElseThrow();
    }
}
