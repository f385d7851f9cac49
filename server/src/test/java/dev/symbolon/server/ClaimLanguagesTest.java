package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.claim.ClaimLanguages;
import dev.symbolon.server.user.User;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OIDC Core §5.2: claims in several languages")
class ClaimLanguagesTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();

    ClaimLanguagesTest() {
        User ada = TestProvider.user("ada");
        JsonObject claims = ada.claims()
                .with("name#ja-Kana-JP", "エイダ・ラブレス")
                .with("name#de", "Ada Gräfin von Lovelace")
                .with("given_name#de", "Ada");
        provider.declare(new User(ada.subject(), ada.username(), ada.passwordHash(), false, claims));
    }

    private Parameters scoped(String scope) {
        return client.request("code id_token token").without("scope").with("scope", scope);
    }

    private JsonObject userinfo(Parameters request) {
        return JsonObject.parse(
                provider.userinfo(browser.authorize(request).accessToken()).body());
    }

    @Test
    void areToldWithTheScopeThatTellsTheClaim() {
        JsonObject userinfo = userinfo(scoped("openid profile"));

        assertThat(userinfo.names())
                .containsExactlyInAnyOrder("sub", "name", "name#ja-Kana-JP", "name#de", "given_name#de");
        assertThat(userinfo.string("name#ja-Kana-JP")).contains("エイダ・ラブレス");
    }

    @Test
    void areNotToldWithoutIt() {
        assertThat(userinfo(scoped("openid email")).names())
                .containsExactlyInAnyOrder("sub", "email", "email_verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "fr-CA en ja", "nonsense!"})
    void areThereWhateverTheWish(String locales) {
        assertThat(userinfo(scoped("openid profile").with("claims_locales", locales))
                        .names())
                .contains("name", "name#de");
    }

    @Test
    void canBeAskedForOneByOne() {
        Parameters request = scoped("openid").with("claims", "{\"userinfo\":{\"name#DE\":null}}");

        assertThat(userinfo(request).names()).containsExactlyInAnyOrder("sub", "name#de");
    }

    @Test
    void canBeAskedForInTheIdToken() {
        Parameters request =
                scoped("openid").with("claims", "{\"id_token\":{\"name#ja-kana-jp\":null,\"given_name\":null}}");

        JsonObject claims =
                provider.verified(browser.authorize(request).idToken()).claims();

        assertThat(claims.has("name#ja-Kana-JP")).isTrue();
        assertThat(claims.has("given_name#de")).isTrue();
        assertThat(claims.has("name")).isFalse();
        assertThat(claims.has("name#de")).isFalse();
    }

    @Test
    void areNamedOnTheConsentPage() {
        Parameters request = scoped("openid").with("claims", "{\"userinfo\":{\"name#de\":null}}");

        Stop.Shown consent = browser.page(browser.logIn(browser.page(browser.ask(request))));

        assertThat(consent.text()).contains("See your full name (German)");
    }

    @Test
    void cannotBeAskedForWithoutEnd() {
        String claims = IntStream.range(0, 21)
                .mapToObj(i -> "\"name#a" + (char) ('a' + i) + "\":null")
                .collect(Collectors.joining(",", "{\"userinfo\":{", "}}"));

        assertThat(browser.callback(browser.ask(scoped("openid").with("claims", claims)))
                        .all()
                        .one("error"))
                .contains("invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"name#DE, name#de", "name#ja-kana-jp, name#ja-Kana-JP", "website#zh-hant, website#zh-Hant"})
    void areWrittenAsBcp47Has(String name, String canonical) {
        assertThat(ClaimLanguages.canonical(name)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name#x!", "name#", "name", "email#de", "name#de#fr", "name#d", "name#de--AT"})
    void areNothingElse(String name) {
        assertThat(ClaimLanguages.canonical(name)).isEmpty();
    }
}
