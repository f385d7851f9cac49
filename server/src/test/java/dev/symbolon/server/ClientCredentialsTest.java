package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.VerifiedJwt;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The grant client_credentials (RFC 6749 §4.4)")
class ClientCredentialsTest {

    private static final Parameters GRANT = Parameters.none().with("grant_type", "client_credentials");

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();

    private TestTokens ask(String name, String value) {
        return provider.token(client, GRANT.with(name, value));
    }

    @Test
    void yieldsAnAccessTokenAlone() {
        TestTokens tokens = provider.token(client, GRANT);

        assertThat(tokens.json().names())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
    }

    @Test
    void actsForTheClientItself() {
        VerifiedJwt token = provider.verified(provider.token(client, GRANT).accessToken());

        assertThat(token.subject()).contains(client.id().value());
        assertThat(token.claims().string("client_id")).contains(client.id().value());
        assertThat(token.type()).contains("at+jwt");
        assertThat(token.audience()).containsExactly(TestProvider.REPORTS);
        assertThat(token.claims().names()).doesNotContain("sid", "auth_time");
    }

    @Test
    void grantsWhatTheClientIsRegisteredForUnlessItAsksForLess() {
        assertThat(provider.token(client, GRANT).json().requiredString("scope"))
                .isEqualTo("read:reports create:reports");
        assertThat(ask("scope", "read:reports").json().requiredString("scope")).isEqualTo("read:reports");
    }

    @Test
    void grantsNoMore() {
        assertThat(ask("scope", "delete:reports").error()).isEqualTo("invalid_scope");
        assertThat(ask("scope", "openid").error()).isEqualTo("invalid_scope");
        assertThat(ask("scope", "read:reports offline_access").error()).isEqualTo("invalid_scope");
    }

    @Test
    void takesAudienceAndResource() {
        assertThat(ask("audience", TestProvider.REPORTS).status()).isEqualTo(200);
        assertThat(ask("resource", TestProvider.REPORTS).status()).isEqualTo(200);
    }

    @Test
    void refusesOtherApis() {
        provider.declare(TestProvider.api("https://payroll.example/", "pay"));

        assertThat(ask("audience", "https://payroll.example/").error()).isEqualTo("invalid_target");
        assertThat(ask("audience", "https://nowhere.example/").error()).isEqualTo("invalid_target");
    }

    @Test
    void isNotForPublicClients() {
        TestClient mobile = provider.register(TestClient::asPublic);

        assertThat(provider.token(mobile, GRANT).error()).isEqualTo("unauthorized_client");
    }

    @Test
    void isNotForClientsThatAreNotRegisteredForIt() {
        TestClient other = provider.register(one -> one.withGrantTypes(GrantType.AUTHORIZATION_CODE));

        assertThat(provider.token(other, GRANT).error()).isEqualTo("unauthorized_client");
    }

    @Test
    void doesNotOpenUserinfo() {
        TestTokens tokens = provider.token(client, GRANT);

        assertThat(provider.userinfo(tokens.accessToken()).status()).isEqualTo(403);
    }
}
