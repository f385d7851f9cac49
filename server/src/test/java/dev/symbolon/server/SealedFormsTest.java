package dev.symbolon.server;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.TestBrowser.Stop;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.key.Seal;
import dev.symbolon.server.key.Seal.Purpose;
import dev.symbolon.server.token.SealedNonces;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What another version has sealed in another form")
class SealedFormsTest {

    /** Of which nobody outside can bring one: it stands in the database, or within a token that is signed. */
    private static final Set<Purpose> INSIDE = EnumSet.of(Purpose.NOTIFICATION, Purpose.SUBJECT);

    private static final Set<String> FORMS = Set.of(
            "one two",
            "",
            "{}",
            "[]",
            "null",
            "{\"session\":1}",
            "{\"exp\":\"x\",\"id\":{}}",
            "{\"client_id\":\"x\",\"exp\":99999999999999999999}",
            "x y z");

    @AutoClose
    private final TestProvider provider = TestProvider.withUser("ada");

    private final TestClient client = provider.register();
    private final TestBrowser browser = provider.browser();
    private final Seal seal = provider.keys().seal();

    private final Map<Purpose, Function<String, String>> uses = Map.ofEntries(
            entry(Purpose.AUTHORIZATION_CODE, text -> token(client.codeGrant(text))),
            entry(Purpose.REFRESH_TOKEN, text -> token(client.refreshGrant(text))),
            entry(Purpose.DEVICE_CODE, text -> token(TestDevice.poll(text))),
            entry(
                    Purpose.AUTH_REQ_ID,
                    text -> token(Parameters.none()
                            .with("grant_type", "urn:openid:params:grant-type:ciba")
                            .with("auth_req_id", text))),
            entry(Purpose.ACCESS_TOKEN, text -> outcome(provider.userinfo(text))),
            entry(
                    Purpose.PUSHED_REQUEST,
                    text -> outcome(browser.ask(Parameters.none()
                            .with("client_id", client.id().value())
                            .with("request_uri", "urn:ietf:params:oauth:request_uri:" + text)))),
            entry(Purpose.INTERACTION, this::interactions),
            entry(
                    Purpose.OWN_PAGE,
                    text -> open("/account/login", "interaction", text) + post("/account/login", "interaction", text)),
            entry(Purpose.LOGOUT, text -> post("/oidc/logout/confirm", "logout", text)),
            entry(Purpose.CONSENT, text -> post("/account/consents", "consent", text)),
            entry(Purpose.DEVICE_DECISION, text -> post("/device/decision", "device", text)),
            entry(Purpose.BACKCHANNEL_DECISION, text -> post("/account/requests", "request", text)),
            entry(
                    Purpose.DPOP_NONCE,
                    text -> new SealedNonces(seal, provider.clock())
                            .givenAt(text)
                            .toString()));

    @BeforeEach
    void signIn() {
        browser.authorize(client.request("code"));
    }

    private String token(Parameters form) {
        return provider.token(client, form).error();
    }

    private String interactions(String text) {
        return open("/login", "interaction", text)
                + post("/login", "interaction", text)
                + open("/consent", "interaction", text)
                + post("/consent", "interaction", text)
                + open("/account/select", "interaction", text)
                + post("/account/select", "interaction", text);
    }

    private String open(String path, String name, String text) {
        return outcome(
                browser.open(path + "?" + Parameters.none().with(name, text).encoded()));
    }

    private String post(String path, String name, String text) {
        return outcome(browser.post(
                path,
                Parameters.none().with(name, text).with("decision", "allow").with("account", "sub-ada")));
    }

    private static String outcome(Stop stop) {
        return switch (stop) {
            case Stop.Shown shown -> outcome(shown.response());
            case Stop.Returned returned -> returned.callback().error();
        };
    }

    private static String outcome(HttpResponse response) {
        assertThat(response.status()).as(response.body()).isLessThan(500);
        return response.status() + " ";
    }

    static Stream<Arguments> forms() {
        return EnumSet.complementOf(EnumSet.copyOf(INSIDE)).stream()
                .flatMap(purpose -> FORMS.stream().map(form -> Arguments.of(purpose, form)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isTakenForWhatDoesNotOpen(Purpose purpose, String form) {
        Function<String, String> use = uses.get(purpose);
        String unopened = use.apply(seal.seal(Purpose.SUBJECT, form));
        signIn();

        assertThat(use.apply(seal.seal(purpose, form))).isEqualTo(unopened);
    }

    @Test
    void isThoughtOfForEveryPurpose() {
        assertThat(uses.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(INSIDE)));
    }

    @Test
    @DisplayName("the page of a device, as a version before has sealed what it showed")
    void isAskedForAgain() {
        TestDevice device = TestDevice.begin(provider, client, "openid");
        Stop.Shown page = browser.page(browser.post(
                "/device/decision",
                Parameters.none()
                        .with("device", seal.seal(Purpose.DEVICE_DECISION, "a-session " + device.userCode()))
                        .with("decision", "allow")));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.isFor("/device")).isTrue();
    }
}
