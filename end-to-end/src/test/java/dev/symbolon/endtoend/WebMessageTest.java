package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InBrowser
@DisplayName("Answers as messages: frames and windows of an application in a browser")
class WebMessageTest {

    /** Shows what it is told by the provider, and whether its frame has been loaded, whatever is in it. */
    private static final String PAGE = """
            <!doctype html><meta charset="utf-8"><title>Application</title>
            <body data-told="nothing" data-frame="none">
            <button id="frame">Frame</button><button id="popup">Window</button>
            <script>
              addEventListener("message", ({origin, data}) => {
                if (origin !== "{provider}" || data.type !== "authorization_response") return;
                document.body.dataset.told = data.response.code ? "code" : data.response.error;
              });
              document.getElementById("frame").addEventListener("click", () => {
                const frame = document.createElement("iframe");
                frame.addEventListener("load", () => document.body.dataset.frame = "loaded");
                frame.src = "{request}&prompt=none";
                document.body.append(frame);
              });
              document.getElementById("popup").addEventListener("click", () => open("{request}", "", "width=500,height=700"));
            </script>
            """;

    @TempDir
    private Path folder;

    private ClientSite application;
    private ClientSite stranger;
    private ProviderProcess provider;
    private URI page;
    private URI strangePage;

    @BeforeEach
    void start() {
        application = ClientSite.open();
        stranger = ClientSite.open();
        page = application.publish("/", "text/html", "");
        provider = ProviderProcess.start(folder, """
                clients:
                  - id: page
                    name: Page
                    authentication: none
                    redirect-uris: ["%s"]
                    response-modes: [web_message]
                users:
                  - username: ada
                    password: analytical-engine
                """.formatted(page));
        String html = PAGE.replace("{provider}", provider.issuer().toString())
                .replace("{request}", request().toString());
        application.publish("/", "text/html", html);
        strangePage = stranger.publish("/", "text/html", html);
    }

    @AfterEach
    void stop() {
        provider.close();
        application.close();
        stranger.close();
    }

    private URI request() {
        return URI.create(provider.issuer()
                + "/authorize?client_id=page&response_type=code&response_mode=web_message&scope=openid"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri="
                + URLEncoder.encode(page.toString(), StandardCharsets.UTF_8));
    }

    /** Signs in and consents in a window that the application opens, and comes back. */
    private void signIn(Browser browser) {
        browser.open(page);
        String here = browser.tab();
        browser.click("#popup");
        browser.switchToPopup();
        browser.type("[name=username]", "ada");
        browser.type("[name=password]", "analytical-engine");
        browser.follow("form[action='/login'] button");
        browser.follow(Visitor.CONSENT_PAGE);
        browser.await("#answer");
        browser.switchTo(here);
    }

    @Test
    void windowsThatTheApplicationOpensTellItTheAnswerAfterSignInAndConsent(Browser browser) {
        signIn(browser);

        browser.await("[data-told=code]");
    }

    @Test
    void framesOfTheApplicationTellItTheAnswerOfWhoHasSignedIn(Browser browser) {
        signIn(browser);
        browser.open(page);

        browser.click("#frame");

        browser.await("[data-told=code]");
    }

    @Test
    void framesOfTheApplicationTellItThatNobodyHasSignedIn(Browser browser) {
        browser.open(page);

        browser.click("#frame");

        browser.await("[data-told=login_required]");
    }

    @Test
    void framesOfAnotherOriginGetNothing(Browser browser) {
        signIn(browser);
        browser.open(strangePage);

        browser.click("#frame");

        browser.await("[data-frame=loaded]");
        assertThat(browser.attributes("body", "data-told")).containsExactly("nothing");
    }

    @Test
    void windowsThatAnotherOriginOpensTellItNothing(Browser browser) {
        signIn(browser);
        browser.await("[data-told=code]");
        browser.closeOthers();
        browser.open(strangePage);
        String here = browser.tab();

        browser.click("#popup");
        browser.switchToPopup();

        browser.await("#answer");
        browser.switchTo(here);
        assertThat(browser.attributes("body", "data-told")).containsExactly("nothing");
    }

    @Test
    void anAnswerThatNoWindowWaitsForSaysSo(Browser browser) {
        signIn(browser);

        browser.open(request());

        assertThat(browser.text("#unawaited")).contains("No window of the application");
        assertThat(browser.shows("#answer")).isFalse();
    }
}
