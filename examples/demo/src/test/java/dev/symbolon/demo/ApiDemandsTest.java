package dev.symbolon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API wants on top of a permission: that something was allowed in detail (RFC 9396), or a young sign-in (RFC 9470). */
class ApiDemandsTest {

    private static RunningDemo demo;

    private final Visitor visitor = new Visitor(demo);
    private final FormBrowser browser = visitor.browser();

    @BeforeAll
    static void start() {
        demo = RunningDemo.start(FreePorts.find(), DataFolder.temporary());
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "key", "encrypted"})
    void areMetOnceThePersonHasAllowedJustThat(String door) {
        visitor.signIn(door, "code id_token");
        browser.press("publish");
        assertThat(browser.page()).contains("403 Forbidden", "insufficient_scope");

        browser.follow("ask-in-detail");
        assertThat(browser.page()).contains("Publish a report", "On the Analytical Engine", "everybody");
        browser.submit("decision", "allow");
        browser.submit();
        browser.press("publish");

        assertThat(browser.page()).contains("200 OK", "published", "what it allows in detail");
    }

    @Test
    void areMetRightAfterASignIn() {
        visitor.signIn("secret", "code id_token");
        browser.press("create-report");
        browser.press("delete-reports");

        assertThat(browser.page()).contains("200 OK", "\"deleted\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/key", "/encrypted"})
    void leadToAnotherSignIn(String door) {
        visitor.signIn(door.isEmpty() ? "secret" : door.substring(1), "code id_token");

        browser.open(visitor.webApp(door + "/login?return_to=" + door + "/symbolon&max_age=0"));
        browser.submit("username", "ada@example.com", "password", "analytical-engine");
        browser.submit();

        assertThat(browser.page()).contains("The two halves fit");
    }
}
