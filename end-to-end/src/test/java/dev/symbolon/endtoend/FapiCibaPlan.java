package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.ciba.AuthRequestID;
import com.nimbusds.oauth2.sdk.ciba.BackChannelTokenDeliveryMode;
import com.nimbusds.oauth2.sdk.ciba.CIBAErrorResponse;
import com.nimbusds.oauth2.sdk.ciba.CIBAGrant;
import com.nimbusds.oauth2.sdk.ciba.CIBARequestAcknowledgement;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.symbolon.endtoend.PlainBrowser.Stop;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * What the modules of the plan for FAPI CIBA have in common: two clients of one mode, one way to authenticate and one kind of registration,
 * and a person. Static clients name the profile; dynamic ones are registered as the suite does, without.
 */
@SuppressWarnings("FieldCanBeFinal") // JUnit sets the parameters.
abstract class FapiCibaPlan {

    static final String TOKEN = "8d67dc78-7faa-4d41-aabd-67707b374255";

    private static final String BY_CERTIFICATE = "self_signed_tls_client_auth";

    @TempDir
    private static Path folder;

    private static PlannedProvider provider;
    private static PingedSite pinged;
    private static PlainBrowser browser;
    private static KeytoolIdentity server;
    private static CibaClient.Proof firstProof;
    private static CibaClient.Proof secondProof;
    private static OIDCProviderMetadata metadata;
    private static Map<String, CibaClient> clients;

    @Parameter(0)
    private String mode = "";

    @Parameter(1)
    private String authentication = "";

    @Parameter(2)
    private String registration = "";

    private CibaClient client;
    private CibaClient other;

    @BeforeAll
    static void startProvider() throws Exception {
        server = KeytoolIdentity.named(folder, "localhost");
        firstProof = proof("first");
        secondProof = proof("second");
        pinged = PingedSite.open();
        provider = PlannedProvider.seeingCertificates(folder, server, manifest());
        browser = provider.browser();
        metadata = OIDCProviderMetadata.resolve(new Issuer(provider.issuer()));
        clients = new HashMap<>();
    }

    private static CibaClient.Proof proof(String name) throws Exception {
        KeytoolIdentity identity = KeytoolIdentity.named(folder, name);
        return new CibaClient.Proof(
                PlannedProvider.newKey(name), identity, server.trusted(Optional.of(identity)), false);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
        pinged.close();
    }

    private static String manifest() {
        List<JsonObject> clients = Stream.of("poll", "ping")
                .flatMap(mode -> Stream.of("private_key_jwt", BY_CERTIFICATE)
                        .flatMap(by -> Stream.of(true, false).map(first -> declared(mode, by, first))))
                .toList();
        return JsonObject.empty()
                .with(
                        "users",
                        List.of(JsonObject.empty()
                                .with("username", TestDemo.USERNAME)
                                .with("password", TestDemo.PASSWORD)))
                .with("clients", clients)
                .toString();
    }

    private static JsonObject declared(String mode, String authentication, boolean first) {
        JsonObject client = JsonObject.empty()
                .with("id", name(mode, authentication, first))
                .with("name", "A client of FAPI CIBA")
                .with("security-profile", "fapi-ciba")
                .with("authentication", authentication)
                .with(
                        "jwks",
                        JsonObject.parse(proof(authentication, first).keys().toString(true)))
                .with("backchannel-authentication-request-signing-alg", "PS256")
                .with("backchannel-token-delivery-mode", mode)
                .with(
                        "tokens",
                        JsonObject.empty()
                                .with("id-token-algorithm", "PS256")
                                .with("tls-client-certificate-bound-access-tokens", true));
        return mode.equals("ping") ? client.with("backchannel-client-notification-endpoint", pinged.uri()) : client;
    }

    private static String name(String mode, String authentication, boolean first) {
        return mode + "-" + authentication + (first ? "-1" : "-2");
    }

    private static CibaClient.Proof proof(String authentication, boolean first) {
        CibaClient.Proof proof = first ? firstProof : secondProof;
        return authentication.equals(BY_CERTIFICATE) ? proof.authenticating() : proof;
    }

    static SSLSocketFactory bareConnections() {
        return server.trusted(Optional.empty());
    }

    @BeforeEach
    void meet() {
        client = client(true);
        other = client(false);
    }

    /** Nothing is left that waits for the person, as the suite does it. */
    @AfterEach
    void settle() {
        while (requests().asks("/account/requests")) {
            decide("allow");
        }
    }

    /** Always the same one of that way, since a dynamic one is registered once. */
    private CibaClient client(boolean first) {
        return clients.computeIfAbsent(registration + name(mode, authentication, first), unknown -> meet(first));
    }

    private CibaClient meet(boolean first) {
        CibaClient.Proof proof = proof(authentication, first);
        ClientID id = registration.equals("static")
                ? new ClientID(name(mode, authentication, first))
                : provider.register(registered(proof)).getID();
        return new CibaClient(metadata, id, proof);
    }

    private OIDCClientMetadata registered(CibaClient.Proof proof) {
        OIDCClientMetadata wish = new OIDCClientMetadata();
        wish.setName("A client of the plan");
        wish.setGrantTypes(Set.of(CIBAGrant.GRANT_TYPE, GrantType.REFRESH_TOKEN));
        wish.setResponseTypes(Set.of());
        wish.setJWKSet(proof.keys());
        wish.setTokenEndpointAuthMethod(new ClientAuthenticationMethod(authentication));
        wish.setIDTokenJWSAlg(JWSAlgorithm.PS256);
        wish.setBackChannelAuthRequestJWSAlg(JWSAlgorithm.PS256);
        wish.setSupportsBackChannelUserCodeParam(false);
        wish.setTLSClientCertificateBoundAccessTokens(true);
        wish.setBackChannelTokenDeliveryMode(
                isPing() ? BackChannelTokenDeliveryMode.PING : BackChannelTokenDeliveryMode.POLL);
        if (isPing()) {
            wish.setBackChannelClientNotificationEndpoint(pinged.uri());
        }
        if (!proof.byCertificate()) {
            wish.setTokenEndpointAuthJWSAlg(JWSAlgorithm.PS256);
        }
        return wish;
    }

    final boolean isPing() {
        return mode.equals("ping");
    }

    final boolean isByCertificate() {
        return authentication.equals(BY_CERTIFICATE);
    }

    final OIDCProviderMetadata metadata() {
        return metadata;
    }

    final CibaClient client() {
        return client;
    }

    final CibaClient other() {
        return other;
    }

    final PingedSite pinged() {
        return pinged;
    }

    /** What the suite sends, in the mode. */
    final Map<String, Object> claims(CibaClient of) {
        Map<String, Object> claims = of.claims();
        if (isPing()) {
            claims.put("client_notification_token", TOKEN);
        }
        return claims;
    }

    final CIBARequestAcknowledgement begin(CibaClient of, Map<String, Object> claims) {
        return acknowledged(of.ask(claims));
    }

    static CIBARequestAcknowledgement acknowledged(HTTPResponse answer) {
        try {
            return CIBARequestAcknowledgement.parse(answer);
        } catch (ParseException e) {
            throw new AssertionError(answer.getBody(), e);
        }
    }

    final AuthRequestID begin(CibaClient of) {
        return begin(of, claims(of)).getAuthRequestID();
    }

    private Stop.Page requests() {
        Stop.Page page = PlainBrowser.page(browser.open(provider.issuer().resolve("/account/requests")));
        return page.asks("/account/login") ? PlainBrowser.page(browser.logIn(page)) : page;
    }

    final String shown() {
        return requests().document().body().text();
    }

    final void decide(String decision) {
        PlainBrowser.page(browser.submit(requests(), Map.of("decision", decision)));
    }

    /** Allows the request, and waits until the client hears of it if it wants to. */
    final void allow(AuthRequestID id) {
        decide("allow");
        if (isPing()) {
            assertThat(pinged.await(id).getAccessToken().getValue()).isEqualTo(TOKEN);
        }
    }

    final OIDCTokenResponse tokens(CibaClient of, Map<String, Object> claims) {
        AuthRequestID id = begin(of, claims).getAuthRequestID();
        allow(id);
        return tokens(of.token(new CIBAGrant(id)));
    }

    static OIDCTokenResponse tokens(HTTPResponse answer) {
        try {
            return OIDCTokenResponse.parse(answer);
        } catch (ParseException e) {
            throw new AssertionError(answer.getBody(), e);
        }
    }

    /** What the ID token says, once the signature, issuer, audience and times are found to be right. */
    final IDTokenClaimsSet validated(CibaClient of, OIDCTokenResponse tokens) {
        try {
            JWKSet keys = JWKSet.load(metadata.getJWKSetURI().toURL());
            return new IDTokenValidator(metadata.getIssuer(), of.id(), JWSAlgorithm.PS256, keys)
                    .validate(tokens.getOIDCTokens().getIDToken(), null);
        } catch (BadJOSEException | JOSEException | java.text.ParseException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The error of a refusal that is one. */
    static String error(HTTPResponse answer) {
        try {
            assertThat(answer.getStatusCode()).as(answer.getBody()).isIn(400, 401);
            return CIBAErrorResponse.parse(answer).getErrorObject().getCode();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
