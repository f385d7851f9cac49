package dev.symbolon.endtoend;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformationResponse;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationRequest;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientRegistrationResponseParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A provider as the plans of the OpenID Foundation's conformance suite meet it: from outside, with clients of both kinds. */
final class PlannedProvider implements AutoCloseable {

    static final URI REDIRECT_URI = URI.create("https://app.example.org/callback");

    private static final ClientID STATIC = new ClientID("static-basic");
    private static final Secret SECRET = new Secret("secret-of-a-static-client-of-the-plans");

    private final ProviderProcess process;

    private PlannedProvider(ProviderProcess process) {
        this.process = process;
    }

    /** @param settings beyond those that all plans need, as flags */
    static PlannedProvider start(Path folder, String... settings) {
        List<String> all = new ArrayList<>(List.of("--registration-open=true", "--registration-logos=true"));
        all.addAll(List.of(settings));
        return new PlannedProvider(ProviderProcess.start(
                folder, ProviderProcess.resource("conformance.yaml"), all.toArray(String[]::new)));
    }

    /** One that sees certificates of clients, at another address, and knows those of the manifest. */
    static PlannedProvider seeingCertificates(Path folder, KeytoolIdentity own, String manifest) {
        int port = TestDemo.freePort();
        return new PlannedProvider(ProviderProcess.start(
                folder,
                manifest,
                "--registration-open=true",
                "--registration-grant-types=urn:openid:params:grant-type:ciba",
                "--mtls-port=" + port,
                "--mtls-address=https://127.0.0.1:" + port,
                "--mtls-certificate-file=" + own.certificateFile(),
                "--mtls-key-file=" + own.keyFile()));
    }

    URI issuer() {
        return process.issuer();
    }

    /** Announces the next keys, as an operator does. */
    void rotateKeys() {
        process.command("rotate-keys");
    }

    PlainBrowser browser() {
        return new PlainBrowser(issuer());
    }

    /** What the suite registers, for one response type. */
    static OIDCClientMetadata metadata(String responseType) {
        OIDCClientMetadata metadata = new OIDCClientMetadata();
        metadata.setName("A client of the plans");
        metadata.setRedirectionURI(REDIRECT_URI);
        metadata.setTokenEndpointAuthMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        try {
            metadata.setResponseTypes(Set.of(ResponseType.parse(responseType)));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
        metadata.setGrantTypes(Set.of(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT, GrantType.REFRESH_TOKEN));
        metadata.setEmailContacts(List.of("ada@example.com"));
        return metadata;
    }

    /** Sends the registration, and brings the answer, whatever it is. */
    ClientRegistrationResponse send(OIDCClientMetadata metadata) {
        try {
            URI endpoint = URI.create(issuer() + "/oidc/register");
            return OIDCClientRegistrationResponseParser.parse(
                    new OIDCClientRegistrationRequest(endpoint, metadata, null)
                            .toHTTPRequest()
                            .send());
        } catch (ParseException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for metadata that the SDK would not send. */
    HttpResponse<String> register(String metadata) {
        HttpRequest request = HttpRequest.newBuilder(issuer().resolve("/oidc/register"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(metadata))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    OIDCClientInformation register(OIDCClientMetadata metadata) {
        ClientRegistrationResponse response = send(metadata);
        if (!response.indicatesSuccess()) {
            throw new AssertionError(
                    response.toErrorResponse().getErrorObject().toJSONObject().toString());
        }
        return ((OIDCClientInformationResponse) response).getOIDCClientInformation();
    }

    IndependentClient registered(OIDCClientMetadata metadata) {
        return registered(register(metadata));
    }

    IndependentClient registered(OIDCClientInformation information) {
        return client(information, authentication(information));
    }

    IndependentClient client(OIDCClientInformation information, ClientAuthentication authentication) {
        JWSAlgorithm algorithm = Optional.ofNullable(
                        information.getOIDCMetadata().getIDTokenJWSAlg())
                .orElse(JWSAlgorithm.RS256);
        return client(information.getID().getValue(), authentication, algorithm);
    }

    private static ClientAuthentication authentication(OIDCClientInformation information) {
        ClientID id = information.getID();
        return ClientAuthenticationMethod.CLIENT_SECRET_POST.equals(
                        information.getOIDCMetadata().getTokenEndpointAuthMethod())
                ? new ClientSecretPost(id, information.getSecret())
                : new ClientSecretBasic(id, information.getSecret());
    }

    /** The client that the manifest declares. */
    IndependentClient declared() {
        return client(STATIC.getValue(), new ClientSecretBasic(STATIC, SECRET), JWSAlgorithm.RS256);
    }

    private IndependentClient client(String id, ClientAuthentication authentication, JWSAlgorithm algorithm) {
        return new IndependentClient(
                issuer(), new IndependentClient.Registration(id, Optional.of(authentication), REDIRECT_URI, algorithm));
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** A request object that holds the whole request. */
    SignedJWT signed(AuthorizationParameters request, RSAKey key) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(request.values().get("client_id").getFirst())
                .audience(issuer().toString());
        request.values().forEach((name, values) -> claims.claim(name, values.getFirst()));
        SignedJWT object = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        try {
            object.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return object;
    }

    @Override
    public void close() {
        process.close();
    }
}
