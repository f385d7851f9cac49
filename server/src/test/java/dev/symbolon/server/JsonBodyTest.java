package dev.symbolon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Parameters in JSON, as the SDKs of Auth0 send them")
class JsonBodyTest {

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client =
            provider.register(one -> one.withMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST));

    private HttpResponse send(String path, String query, String type, String body) {
        Headers headers = Headers.none().set("Content-Type", type);
        return provider.send(new HttpRequest("POST", path, query, headers, body, "192.0.2.1"));
    }

    private HttpResponse send(String path, String body) {
        return send(path, "", "application/json", body);
    }

    private JsonObject credentials() {
        return JsonObject.empty()
                .with("client_id", client.id())
                .with("client_secret", client.secret().reveal());
    }

    private JsonObject machine() {
        return credentials().with("grant_type", "client_credentials").with("audience", TestProvider.REPORTS);
    }

    private static String refusal(HttpResponse response) {
        assertThat(response.status()).isEqualTo(400);
        return JsonObject.parse(response.body()).requiredString("error_description");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"})
    void yieldTokens(String type) {
        HttpResponse response = send("/oauth/token", "", type, machine().toString());

        assertThat(JsonObject.parse(response.body()).has("access_token")).isTrue();
    }

    @Test
    void redeemACodeAndRefreshAndRevoke() {
        TestCallback callback = provider.browser().authorize(client.offlineRequest("code"));
        JsonObject redemption = credentials();
        Parameters form = client.codeGrant(callback.code());
        for (String name : form.names()) {
            redemption = redemption.with(name, form.required(name));
        }
        String refreshToken = JsonObject.parse(
                        send("/oauth/token", redemption.toString()).body())
                .requiredString("refresh_token");
        JsonObject revocation = credentials().with("token", refreshToken);
        JsonObject refresh = credentials().with("grant_type", "refresh_token").with("refresh_token", refreshToken);

        assertThat(send("/oauth/revoke", revocation.toString()).status()).isEqualTo(200);
        assertThat(send("/oauth/token", refresh.toString()).body()).contains("invalid_grant");
    }

    @Test
    void repeatAParameterByAList() {
        JsonObject several = machine().without("audience").with("resource", List.of(TestProvider.REPORTS));

        assertThat(send("/oauth/token", several.toString()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"text\"",
                "{",
                "{\"grant_type\": 1}",
                "{\"grant_type\": true}",
                "{\"grant_type\": {\"a\": \"b\"}}",
                "{\"grant_type\": [[\"client_credentials\"]]}",
                "{\"grant_type\": \"client_credentials\", \"grant_type\": \"client_credentials\"}"
            })
    void areRefusedIfTheyAreNotTexts(String body) {
        assertThat(refusal(send("/oauth/token", body))).startsWith("the body is not a JSON object of texts: ");
    }

    @Test
    void areRefusedWithTheNameOfTheOneThatIsNotAText() {
        assertThat(refusal(send("/oauth/token", machine().with("expires_in", 60).toString())))
                .endsWith("the member expires_in must be a text or a list of texts");
    }

    @Test
    void areRefusedIfTheyEndInHalfACharacter() {
        assertThat(refusal(send("/oauth/token", "{\"client_secret\": \"\\ud83d\"}")))
                .isEqualTo("a parameter holds a surrogate without its other half");
    }

    @Test
    void haveTheLimitsOfAForm() {
        assertThat(refusal(send(
                        "/oauth/token",
                        machine().with("more", "x".repeat(20_000)).toString())))
                .contains("longer than");
        assertThat(refusal(
                        send("/oauth/token", machine().with("more", "a\u0000b").toString())))
                .contains("control character");
        assertThat(refusal(send(
                        "/oauth/token",
                        machine().with("client_id", List.of("a", "b")).toString())))
                .contains("is repeated");
    }

    @Test
    void areRefusedIfThereAreTooMany() {
        String many = IntStream.range(0, 6_000)
                .mapToObj(i -> "\"p" + i + "\":\"v\"")
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(refusal(send("/oauth/token", many))).isEqualTo("there are more than 100 parameters");
    }

    @Test
    void areNotMixedWithAQuery() {
        assertThat(refusal(send(
                        "/oauth/token", "scope=a", "application/json", machine().toString())))
                .contains("none in the query");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/json",
                "application/jsonp",
                "application/vnd.api+json",
                "application/json, application/x-www-form-urlencoded"
            })
    void areRefusedIfTheyAreSaidToBeSomethingElse(String type) {
        assertThat(refusal(send("/oauth/token", "", type, machine().toString())))
                .isEqualTo("the Content-Type must be application/x-www-form-urlencoded or application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth/par", "/oauth/introspect", "/oauth/device/code"})
    void areForNoOtherEndpoint(String path) {
        assertThat(refusal(send(path, machine().toString()))).contains("application/x-www-form-urlencoded");
    }

    @Test
    void sayInTheLogWhoseRequestWasRefused() {
        send("/oauth/token", machine().with("grant_type", "nonsense").toString());

        assertThat(provider.events())
                .anyMatch(event -> event instanceof AuditEvent.Refused refused
                        && refused.client().filter(client.id()::equals).isPresent());
    }
}
