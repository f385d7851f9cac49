package dev.symbolon.protocol.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9728: protected-resource metadata")
class ProtectedResourceMetadataTest {

    private final ProtectedResourceMetadata metadata = new ProtectedResourceMetadata(
            new Audience("https://api.example.com/reports"),
            List.of(new Issuer("https://id.example.com")),
            Scope.of("read:reports", "create:reports"),
            Optional.of("Reports"),
            Optional.of(URI.create("https://docs.example.com/")),
            true);

    @Test
    void writesTheMembersOfTheStandard() {
        assertThat(metadata.toJson().without("dpop_signing_alg_values_supported"))
                .isEqualTo(JsonObject.parse("""
                {"resource": "https://api.example.com/reports",
                 "authorization_servers": ["https://id.example.com"],
                 "scopes_supported": ["read:reports", "create:reports"],
                 "bearer_methods_supported": ["header"],
                 "resource_name": "Reports",
                 "resource_documentation": "https://docs.example.com/",
                 "dpop_bound_access_tokens_required": true}"""));
    }

    @Test
    void namesAsymmetricAlgorithmsForProofs() {
        assertThat(metadata.toJson().strings("dpop_signing_alg_values_supported"))
                .contains("ES256", "PS256")
                .doesNotContain("HS256", "none");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(ProtectedResourceMetadata.parse(
                        JsonObject.parse(metadata.toJson().toString())))
                .isEqualTo(metadata);
    }

    @Test
    void leavesOutAnEmptyListOfScopes() {
        ProtectedResourceMetadata bare = ProtectedResourceMetadata.of(
                metadata.resource(), metadata.authorizationServers().getFirst(), Scope.empty());

        assertThat(bare.toJson().has("scopes_supported")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"resource\": \"two words\"}",
                "{\"resource\": \"r\", \"authorization_servers\": [\"http://id.example.com\"]}",
                "{\"resource\": \"r\", \"resource_documentation\": \"not an address\"}"
            })
    void refusesAMalformedDocument(String document) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> ProtectedResourceMetadata.parse(JsonObject.parse(document)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, https://api.example.com/.well-known/oauth-protected-resource",
        "https://api.example.com/, https://api.example.com/.well-known/oauth-protected-resource",
        "https://api.example.com/a/b, https://api.example.com/.well-known/oauth-protected-resource/a/b",
        "https://api.example.com:8443/a?k=v, https://api.example.com:8443/.well-known/oauth-protected-resource/a?k=v",
    })
    void isFoundBetweenHostAndPath(String resource, String location) {
        assertThat(ProtectedResourceMetadata.location(new Audience(resource))).contains(URI.create(location));
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:example:reports", "reports", "https:", "%%"})
    void isNowhereWithoutAnAddress(String resource) {
        assertThat(ProtectedResourceMetadata.location(new Audience(resource))).isEmpty();
    }
}
