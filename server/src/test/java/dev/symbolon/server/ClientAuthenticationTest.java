package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Client authentication (RFC 6749 §2.3, OIDC Core §9)")
class ClientAuthenticationTest {

    private static final Parameters GRANT = Parameters.none().with("grant_type", "client_credentials");

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient basic = provider.register();
    private final TestClient post =
            provider.register(client -> client.withMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST));
    private final TestClient mobile = provider.register(TestClient::asPublic);

    private static Map<String, String> basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private TestTokens send(Parameters form, Map<String, String> headers) {
        return TestTokens.of(provider.post("/oauth/token", form, headers));
    }

    @ParameterizedTest
    @EnumSource(names = ".*TLS_CLIENT_AUTH", mode = EnumSource.Mode.MATCH_NONE)
    void acceptsTheMethodThatTheClientIsRegisteredFor(ClientAuthenticationMethod method) {
        TestClient client = provider.register(one -> one.withMethod(method));
        TestCallback callback = provider.browser().authorize(client.request("code id_token"));

        assertThat(provider.redeem(client, callback).status()).isEqualTo(200);
    }

    @Nested
    @DisplayName("RFC 6749 §5.2: invalid_client")
    class InvalidClient {

        private void isRefused(TestTokens answer) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.error()).isEqualTo("invalid_client");
            assertThat(answer.response().headers().first("WWW-Authenticate").orElseThrow())
                    .startsWith("Basic realm=");
        }

        @Test
        void refusesAWrongSecret() {
            isRefused(send(GRANT, basic(basic.id().value(), "wrong")));
            isRefused(send(GRANT.with("client_id", post.id().value()).with("client_secret", "wrong"), Map.of()));
        }

        @Test
        void refusesAnEmptySecret() {
            isRefused(send(GRANT, basic(basic.id().value(), "")));
        }

        @Test
        void refusesAnUnknownClient() {
            isRefused(send(GRANT, basic("nobody", "secret")));
        }

        @Test
        void refusesARequestThatSaysNothingOfItsSender() {
            isRefused(send(GRANT, Map.of()));
        }

        @Test
        void refusesAnotherMethodThanTheRegisteredOne() {
            isRefused(send(
                    GRANT.with("client_id", basic.id().value())
                            .with("client_secret", basic.secret().reveal()),
                    Map.of()));
            isRefused(send(GRANT, basic(post.id().value(), post.secret().reveal())));
        }

        @Test
        void refusesAConfidentialClientWithoutItsSecret() {
            isRefused(send(GRANT.with("client_id", basic.id().value()), Map.of()));
            isRefused(send(GRANT.with("client_id", post.id().value()), Map.of()));
        }

        @Test
        void refusesAPublicClientWithASecret() {
            isRefused(send(GRANT, basic(mobile.id().value(), "anything")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Basic",
                    "Basic ",
                    "Basic !!!",
                    "Basic bm9jb2xvbg==",
                    "Basic OnNlY3JldA==",
                    "Bearer token",
                    "x"
                })
        void refusesAMalformedHeader(String header) {
            isRefused(send(GRANT, Map.of("Authorization", header)));
        }

        @Test
        void tellsTheLogWhyAndTheClientOnlyWhereToLook() {
            TestTokens answer = send(GRANT, basic(basic.id().value(), "wrong"));

            AuditEvent.Refused event = provider.events().stream()
                    .filter(AuditEvent.Refused.class::isInstance)
                    .map(AuditEvent.Refused.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertThat(event.detail()).contains("secret");
            assertThat(event.client()).contains(basic.id());
            assertThat(answer.json().requiredString("error_description"))
                    .contains(event.reference())
                    .doesNotContain("secret");
        }
    }

    @Nested
    @DisplayName("RFC 6749 §2.3: one method per request")
    class OneMethod {

        @Test
        void refusesTwoMethodsAtOnce() {
            TestTokens answer = send(
                    GRANT.with("client_id", basic.id().value())
                            .with("client_secret", basic.secret().reveal()),
                    basic.authorization());

            assertThat(answer.error()).isEqualTo("invalid_request");
        }

        @Test
        void refusesAnotherClientInTheFormThanInTheHeader() {
            TestTokens answer = send(GRANT.with("client_id", post.id().value()), basic.authorization());

            assertThat(answer.error()).isEqualTo("invalid_client");
        }

        @Test
        void acceptsTheSameClientInFormAndHeader() {
            TestTokens answer = send(GRANT.with("client_id", basic.id().value()), basic.authorization());

            assertThat(answer.status()).isEqualTo(200);
        }

        @Test
        void refusesACredentialThatIsRepeated() {
            Parameters form = post.authenticated(GRANT);

            assertThat(send(form.with("client_secret", "another"), Map.of()).error())
                    .isEqualTo("invalid_request");
        }
    }

    @Nested
    @DisplayName("RFC 6749 §2.3.1, Appendix B: special characters")
    class SpecialCharacters {

        private static final String ID = "client: 100%+&=";
        private static final String SECRET = "p:ss+w%rd &=äöü漢";

        private TestClient odd(ClientAuthenticationMethod method) {
            return provider.register(one -> new TestClient(
                    new ClientId(ID),
                    Secret.of(SECRET),
                    method,
                    one.redirectUri(),
                    one.flows(),
                    one.tokens(),
                    one.logout(),
                    one.firstParty()));
        }

        @Test
        void areFormEncodedInTheHeader() {
            odd(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);

            TestTokens answer = send(
                    GRANT,
                    basic(
                            URLEncoder.encode(ID, StandardCharsets.UTF_8),
                            URLEncoder.encode(SECRET, StandardCharsets.UTF_8)));

            assertThat(answer.status()).isEqualTo(200);
        }

        @Test
        void areFormEncodedInTheForm() {
            TestClient odd = odd(ClientAuthenticationMethod.CLIENT_SECRET_POST);

            assertThat(provider.token(odd, GRANT).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("RFC 6749 §3.2: the endpoint")
    class TheEndpoint {

        @Test
        void isReachedByPostAlone() {
            HttpResponse answer = provider.get("/oauth/token?" + GRANT.encoded(), basic.authorization());

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers().first("Allow").orElseThrow()).contains("POST");
        }

        @Test
        void letsNobodyKeepItsRefusals() {
            TestTokens answer = send(GRANT, Map.of());

            assertThat(answer.response().headers().first("Cache-Control")).contains("no-store");
        }

        @Test
        void letsScriptsOfOtherOriginsReadItsAnswersButWithoutCookies() {
            HttpResponse answer = provider.post("/oauth/token", GRANT, basic.authorization());

            assertThat(answer.headers().all("Access-Control-Allow-Origin")).isEqualTo(List.of("*"));
            assertThat(answer.headers().first("Access-Control-Allow-Credentials"))
                    .isEmpty();
        }
    }
}
