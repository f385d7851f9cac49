package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
@DisplayName("Session Management §3: pages of other origins watch the session")
class SessionManagementTest {

    private static final String CLIENT = "watching";

    @TempDir
    private Path folder;

    private WatchingPage page;
    private WatchingPage other;
    private ProviderProcess provider;

    @BeforeEach
    void start() throws IOException {
        page = WatchingPage.listen();
        other = WatchingPage.listen();
        provider = ProviderProcess.start(folder, """
                clients:
                  - id: watching
                    name: Watching
                    authentication: none
                    redirect-uris: ["%s"]
                users:
                  - username: ada
                    password: analytical-engine
                """.formatted(page.address()));
        page.watch(address("/oidc/session"), CLIENT);
        other.watch(address("/oidc/session"), CLIENT);
    }

    @AfterEach
    void stop() {
        provider.close();
        page.close();
        other.close();
    }

    private URI address(String path) {
        return URI.create(provider.issuer() + path);
    }

    private void signIn(Browser browser) {
        browser.open(address("/authorize?client_id=watching&response_type=code&response_mode=fragment&scope=openid"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri="
                + URLEncoder.encode(page.address().toString(), StandardCharsets.UTF_8)));
        browser.type("[name=username]", "ada");
        browser.type("[name=password]", "analytical-engine");
        browser.follow("form[action='/login'] button");
        browser.follow(Visitor.CONSENT_PAGE);
        browser.await("[data-status]");
    }

    @Test
    void seeThatNothingHasChangedAndThenThatSomebodyHasSignedOutInAnotherTab(Browser browser) {
        signIn(browser);
        browser.await("[data-status=unchanged]");
        String tab = browser.tab();

        browser.openTab();
        browser.open(address("/oidc/logout"));
        browser.follow("button[value=sign_out]");
        browser.switchTo(tab);

        browser.await("[data-status=changed]");
    }

    @Test
    void seeNothingOfASessionStateThatIsNotTheirs(Browser browser) {
        signIn(browser);
        browser.await("[data-status=unchanged]");
        String fragment = browser.address().getRawFragment();

        browser.open(URI.create(other.address() + "#" + fragment));

        browser.await("[data-status=changed]");
    }

    @Test
    void areToldThatTheirQuestionIsNoneOrThatTheStateCannotBeSeen(Browser browser) {
        browser.open(page.address());
        browser.await("[data-status=error]");

        signIn(browser);
        browser.await("[data-status=unchanged]");
        browser.deleteCookies();

        browser.await("[data-status=error]");
        assertThat(browser.texts("iframe")).hasSize(1);
    }
}
