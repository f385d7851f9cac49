package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.symbolon.client.ApiAccess;
import dev.symbolon.client.Callback;
import dev.symbolon.client.ClientAuthentication;
import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.Registration;
import dev.symbolon.client.StartedLogin;
import dev.symbolon.client.Tokens;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An application of several APIs, by the web-app SDK (RFC 8707)")
class SeveralApisTest {

    private static final String REPORTS = "https://api.example.com/reports";
    private static final String MAIL = "https://api.example.com/mail";
    private static final String CALENDAR = "https://api.example.com/calendar";

    @TempDir
    private static Path folder;

    private static ProviderProcess provider;
    private static OpenIdClient client;

    private final Login login = logIn();

    @BeforeAll
    static void start() {
        provider = ProviderProcess.start(folder, ProviderProcess.resource("several-apis.yaml"));
        client = OpenIdClient.of(Registration.of(
                        provider.issuer().toString(),
                        "of-several-apis",
                        ClientAuthentication.clientSecretBasic(
                                Secret.of("secret-of-a-client-that-asks-for-several-apis")),
                        "http://localhost:1/callback")
                .withScope("openid offline_access read:reports create:reports read:mail")
                .withResources(REPORTS, MAIL));
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    private static Login logIn() {
        StartedLogin started = client.startLogin();
        PlainBrowser.Stop.Answer answer = new PlainBrowser(provider.issuer()).authorize(started.authorizationUri());
        return client.finishLogin(
                started.pending(), Callback.fragment(URLUtils.serializeParameters(answer.parameters())));
    }

    private static void isFor(AccessToken token, String api, String scope) throws Exception {
        JWTClaimsSet claims = SignedJWT.parse(token.value()).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly(api);
        assertThat(claims.getStringClaim("scope")).isEqualTo(scope);
    }

    @Test
    void getsATokenForEach() throws Exception {
        Login forBoth = client.withAccess(client.withAccess(login, ApiAccess.to(REPORTS)), ApiAccess.to(MAIL));

        isFor(forBoth.accessToken(ApiAccess.to(REPORTS)), REPORTS, "openid offline_access read:reports create:reports");
        isFor(forBoth.accessToken(ApiAccess.to(MAIL)), MAIL, "openid offline_access read:mail");
    }

    @Test
    void getsATokenForLess() throws Exception {
        ApiAccess reading = ApiAccess.to(REPORTS).limitedTo("read:reports");

        isFor(client.withAccess(login, reading).accessToken(reading), REPORTS, "read:reports");
    }

    @Test
    void isRefusedAnApiThatTheLoginIsNotFor() {
        assertThatThrownBy(() -> client.withAccess(login, ApiAccess.to(CALENDAR)))
                .isInstanceOfSatisfying(
                        OpenIdFailure.Refused.class,
                        refused ->
                                assertThat(refused.is(ErrorCode.INVALID_TARGET)).isTrue());
    }

    @Test
    void isRefusedMoreThanTheLoginIsFor() {
        ApiAccess more = ApiAccess.to(MAIL).limitedTo("read:mail send:mail");

        assertThatThrownBy(() -> client.withAccess(login, more))
                .isInstanceOfSatisfying(
                        OpenIdFailure.Refused.class,
                        refused ->
                                assertThat(refused.is(ErrorCode.INVALID_SCOPE)).isTrue());
    }

    @Test
    void goesOnAfterManyHaveAskedAtOnceWithTheSameLogin() throws Exception {
        List<Future<Login>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int turn = 0; turn < 8; turn++) {
                all.add(threads.submit(() -> client.refresh(login, ApiAccess.to(REPORTS))));
                all.add(threads.submit(() -> client.refresh(login, ApiAccess.to(MAIL))));
                all.add(threads.submit(() -> client.refresh(login)));
            }
        }

        assertThat(all.stream().map(Future::resultNow).map(Login::tokens).distinct())
                .hasSize(3);
        isFor(
                client.refresh(login, ApiAccess.to(MAIL)).accessToken(ApiAccess.to(MAIL)),
                MAIL,
                "openid offline_access read:mail");
        assertThat(client.refresh(login).tokens().flatMap(Tokens::refreshToken)).isPresent();
    }
}
