package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.SubjectType;
import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientSubjects;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.ResponseEncryption;
import dev.symbolon.server.client.ResponseSigning;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.client.TokenLifetimes;
import java.net.URI;
import java.util.Optional;

/** Writes and reads what the tokens of a client are like. */
final class ClientTokensCodec {

    private static final String BOUND_TO_CERTIFICATE = "tls_client_certificate_bound_access_tokens";

    private ClientTokensCodec() {}

    static JsonObject write(ClientTokens tokens) {
        return JsonObject.empty()
                .with(signing(tokens.signing()))
                .with("lifetimes", lifetimes(tokens.lifetimes()))
                .with("claims_in_id_token", tokens.claimsInIdToken())
                .with("front_channel_scope", tokens.frontChannelScope().map(Scope::values))
                .with("default_audience", tokens.defaultAudience().map(Audience::value))
                .with("subject_type", tokens.subjects().type())
                .with("sector_identifier_uri", tokens.subjects().sectorIdentifierUri())
                .with("dpop_bound_access_tokens", tokens.senderConstraint().dpopBound())
                .with("dpop_nonce", tokens.senderConstraint().dpopNonce())
                .with(BOUND_TO_CERTIFICATE, tokens.senderConstraint().certificateBound())
                .with("encryption", encryption(tokens.encryption()));
    }

    static ClientTokens read(JsonObject json) {
        return new ClientTokens(
                responseSigning(json),
                lifetimes(Documents.required(json.object("lifetimes"), "lifetimes")),
                json.bool("claims_in_id_token").orElse(false),
                json.has("front_channel_scope")
                        ? Optional.of(Scope.of(json.strings("front_channel_scope")))
                        : Optional.empty(),
                json.string("default_audience").map(Audience::new),
                subjects(json),
                new SenderConstraint(
                        json.bool("dpop_bound_access_tokens").orElse(false),
                        json.bool("dpop_nonce").orElse(false),
                        json.bool(BOUND_TO_CERTIFICATE).orElse(false)),
                json.object("encryption").map(ClientTokensCodec::encryption).orElse(ResponseEncryption.NONE));
    }

    private static JsonObject encryption(ResponseEncryption encryption) {
        return JsonObject.empty()
                .with("id_token", encryption.idToken().map(ClientTokensCodec::jwe))
                .with("userinfo", encryption.userinfo().map(ClientTokensCodec::jwe))
                .with("authorization", encryption.authorization().map(ClientTokensCodec::jwe))
                .with("introspection", encryption.introspection().map(ClientTokensCodec::jwe));
    }

    private static ResponseEncryption encryption(JsonObject json) {
        return new ResponseEncryption(
                json.object("id_token").map(ClientTokensCodec::jwe),
                json.object("userinfo").map(ClientTokensCodec::jwe),
                json.object("authorization").map(ClientTokensCodec::jwe),
                json.object("introspection").map(ClientTokensCodec::jwe));
    }

    private static JsonObject jwe(JweAlgorithms algorithms) {
        return JsonObject.empty().with("alg", algorithms.alg()).with("enc", algorithms.enc());
    }

    private static JweAlgorithms jwe(JsonObject json) {
        return new JweAlgorithms(
                KeyManagementAlgorithm.find(json.requiredString("alg")).orElseThrow(),
                ContentEncryption.find(json.requiredString("enc")).orElseThrow());
    }

    private static ClientSubjects subjects(JsonObject json) {
        return new ClientSubjects(
                json.string("subject_type").map(SubjectType::parse).orElse(SubjectType.PUBLIC),
                json.string("sector_identifier_uri").map(URI::create));
    }

    private static JsonObject signing(ResponseSigning signing) {
        return JsonObject.empty()
                .with("id_token_signed_response_alg", signing.idToken().name())
                .with("userinfo_signed_response_alg", signing.userinfo().map(SigningAlgorithm::name))
                .with(
                        "authorization_signed_response_alg",
                        signing.authorization().name())
                .with("introspection_signed_response_alg", signing.introspection());
    }

    private static ResponseSigning responseSigning(JsonObject json) {
        return new ResponseSigning(
                SigningAlgorithm.valueOf(json.requiredString("id_token_signed_response_alg")),
                json.string("userinfo_signed_response_alg").map(SigningAlgorithm::valueOf),
                json.string("authorization_signed_response_alg")
                        .map(SigningAlgorithm::valueOf)
                        .orElse(ResponseSigning.DEFAULT.authorization()),
                json.string("introspection_signed_response_alg").map(SigningAlgorithm::valueOf));
    }

    private static JsonObject lifetimes(TokenLifetimes lifetimes) {
        return JsonObject.empty()
                .with("id_token", lifetimes.idToken())
                .with("access_token", lifetimes.accessToken())
                .with("front_channel_access_token", lifetimes.frontChannelAccessToken())
                .with("refresh_token", lifetimes.refreshToken())
                .with("refresh_token_idle", lifetimes.refreshTokenIdle());
    }

    private static TokenLifetimes lifetimes(JsonObject json) {
        return new TokenLifetimes(
                Documents.duration(json, "id_token"),
                Documents.duration(json, "access_token"),
                Documents.duration(json, "front_channel_access_token"),
                Documents.duration(json, "refresh_token"),
                Documents.duration(json, "refresh_token_idle"));
    }
}
