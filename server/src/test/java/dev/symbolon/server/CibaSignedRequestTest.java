package dev.symbolon.server;

import static dev.symbolon.server.CibaCounter.error;
import static dev.symbolon.server.CibaCounter.json;
import static dev.symbolon.server.CibaCounter.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signed requests over the back channel (CIBA Core 1.0)")
class CibaSignedRequestTest {

    @AutoClose
    private final CibaCounter counter = new CibaCounter();

    private final TestProvider provider = counter.provider;
    private final TestClient client = counter.client;

    @Nested
    @DisplayName("§7.1.1: signed requests")
    class SignedRequests {

        private final TestClient signing = provider.register(one -> one.withFlows(
                one.flows().with(new ClientBackchannel(Optional.empty(), Optional.of(SigningAlgorithm.ES256)))));

        private JsonObject claims() {
            long now = provider.clock().instant().getEpochSecond();
            return JsonObject.empty()
                    .with("iss", signing.id())
                    .with("aud", TestProvider.ISSUER)
                    .with("iat", now)
                    .with("nbf", now)
                    .with("exp", now + 60)
                    .with("jti", UUID.randomUUID())
                    .with("scope", "openid")
                    .with("login_hint", "ada")
                    .with("requested_expiry", 77)
                    .with("binding_message", "signed");
        }

        private HttpResponse send(JsonObject claims) {
            return counter.ask(signing, Parameters.none().with("request", TestClient.KEY.sign("JWT", claims)));
        }

        @Test
        void count() {
            HttpResponse answer = send(claims());

            assertThat(json(answer).number("expires_in")).contains(77L);
            assertThat(counter.page().text()).contains("signed");
        }

        @Test
        void areAMustForAClientThatIsRegisteredForThem() {
            assertThat(error(counter.ask(signing, request()))).isEqualTo("invalid_request");
        }

        @Test
        void areNotForAClientThatIsNot() {
            Parameters form = Parameters.none().with("request", TestClient.KEY.sign("JWT", claims()));

            assertThat(error(counter.ask(client, form))).isEqualTo("invalid_request");
        }

        @Test
        void haveNothingBesideThem() {
            Parameters form = Parameters.none().with("request", TestClient.KEY.sign("JWT", claims()));

            assertThat(error(counter.ask(signing, form.with("binding_message", "other"))))
                    .isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"iss", "aud", "exp", "iat", "nbf", "jti"})
        void needEveryClaim(String name) {
            assertThat(error(send(claims().without(name)))).isEqualTo("invalid_request");
        }

        @ParameterizedTest
        @CsvSource({"iss, other", "aud, https://evil.example", "exp, 1", "nbf, 99999999999", "nbf, 1"})
        void areForThisProviderAndThisMoment(String name, String value) {
            JsonObject changed =
                    value.matches("[0-9]+") ? claims().with(name, Long.parseLong(value)) : claims().with(name, value);

            assertThat(error(send(changed))).isEqualTo("invalid_request");
        }

        @Test
        void areGoodForAnHourAtMost() {
            JsonObject claims = claims();
            long from = claims.number("nbf").orElseThrow();

            assertThat(error(send(claims.with("exp", from + 3_601)))).isEqualTo("invalid_request");
        }

        @Test
        void areSignedByTheClient() {
            String forged = SigningKey.generate(SigningAlgorithm.ES256).sign("JWT", claims());

            assertThat(error(counter.ask(signing, Parameters.none().with("request", forged))))
                    .isEqualTo("invalid_request");
            assertThat(error(counter.ask(signing, Parameters.none().with("request", "a.b.c"))))
                    .isEqualTo("invalid_request");
        }

        @Test
        void areNotWhatAClientAuthenticatesBy() {
            assertThat(error(send(claims().with("sub", signing.id())))).isEqualTo("invalid_request");
        }
    }
}
