package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.symbolon.client.Callback;
import dev.symbolon.client.ClientAuthentication;
import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.Registration;
import dev.symbolon.client.StartedLogin;
import dev.symbolon.client.Tokens;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.dpop.DpopKey;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Tokens bound to a key, from the web-app SDK by way of the provider to the API SDK")
class TokenBindingTest {

    private static TestDemo demo;

    @BeforeAll
    static void start() {
        demo = TestDemo.start();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static OpenIdClient client(String type) {
        return OpenIdClient.of(Registration.of(
                        demo.provider("").toString(),
                        TestDemo.CLIENT_ID,
                        ClientAuthentication.clientSecretBasic(Secret.of(TestDemo.CLIENT_SECRET)),
                        demo.redirectUri().toString())
                .withResponseType(ResponseType.parse(type))
                .withScope("openid profile offline_access read:reports create:reports")
                .withAudience(TestDemo.AUDIENCE)
                .withDpop(DpopKey.generate()));
    }

    private static Login logIn(OpenIdClient client) {
        StartedLogin started = client.startLogin();
        PlainBrowser.Stop.Answer answer = new PlainBrowser(demo.provider("")).authorize(started.authorizationUri());
        String parameters = URLUtils.serializeParameters(answer.parameters());
        boolean isCode = answer.address().getRawFragment() == null;
        return client.finishLogin(
                started.pending(), isCode ? Callback.query(parameters) : Callback.fragment(parameters));
    }

    private static AccessToken token(Login login) {
        return login.tokens().map(Tokens::accessToken).orElseThrow();
    }

    private static HttpResponse<String> create(OpenIdClient client, AccessToken token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(demo.api("/reports"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\": \"Notes on the Engine\"}"))
                .build();
        return client.call(token, request, BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "code id_token", "code id_token token"})
    void openTheApi(String type) throws Exception {
        OpenIdClient client = client(type);
        Login login = logIn(client);

        assertThat(create(client, token(login)).statusCode()).isEqualTo(201);
        assertThat(create(client, token(login)).statusCode()).isEqualTo(201);
    }

    @Test
    void tellWhoHasSignedIn() {
        OpenIdClient client = client("code id_token");

        assertThat(client.userInfo(logIn(client)).string("name")).contains("Ada Lovelace");
    }

    @Test
    void areRefreshed() throws Exception {
        OpenIdClient client = client("code id_token");

        Login refreshed = client.refresh(logIn(client));

        assertThat(create(client, token(refreshed)).statusCode()).isEqualTo(201);
    }

    @Test
    void areWorthNothingToAThief() throws Exception {
        AccessToken stolen = token(logIn(client("code id_token")));
        HttpRequest asBearer = HttpRequest.newBuilder(demo.api("/reports"))
                .header("Authorization", "Bearer " + stolen.value())
                .build();

        assertThat(create(client("code id_token"), stolen).statusCode()).isEqualTo(401);
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(asBearer, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
        }
    }
}
