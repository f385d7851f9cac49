package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The modules of the plan for Config, and those of the other plans that look at discovery")
class ConfigPlanTest {

    @TempDir
    private static Path folder;

    private static PlannedProvider provider;

    @BeforeAll
    static void startProvider() {
        provider = PlannedProvider.start(folder);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    private final IndependentClient client = provider.declared();
    private final OIDCProviderMetadata metadata = client.metadata();

    @Test
    @DisplayName("oidcc-discovery-endpoint-verification: what there must be")
    void oidccDiscoveryEndpointVerification() throws Exception {
        assertThat(metadata.getIssuer().getValue()).isEqualTo(provider.issuer().toString());
        assertThat(metadata.getResponseTypes())
                .contains(
                        ResponseType.parse("code"),
                        ResponseType.parse("id_token"),
                        ResponseType.parse("id_token token"),
                        ResponseType.parse("code id_token"));
        assertThat(metadata.getSubjectTypes()).contains(SubjectType.PUBLIC, SubjectType.PAIRWISE);
        assertThat(metadata.getIDTokenJWSAlgs()).contains(JWSAlgorithm.RS256);
        assertThat(metadata.getUserInfoJWSAlgs()).contains(JWSAlgorithm.RS256);
        assertThat(metadata.getRequestObjectJWSAlgs()).contains(JWSAlgorithm.RS256);
        assertThat(metadata.getGrantTypes()).contains(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT);
        assertThat(metadata.getScopes().toStringList()).contains("openid");
        assertThat(metadata.getClaims()).contains("sub", "name", "email");
        assertThat(metadata.supportsClaimsParam()).isTrue();
        assertThat(metadata.supportsRequestParam()).isTrue();
        assertThat(metadata.supportsRequestURIParam()).isTrue();
        assertThat(metadata.getCodeChallengeMethods()).contains(CodeChallengeMethod.S256);
    }

    @Test
    @DisplayName("oidcc-discovery-endpoint-verification: every endpoint is the issuer's")
    void oidccDiscoveryEndpoints() {
        assertThat(metadata.toJSONObject().entrySet())
                .filteredOn(member ->
                        member.getKey().endsWith("_endpoint") || member.getKey().equals("jwks_uri"))
                .hasSizeGreaterThan(8)
                .allSatisfy(member -> assertThat(member.getValue().toString()).startsWith(provider.issuer() + "/"));
    }

    @Test
    @DisplayName("oidcc-discovery-endpoint-verification: the key set is public and each key has a name")
    void oidccDiscoveryKeys() {
        assertThat(client.keys().getKeys())
                .allSatisfy(key -> {
                    assertThat(key.isPrivate()).isFalse();
                    assertThat(key.getKeyID()).isNotBlank();
                })
                .extracting(JWK::getKeyID)
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("oidcc-…-logout-discovery-endpoint-verification")
    void oidccLogoutDiscoveryEndpointVerification() {
        assertThat(metadata.getEndSessionEndpointURI()).isNotNull();
        assertThat(metadata.supportsBackChannelLogout()).isTrue();
        assertThat(metadata.supportsBackChannelLogoutSession()).isTrue();
        assertThat(metadata.supportsFrontChannelLogout()).isTrue();
        assertThat(metadata.supportsFrontChannelLogoutSession()).isTrue();
    }
}
