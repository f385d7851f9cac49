package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.ciba.AuthRequestID;
import com.nimbusds.oauth2.sdk.ciba.BackChannelTokenDeliveryMode;
import com.nimbusds.oauth2.sdk.ciba.CIBAGrant;
import com.nimbusds.oauth2.sdk.ciba.CIBARequestAcknowledgement;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules of the plan for FAPI CIBA of what works, whether a client polls or is pinged. */
abstract class FapiCibaWorkingPlan extends FapiCibaPlan {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What passes between two looks at a request that is about to expire. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Test
    @DisplayName("fapi-ciba-id1-discovery-end-point-verification")
    void discoveryEndPointVerification() {
        OIDCProviderMetadata metadata = metadata();

        assertThat(metadata.getBackChannelAuthenticationEndpointURI())
                .hasToString(metadata.getIssuer() + "/bc-authorize");
        assertThat(metadata.getBackChannelTokenDeliveryModes())
                .containsExactlyInAnyOrder(BackChannelTokenDeliveryMode.POLL, BackChannelTokenDeliveryMode.PING);
        assertThat(metadata.getBackChannelAuthenticationRequestJWSAlgs())
                .contains(JWSAlgorithm.PS256, JWSAlgorithm.ES256);
        assertThat(metadata.supportsBackChannelUserCodeParam()).isFalse();
        assertThat(metadata.getGrantTypes()).contains(CIBAGrant.GRANT_TYPE);
        assertThat(metadata.supportsTLSClientCertificateBoundAccessTokens()).isTrue();
        assertThat(metadata.getIDTokenJWSAlgs()).contains(JWSAlgorithm.PS256);
        assertThat(metadata.getTokenEndpointJWSAlgs()).contains(JWSAlgorithm.PS256);
        assertThat(metadata.getTokenEndpointAuthMethods())
                .contains(
                        ClientAuthenticationMethod.PRIVATE_KEY_JWT,
                        ClientAuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH);
        assertThat(metadata.getMtlsEndpointAliases().getBackChannelAuthenticationEndpointURI())
                .hasScheme("https");
    }

    @Test
    @DisplayName("fapi-ciba-id1, the first client")
    void fapiCibaId1() throws Exception {
        CIBARequestAcknowledgement begun = begin(client(), claims(client()));
        assertThat(begun.getAuthRequestID().getValue()).matches("[A-Za-z0-9._-]{22,}");
        assertThat(begun.getExpiresIn()).isPositive();
        assertThat(begun.getMinWaitInterval()).isEqualTo(5);
        allow(begun.getAuthRequestID());

        OIDCTokenResponse tokens = tokens(client().token(new CIBAGrant(begun.getAuthRequestID())));

        IDTokenClaimsSet claims = validated(client(), tokens);
        AccessTokenValidator.validate(
                tokens.getOIDCTokens().getAccessToken(),
                JWSAlgorithm.PS256,
                new AccessTokenHash(claims.getStringClaim("at_hash")));
        assertThat(claims.getClaim("c_hash")).isNull();
        assertThat(claims.getClaim("s_hash")).isNull();
        assertThat(client().userInfo(access(tokens)).getStatusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("fapi-ciba-id1, the second client: its type, its acr, its expiry, its certificate, one use")
    void fapiCibaId1SecondClient() {
        Map<String, Object> claims = claims(other());
        claims.put("acr_values", metadata().getACRs().getFirst().getValue());
        claims.put("requested_expiry", 300);
        if (isPing()) {
            claims.put("client_notification_token", "a".repeat(1_024));
        }
        String request = other().signed(
                        CibaClient.set(claims),
                        JWSAlgorithm.PS256,
                        Optional.of(new JOSEObjectType("oauth-authz-req+jwt")));
        CIBARequestAcknowledgement begun =
                acknowledged(other().ask(request, Optional.of(other().authentication(other().tokenEndpoint()))));
        decide("allow");
        CIBAGrant grant = new CIBAGrant(begun.getAuthRequestID());

        OIDCTokenResponse tokens = tokens(other().token(grant));

        assertThat(begun.getExpiresIn()).isEqualTo(300);
        assertThat(validated(other(), tokens).getACR())
                .isEqualTo(metadata().getACRs().getFirst());
        assertThat(other().userInfo(access(tokens)).getStatusCode()).isEqualTo(200);
        assertThat(client().userInfo(access(tokens)).getStatusCode()).isEqualTo(401);
        assertThat(error(other().token(grant))).isIn("invalid_grant", "slow_down");
    }

    private static String access(OIDCTokenResponse tokens) {
        return tokens.getOIDCTokens().getAccessToken().getValue();
    }

    @Test
    @DisplayName("fapi-ciba-id1-user-rejects-authentication")
    void userRejectsAuthentication() {
        AuthRequestID id = begin(client());
        decide("deny");
        if (isPing()) {
            pinged().await(id);
        }

        assertThat(error(client().token(new CIBAGrant(id)))).isEqualTo("access_denied");
    }

    @Test
    @DisplayName("fapi-ciba-id1-multiple-call-to-token-endpoint")
    void multipleCallToTokenEndpoint() {
        CIBAGrant grant = new CIBAGrant(begin(client()));

        assertThat(error(client().token(grant))).isEqualTo("authorization_pending");
        for (int i = 0; i < 20; i++) {
            assertThat(error(client().token(grant))).isIn("authorization_pending", "slow_down");
        }
    }

    @Test
    @DisplayName("fapi-ciba-id1-auth-req-id-expired")
    void authReqIdExpired() {
        Map<String, Object> claims = claims(client());
        claims.put("requested_expiry", 1);
        CIBAGrant grant = new CIBAGrant(begin(client(), claims).getAuthRequestID());

        Instant end = Instant.now().plus(PATIENCE);
        String error = error(client().token(grant));
        while (!error.equals("expired_token")) {
            assertThat(error).isIn("authorization_pending", "slow_down");
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(PAUSE.toNanos());
            error = error(client().token(grant));
        }
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-authorization-request-with-binding-message-succeeds")
    void ensureAuthorizationRequestWithBindingMessageSucceeds() {
        Map<String, Object> claims = claims(client());
        claims.put("binding_message", "1234");
        AuthRequestID id = begin(client(), claims).getAuthRequestID();
        assertThat(shown()).contains("1234");
        allow(id);

        assertThat(client().token(new CIBAGrant(id)).getStatusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-authorization-request-with-potentially-bad-binding-message")
    void ensureAuthorizationRequestWithPotentiallyBadBindingMessage() {
        String message = "1234 \uD83D\uDC4D\uD83C\uDFFF \u54C1\u5DDD and a rather long sentence after that";
        Map<String, Object> claims = claims(client());
        claims.put("binding_message", message);
        AuthRequestID id = begin(client(), claims).getAuthRequestID();
        assertThat(shown()).contains(message);
        allow(id);

        assertThat(client().token(new CIBAGrant(id)).getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid profile email", "email profile openid"})
    @DisplayName("fapi-ciba-id1-ensure-other-scope-order-succeeds")
    void ensureOtherScopeOrderSucceeds(String scope) {
        Map<String, Object> claims = claims(client());
        claims.put("scope", scope);

        OIDCTokenResponse tokens = tokens(client(), claims);

        assertThat(tokens.getOIDCTokens().getAccessToken().getScope().toStringList())
                .containsExactlyInAnyOrder("openid", "profile", "email");
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-requested-expiry-as-string-succeeds")
    void ensureRequestedExpiryAsStringSucceeds() {
        Map<String, Object> claims = claims(client());
        claims.put("requested_expiry", "30");

        assertThat(begin(client(), claims).getExpiresIn()).isEqualTo(30);
    }

    @Test
    @DisplayName("fapi-ciba-id1-ensure-client-assertion-with-iss-aud-to-token-endpoint-succeeds")
    void ensureClientAssertionWithIssAudToTokenEndpointSucceeds() {
        assumeTrue(!isByCertificate());
        AuthRequestID id = begin(client());
        allow(id);

        assertThat(client().token(
                                new CIBAGrant(id),
                                Optional.of(client().authentication(URI.create(
                                        metadata().getIssuer().getValue()))))
                        .getStatusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("fapi-ciba-id1-refresh-token")
    void refreshToken() {
        Map<String, Object> claims = claims(client());
        claims.put("scope", "openid offline_access");
        OIDCTokenResponse tokens = tokens(client(), claims);
        RefreshTokenGrant grant = new RefreshTokenGrant(tokens.getOIDCTokens().getRefreshToken());

        assertThat(error(other().token(grant))).isEqualTo("invalid_grant");
        OIDCTokenResponse refreshed = tokens(client().token(grant));

        assertThat(client().userInfo(access(refreshed)).getStatusCode()).isEqualTo(200);
        assertThat(validated(client(), refreshed).getSubject())
                .isEqualTo(validated(client(), tokens).getSubject());
    }
}
