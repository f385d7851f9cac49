package dev.symbolon.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.jarm.JARMValidator;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import dev.symbolon.endtoend.PlainBrowser.Stop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocketFactory;

/** A client of the FAPI plans: what it signs, where it sends that, and how it reads the answers, on Nimbus' SDK. */
final class FapiClient {

    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String REDIRECT_URI = PlannedProvider.REDIRECT_URI.toString();

    private final FapiProvider provider;
    private final FapiWay way;
    private final String id;
    private final FapiSignatures signatures;
    private final IndependentClient judge;
    private final SSLSocketFactory connections;
    private final ECKey proofKey;

    FapiClient(FapiProvider provider, FapiWay way, String id, RSAKey key, KeytoolIdentity identity) {
        this(
                provider,
                way,
                id,
                new FapiSignatures(key),
                new IndependentClient(
                        provider.issuer(),
                        new IndependentClient.Registration(
                                id, Optional.empty(), PlannedProvider.REDIRECT_URI, JWSAlgorithm.ES256)),
                way.showsCertificate() ? provider.connections(identity) : provider.bareConnections(),
                newProofKey());
    }

    private FapiClient(
            FapiProvider provider,
            FapiWay way,
            String id,
            FapiSignatures signatures,
            IndependentClient judge,
            SSLSocketFactory connections,
            ECKey proofKey) {
        this.provider = provider;
        this.way = way;
        this.id = id;
        this.signatures = signatures;
        this.judge = judge;
        this.connections = connections;
        this.proofKey = proofKey;
    }

    private static ECKey newProofKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** The same on connections that show no certificate, and with another key for its proofs. */
    FapiClient withoutWhatItHolds() {
        return new FapiClient(provider, way, id, signatures, judge, provider.bareConnections(), newProofKey());
    }

    String id() {
        return id;
    }

    FapiSignatures signatures() {
        return signatures;
    }

    ECKey proofKey() {
        return proofKey;
    }

    IndependentClient judge() {
        return judge;
    }

    String issuer() {
        return provider.issuer().toString();
    }

    static long now() {
        return Instant.now().getEpochSecond();
    }

    static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.put(name, value);
        return changed;
    }

    static Map<String, String> without(Map<String, String> parameters, String... names) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        List.of(names).forEach(changed::remove);
        return changed;
    }

    /** What the suite asks for; PKCE only where it must be. */
    Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", id);
        request.put("redirect_uri", REDIRECT_URI);
        request.put("response_type", way.responseType());
        request.put("scope", "openid");
        request.put("state", IndependentClient.STATE.getValue());
        request.put("nonce", IndependentClient.NONCE.getValue());
        if (way.jarm()) {
            request.put("response_mode", "jwt");
        }
        return way.pushed() ? bound(request) : request;
    }

    static Map<String, String> bound(Map<String, String> request) {
        Map<String, String> bound = with(request, "code_challenge_method", "S256");
        bound.put("code_challenge", hash(IndependentClient.VERIFIER.getValue()));
        return bound;
    }

    private static String hash(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a request object that is good now. */
    Map<String, Object> claims(Map<String, String> request) {
        Map<String, Object> claims = new LinkedHashMap<>(request);
        claims.put("iss", id);
        claims.put("aud", issuer());
        claims.put("iat", now());
        claims.put("nbf", now());
        claims.put("exp", now() + 300);
        return claims;
    }

    /** What carries a request object: beside one that goes by value stands what OpenID Connect wants there. */
    Map<String, String> carrying(String object) {
        Map<String, String> carrying = new LinkedHashMap<>();
        carrying.put("client_id", id);
        carrying.put("request", object);
        if (!way.pushed()) {
            carrying.put("redirect_uri", REDIRECT_URI);
            carrying.put("response_type", way.responseType());
            carrying.put("scope", "openid");
        }
        return carrying;
    }

    /** The request as the profile wants it handed in. */
    Map<String, String> asProfiled(Map<String, String> request) {
        return way.signsRequests() ? carrying(signatures.object(claims(request))) : request;
    }

    HTTPResponse push(Map<String, String> form, String... dpop) {
        return post("pushed_authorization_request_endpoint", authenticated(form), dpop);
    }

    /** What goes through the browser. */
    Map<String, String> handedIn(Map<String, String> form, String... dpop) {
        if (!way.pushed()) {
            return form;
        }
        HTTPResponse answer = push(form, dpop);
        if (answer.getStatusCode() != 201) {
            throw new AssertionError(answer.getBody());
        }
        return Map.of("client_id", id, "request_uri", member(answer, "request_uri"));
    }

    URI authorizationUri(Map<String, String> parameters) {
        return URI.create(judge.metadata().getAuthorizationEndpointURI() + "?" + encoded(parameters));
    }

    /** Signs in, and reads the answer. */
    Map<String, String> authorize(PlainBrowser browser, Map<String, String> request, String... dpop) {
        return read(browser.authorize(authorizationUri(handedIn(asProfiled(request), dpop))));
    }

    /** What an answer says, once it is found to have come as it must. */
    Map<String, String> read(Stop.Answer answer) {
        Map<String, String> said = new LinkedHashMap<>();
        answer.parameters().forEach((name, values) -> said.put(name, values.getFirst()));
        Map<String, String> all = way.jarm() ? unsigned(said) : said;
        if (!issuer().equals(all.get("iss"))) {
            throw new AssertionError("the answer is not the issuer's: " + all.keySet());
        }
        return all;
    }

    private Map<String, String> unsigned(Map<String, String> answer) {
        if (!answer.keySet().equals(Set.of("response"))) {
            throw new AssertionError("the answer is not a signed one: " + answer.keySet());
        }
        try {
            JWTClaimsSet claims = new JARMValidator(
                            new Issuer(issuer()), new ClientID(id), JWSAlgorithm.ES256, judge.keys())
                    .validate(answer.get("response"));
            Map<String, String> said = new LinkedHashMap<>();
            claims.getClaims().forEach((name, value) -> said.put(name, String.valueOf(value)));
            return said;
        } catch (BadJOSEException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Why a request is refused, wherever that is told: to the client, by the browser, or on a page. */
    String refusal(PlainBrowser browser, Map<String, String> form) {
        if (way.pushed()) {
            return error(push(form));
        }
        return switch (browser.open(authorizationUri(form))) {
            case Stop.Answer answer -> read(answer).getOrDefault("error", "none");
            case Stop.Page page -> page.status() == 400 ? "page" : "none";
        };
    }

    /** The error of an answer; {@code none} if it is no refusal. */
    static String error(HTTPResponse answer) {
        return answer.getStatusCode() < 400 ? "none" : member(answer, "error");
    }

    static String member(HTTPResponse answer, String name) {
        try {
            return String.valueOf(answer.getBodyAsJSONObject().get(name));
        } catch (ParseException e) {
            throw new AssertionError(answer.getBody(), e);
        }
    }

    /** What authenticates it, good now. */
    Map<String, Object> assertion() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", id);
        claims.put("sub", id);
        claims.put("aud", issuer());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now());
        claims.put("exp", now() + 60);
        return claims;
    }

    /** The form with what authenticates it, but for the certificate. */
    Map<String, String> authenticated(Map<String, String> form) {
        return way.provesByKey() ? authenticated(form, signatures.assertion(assertion())) : with(form, "client_id", id);
    }

    static Map<String, String> authenticated(Map<String, String> form, String assertion) {
        return with(with(form, "client_assertion_type", ASSERTION), "client_assertion", assertion);
    }

    Map<String, String> codeGrant(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", REDIRECT_URI);
        if (way.pushed()) {
            form.put("code_verifier", IndependentClient.VERIFIER.getValue());
        }
        return form;
    }

    HTTPResponse token(Map<String, String> form) {
        return way.bindsToKey() ? token(form, proofFor("token_endpoint")) : token(form, new String[0]);
    }

    HTTPResponse token(Map<String, String> form, String... dpop) {
        return post("token_endpoint", authenticated(form), dpop);
    }

    OIDCTokenResponse tokens(Map<String, String> form) {
        HTTPResponse answer = token(form);
        try {
            return OIDCTokenResponse.parse(answer);
        } catch (ParseException e) {
            throw new AssertionError(answer.getBody(), e);
        }
    }

    OIDCTokenResponse tokens(PlainBrowser browser, Map<String, String> request) {
        return tokens(codeGrant(authorize(browser, request).get("code")));
    }

    IDTokenClaimsSet idToken(OIDCTokenResponse tokens) {
        return judge.validate(tokens.getOIDCTokens().getIDToken());
    }

    HTTPResponse userInfo(String accessToken) {
        return userInfo(way.bindsToKey() ? "DPoP" : "Bearer", accessToken, claims -> claims);
    }

    /** @param bend of the proof, if there is one */
    HTTPResponse userInfo(String scheme, String accessToken, UnaryOperator<Map<String, Object>> bend) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, endpoint("userinfo_endpoint"));
        request.setHeader("Authorization", scheme + " " + accessToken);
        if (way.bindsToKey()) {
            Map<String, Object> claims = proof("GET", endpoint("userinfo_endpoint"));
            claims.put("ath", hash(accessToken));
            request.setHeader("DPoP", FapiSignatures.proof(proofKey, bend.apply(claims)));
        }
        return send(request);
    }

    /** What a proof says that is good now. */
    Map<String, Object> proof(String method, URI target) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("htm", method);
        claims.put("htu", target.toString());
        claims.put("iat", now());
        return claims;
    }

    String proofFor(String endpoint) {
        return FapiSignatures.proof(proofKey, proof("POST", endpoint(endpoint)));
    }

    private static String encoded(Map<String, String> parameters) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        parameters.forEach((name, value) -> lists.put(name, List.of(value)));
        return URLUtils.serializeParameters(lists);
    }

    /** Where the endpoint is for a client that shows a certificate, or shows none (RFC 8705 §5). */
    URI endpoint(String name) {
        Map<String, Object> metadata = judge.metadata().toJSONObject();
        Map<?, ?> aliases = (Map<?, ?>) metadata.get("mtls_endpoint_aliases");
        return URI.create(String.valueOf(way.showsCertificate() ? aliases.get(name) : metadata.get(name)));
    }

    HTTPResponse post(String endpoint, Map<String, String> form, String... dpop) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, endpoint(endpoint));
        request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        request.setBody(encoded(form));
        if (dpop.length > 0) {
            request.setHeader("DPoP", dpop);
        }
        return send(request);
    }

    HTTPResponse send(HTTPRequest request) {
        request.setSSLSocketFactory(connections);
        try {
            return request.send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
