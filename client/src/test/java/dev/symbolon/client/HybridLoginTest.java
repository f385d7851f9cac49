package dev.symbolon.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.client.CheckResult.Outcome;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.ResponseType.Part;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A login from start to end (OIDC Core §3.1, §3.2, §3.3)")
class HybridLoginTest {

    private final TestLogins logins = new TestLogins();

    @AfterEach
    void close() {
        logins.close();
    }

    static Stream<Arguments> typesAndModes() {
        return ResponseType.ALL.stream()
                .filter(type -> !type.equals(ResponseType.TOKEN))
                .flatMap(type -> Stream.of(ResponseMode.values())
                        .filter(mode -> mode.unsigned() != ResponseMode.QUERY || !type.carriesTokens())
                        .filter(mode -> mode != ResponseMode.WEB_MESSAGE)
                        .filter(mode -> mode != ResponseMode.QUERY_FRAGMENT || type.isHybrid())
                        .map(mode -> Arguments.of(type, mode)));
    }

    @ParameterizedTest
    @MethodSource("typesAndModes")
    void signsInByEveryResponseTypeAndMode(ResponseType type, ResponseMode mode) {
        logins.registration = logins.registration.withResponseType(type).withResponseMode(mode);

        Login login = logins.login();

        assertThat(login.subject().value()).isEqualTo("ada");
        assertThat(login.tokens().isPresent()).isEqualTo(type.includes(Part.CODE));
        assertThat(login.frontChannel().idToken().isPresent()).isEqualTo(type.includes(Part.ID_TOKEN));
        assertThat(login.frontChannel().browserToken().isPresent()).isEqualTo(type.includes(Part.TOKEN));
    }

    @ParameterizedTest
    @EnumSource(
            value = SigningAlgorithm.class,
            names = {"RS256", "PS256", "ES256"})
    void acceptsTheUsualAlgorithms(SigningAlgorithm algorithm) {
        logins.provider.signingKey = TestProvider.key(algorithm);
        logins.provider.publishedKeys = List.of(logins.provider.signingKey);

        assertThat(logins.login().idToken().algorithm()).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void acceptsEveryAlgorithmThatIsAllowed(SigningAlgorithm algorithm) {
        logins.provider.signingKey = TestProvider.key(algorithm);
        logins.provider.publishedKeys = List.of(logins.provider.signingKey);
        logins.registration = logins.registration.withAlgorithms(algorithm);

        assertThat(logins.login().idToken().algorithm()).isEqualTo(algorithm);
    }

    @Test
    void hashesByTheHashFunctionOfTheAlgorithm() {
        logins.provider.signingKey = TestProvider.key(SigningAlgorithm.ES512);
        logins.provider.publishedKeys = List.of(logins.provider.signingKey);
        logins.registration = logins.registration.withAlgorithms(SigningAlgorithm.ES512);

        assertThat(logins.login().claims().requiredString("c_hash")).hasSize(43);
    }

    @Test
    void keepsTheBrowsersTokenApartFromTheServers() {
        Login login = logins.asking(ResponseType.CODE_ID_TOKEN_TOKEN).login();

        AccessToken browsers = login.frontChannel().browserToken().orElseThrow().accessToken();
        AccessToken servers = login.tokens().orElseThrow().accessToken();
        assertThat(browsers.value()).startsWith("front-");
        assertThat(servers.value()).startsWith("back-");
    }

    @Test
    void tellsWhenEachAccessTokenEnds() {
        Login login = logins.asking(ResponseType.CODE_ID_TOKEN_TOKEN).login();

        assertThat(login.frontChannel().browserToken().orElseThrow().expiresAt())
                .contains(logins.clock.instant().plusSeconds(300));
        assertThat(login.tokens().orElseThrow().expiresAt())
                .contains(logins.clock.instant().plusSeconds(600));
        assertThat(login.tokens()
                        .orElseThrow()
                        .haveExpiredAt(logins.clock.instant().plusSeconds(600)))
                .isTrue();
    }

    @Test
    void reportsEveryBindingThatItChecked() {
        Login login = logins.asking(ResponseType.CODE_ID_TOKEN_TOKEN).login();

        assertThat(login.checks())
                .filteredOn(result -> result.part() == CheckResult.Part.FRONT_CHANNEL_ID_TOKEN)
                .filteredOn(result -> result.outcome() == Outcome.PASSED)
                .extracting(CheckResult::check)
                .contains(Check.SIGNATURE, Check.NONCE, Check.C_HASH, Check.AT_HASH);
        assertThat(login.checks())
                .filteredOn(result -> result.check() == Check.SAME_PERSON)
                .extracting(CheckResult::outcome)
                .containsExactly(Outcome.PASSED);
    }

    @Test
    void reportHoldsNoCodeAndNoToken() {
        Login login = logins.asking(ResponseType.CODE_ID_TOKEN_TOKEN).login();

        assertThat(login.toString()).doesNotContain("code-", "front-", "back-", "refresh-", "eyJ");
    }

    @Test
    void namesTheChecksThatWereLeftOut() {
        logins.registration = logins.registration.skipping(Check.C_HASH);
        logins.provider.frontClaims = claims -> claims.without("c_hash");

        assertThat(logins.login().checks())
                .filteredOn(result -> result.outcome() == Outcome.SKIPPED)
                .extracting(CheckResult::check)
                .containsOnly(Check.C_HASH);
    }

    @Test
    void provesTheCodeByPkce() {
        StartedLogin started = logins.client().startLogin();

        Parameters request = Parameters.parse(started.authorizationUri().getRawQuery());
        assertThat(request.one("code_challenge_method")).contains("S256");
        assertThat(request.required("code_challenge"))
                .isEqualTo(started.pending()
                        .codeVerifier()
                        .orElseThrow()
                        .challenge()
                        .value());
    }

    @Test
    void asksForWhatTheOptionsSay() {
        LoginOptions options = LoginOptions.none()
                .withPrompts(dev.symbolon.protocol.Prompt.LOGIN, dev.symbolon.protocol.Prompt.CONSENT)
                .withMaxAge(Duration.ofMinutes(5))
                .withLoginHint("ada@example.com")
                .withUiLocales(java.util.Locale.GERMAN, java.util.Locale.ENGLISH)
                .withAcrValues("gold")
                .withResponseType(ResponseType.CODE_ID_TOKEN_TOKEN)
                .withResponseMode(ResponseMode.FORM_POST)
                .withExtra("display", "popup");

        StartedLogin started = logins.client().startLogin(options);

        Parameters request = Parameters.parse(started.authorizationUri().getRawQuery());
        assertThat(request.one("prompt")).contains("consent login");
        assertThat(request.one("max_age")).contains("300");
        assertThat(request.one("login_hint")).contains("ada@example.com");
        assertThat(request.one("ui_locales")).contains("de en");
        assertThat(request.one("acr_values")).contains("gold");
        assertThat(request.one("response_type")).contains("code id_token token");
        assertThat(request.one("response_mode")).contains("form_post");
        assertThat(request.one("display")).contains("popup");
    }

    @Test
    void twoLoginsAtOnceDoNotDisturbEachOther() {
        OpenIdClient client = logins.client();
        StartedLogin first = client.startLogin(LoginOptions.none().withReturnTo(new LocalPath("/first")));
        StartedLogin second = client.startLogin(LoginOptions.none().withReturnTo(new LocalPath("/second")));

        Login finishedSecond = client.finishLogin(second.pending(), logins.provider.callback(second));
        Login finishedFirst = client.finishLogin(first.pending(), logins.provider.callback(first));

        assertThat(finishedFirst.returnTo().value()).isEqualTo("/first");
        assertThat(finishedSecond.returnTo().value()).isEqualTo("/second");
    }

    @Test
    void redeemsTheCodeAloneIfTheTokensAreToStayInThePage() {
        logins.registration = logins.registration
                .withResponseMode(ResponseMode.QUERY_FRAGMENT)
                .skipping(Check.FRAGMENT_RELAYED);
        OpenIdClient client = logins.client();
        StartedLogin started = client.startLogin();
        Parameters answer = logins.provider.answer(started.authorizationUri());

        Login login = client.finishLogin(started.pending(), Callback.query(TestProvider.queryHalf(answer)));

        assertThat(login.tokens()).isPresent();
        assertThat(login.frontChannel().idToken()).isEmpty();
    }

    @Test
    void tellsTheTokenEndpointsClaimsWhereTheTwoDiffer() {
        logins.provider.frontClaims = claims -> claims.with("acr", "front").with("only_front", "here");
        logins.provider.backClaims = claims -> claims.with("acr", "back");

        Login login = logins.login(logins.client(), LoginOptions.none(), UnaryOperator.identity());

        assertThat(login.claims().string("acr")).contains("back");
        assertThat(login.claims().string("only_front")).contains("here");
    }
}
