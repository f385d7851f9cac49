package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InBrowser
@DisplayName("CIBA: a bank's counter asks for somebody, who decides in a browser")
class BackchannelRequestTest {

    @AutoClose
    private final TestDemo demo = TestDemo.start();

    @AutoClose
    private final HttpClient counter = HttpClient.newHttpClient();

    private HttpResponse<String> post(String path, Parameters form) throws IOException, InterruptedException {
        String pair = "demo-counter:demo-counter-secret";
        HttpRequest request = HttpRequest.newBuilder(demo.provider(path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.encoded()))
                .build();
        return counter.send(request, BodyHandlers.ofString());
    }

    private String ask(String message) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(
                "/bc-authorize",
                Parameters.none()
                        .with("scope", "openid read:reports create:reports")
                        .with("audience", TestDemo.AUDIENCE)
                        .with("login_hint", TestDemo.USERNAME)
                        .with("binding_message", message));
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonObject.parse(answer.body()).requiredString("auth_req_id");
    }

    private HttpResponse<String> fetch(String authReqId) throws IOException, InterruptedException {
        return post(
                "/oauth/token",
                Parameters.none()
                        .with("grant_type", "urn:openid:params:grant-type:ciba")
                        .with("auth_req_id", authReqId));
    }

    private void openRequests(Browser browser) {
        browser.open(demo.provider("/account/requests"));
        browser.type("[name=username]", TestDemo.USERNAME);
        browser.type("[name=password]", TestDemo.PASSWORD);
        browser.follow("form[action$='/account/login'] button");
    }

    @Test
    void yieldsTokensOnceThePersonHasAllowedIt(Browser browser) throws Exception {
        String id = ask("Counter 7, W4SCT");
        openRequests(browser);
        assertThat(browser.text(".shown-message")).isEqualTo("Counter 7, W4SCT");
        assertThat(browser.text("article h2")).contains("Bank counter");

        assertThat(PageFaults.of(browser, "requests")).isEmpty();

        browser.follow("[name=decision][value=allow]");

        assertThat(browser.text("[role=status]")).contains("Bank counter");
        assertThat(fetch(id).statusCode()).isEqualTo(200);
    }

    @Test
    void yieldsNothingOfTheOneThatIsDenied(Browser browser) throws Exception {
        String first = ask("first");
        String second = ask("second");
        openRequests(browser);
        assertThat(browser.texts(".shown-message")).containsExactly("first", "second");

        browser.follow("article:first-of-type [value=deny]");
        browser.follow("article:first-of-type [value=allow]");

        assertThat(fetch(first).body()).contains("access_denied");
        assertThat(fetch(second).statusCode()).isEqualTo(200);
    }
}
