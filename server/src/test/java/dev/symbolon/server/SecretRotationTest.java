package dev.symbolon.server;

import static dev.symbolon.server.TestRegistrar.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.configuration.RegistrationSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A new secret in the place of the last one (RFC 7592 §2.2)")
class SecretRotationTest {

    @AutoClose
    private final TestProvider provider = TestProvider.registering(settings(Duration.ofDays(1)));

    private final TestRegistrar registrar = new TestRegistrar(provider);
    private final JsonObject registered = registrar.register(USUAL);
    private final String first = registered.requiredString("client_secret");

    private static RegistrationSettings settings(Duration overlap) {
        RegistrationSettings usual = new RegistrationSettings(true, Optional.empty(), 100, List.of());
        return new RegistrationSettings(
                true, Optional.empty(), 100, usual.allowance(), usual.statements(), usual.documents(), overlap);
    }

    /** What asks for another secret: the member is there, and null. */
    private static JsonObject renewing(JsonObject metadata) {
        return JsonObject.parse(metadata.toString().replaceFirst("}$", ",\"client_secret\":null}"));
    }

    private String renew() {
        return registrar.replace(registered, renewing(USUAL)).requiredString("client_secret");
    }

    private boolean isGood(String secret) {
        return isGood(registrar, registered, secret);
    }

    private static boolean isGood(TestRegistrar registrar, JsonObject registered, String secret) {
        TestTokens answer = registrar.redeem(registered, secret, "no code");
        assertThat(answer.error()).isIn("invalid_grant", "invalid_client");
        return answer.error().equals("invalid_grant");
    }

    @Test
    void isMadeWhenTheApplicationGivesItsOwnUp() {
        String second = renew();

        assertThat(second).isNotEqualTo(first).hasSize(64);
        assertThat(isGood(second)).isTrue();
    }

    @Test
    void letsTheLastOneBeGoodForAWhile() {
        String second = renew();

        provider.clock().advance(Duration.ofHours(23));
        assertThat(isGood(first)).isTrue();
        provider.clock().advance(Duration.ofHours(1));
        assertThat(isGood(first)).isFalse();
        assertThat(isGood(second)).isTrue();
    }

    @Test
    void leavesNeverMoreThanTwoThatAreGood() {
        String second = renew();
        String third = renew();

        assertThat(isGood(first)).isFalse();
        assertThat(isGood(second)).isTrue();
        assertThat(isGood(third)).isTrue();
    }

    @Test
    void endsTheLastOneAtOnceIfTheSettingsSaySo() {
        try (TestProvider strict = TestProvider.registering(settings(Duration.ZERO))) {
            TestRegistrar there = new TestRegistrar(strict);
            JsonObject client = there.register(USUAL);

            there.replace(client, renewing(USUAL));

            assertThat(isGood(there, client, client.requiredString("client_secret")))
                    .isFalse();
        }
    }

    @Test
    void isNotMadeByAnyOtherChange() {
        String second = renew();
        provider.clock().advance(Duration.ofHours(12));

        JsonObject answer = registrar.replace(registered, USUAL.with("client_name", "Renamed"));

        assertThat(answer.has("client_secret")).isFalse();
        assertThat(isGood(second)).isTrue();
        assertThat(isGood(first)).isTrue();
        provider.clock().advance(Duration.ofHours(12));
        assertThat(isGood(first)).isFalse();
    }

    @Test
    void mayBeNamedByEitherOfTheTwoInAnUpdateAsLongAsItIsGood() {
        renew();

        assertThat(registrar
                        .manage(registered, "PUT", own().with("client_secret", first))
                        .status())
                .isEqualTo(200);
        provider.clock().advance(Duration.ofHours(24));
        assertThat(registrar
                        .manage(registered, "PUT", own().with("client_secret", first))
                        .status())
                .isEqualTo(400);
    }

    private JsonObject own() {
        return USUAL.with("client_id", registered.requiredString("client_id"));
    }

    @Test
    void holdsForSecretsThatSignToo() {
        JsonObject metadata = USUAL.with("token_endpoint_auth_method", "client_secret_jwt");
        JsonObject signing = registrar.register(metadata);
        String second = registrar.replace(signing, renewing(metadata)).requiredString("client_secret");

        assertThat(error(signing, signing.requiredString("client_secret"))).isEqualTo("invalid_grant");
        provider.clock().advance(Duration.ofHours(24));
        assertThat(error(signing, signing.requiredString("client_secret"))).isEqualTo("invalid_client");
        assertThat(error(signing, second)).isEqualTo("invalid_grant");
    }

    private String error(JsonObject signing, String secret) {
        String id = signing.requiredString("client_id");
        TestClient client = provider.register(one -> new TestClient(
                one.id(),
                Secret.of(secret),
                one.method(),
                one.redirectUri(),
                one.flows(),
                one.tokens(),
                one.logout(),
                one.firstParty()));
        long now = provider.clock().instant().getEpochSecond();
        JsonObject claims = client.assertionClaims()
                .with("iss", id)
                .with("sub", id)
                .with("iat", now)
                .with("exp", now + 60);
        Parameters form = TestClient.withAssertion(
                Parameters.none()
                        .with("grant_type", "authorization_code")
                        .with("redirect_uri", TestRegistrar.CALLBACK)
                        .with("code", "no code"),
                client.signedBySecret(MacAlgorithm.HS256, claims));
        return TestTokens.of(provider.post("/oauth/token", form, Map.of())).error();
    }
}
