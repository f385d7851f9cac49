package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.rp.ApplicationType;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InBrowser
@DisplayName("The modules of the plan for Session Management")
class SessionPlanTest {

    @TempDir
    private static Path folder;

    private static PlannedProvider provider;

    @AutoClose
    private final WatchingPage page = WatchingPage.bound();

    @BeforeAll
    static void startProvider() {
        provider = PlannedProvider.start(folder);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    @Test
    @DisplayName("oidcc-session-management-discovery-endpoint-verification")
    void oidccSessionManagementDiscoveryEndpointVerification() {
        OIDCProviderMetadata metadata = provider.declared().metadata();

        assertThat(metadata.getCheckSessionIframeURI()).hasToString(provider.issuer() + "/oidc/session");
        assertThat(metadata.getEndSessionEndpointURI()).hasToString(provider.issuer() + "/oidc/logout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "id_token token", "code id_token", "code id_token token"})
    @DisplayName("oidcc-session-management-rp-initiated-logout")
    void oidccSessionManagementRpInitiatedLogout(String responseType, Browser browser) {
        URI afterwards = page.address().resolve("/post_logout_redirect");
        IndependentClient client = registered(responseType, afterwards);
        Map<String, List<String>> answer = signIn(browser, client, responseType);
        browser.await("[data-status=unchanged]");
        String tab = browser.tab();

        browser.openTab();
        browser.open(URI.create(client.metadata().getEndSessionEndpointURI()
                + "?"
                + URLUtils.serializeParameters(Map.of(
                        "id_token_hint",
                        answer.getOrDefault("id_token", List.of()),
                        "post_logout_redirect_uri",
                        List.of(afterwards.toString()),
                        "state",
                        List.of("of-the-logout")))));

        browser.awaitAddress(URI.create(afterwards + "?state=of-the-logout"));
        browser.switchTo(tab);
        browser.await("[data-status=changed]");
    }

    private IndependentClient registered(String responseType, URI afterwards) {
        OIDCClientMetadata metadata = PlannedProvider.metadata(responseType);
        metadata.setApplicationType(ApplicationType.NATIVE);
        metadata.setRedirectionURI(page.address());
        metadata.setPostLogoutRedirectionURIs(Set.of(afterwards));
        var information = provider.register(metadata);
        page.watch(
                provider.issuer().resolve("/oidc/session"), information.getID().getValue());
        return provider.registered(information);
    }

    private Map<String, List<String>> signIn(Browser browser, IndependentClient client, String responseType) {
        browser.open(client.request(responseType)
                .without("audience")
                .without("code_challenge")
                .without("code_challenge_method")
                .with("redirect_uri", page.address().toString())
                .with("scope", "openid")
                .uri());
        browser.type("[name=username]", TestDemo.USERNAME);
        browser.type("[name=password]", TestDemo.PASSWORD);
        browser.follow("form[action='/login'] button");
        browser.follow(Visitor.CONSENT_PAGE);
        browser.await("[data-status]");
        return URLUtils.parseParameters(browser.address().getRawFragment());
    }
}
