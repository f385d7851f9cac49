package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.SubjectType;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.ClientPages;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.ClientSoftware;
import dev.symbolon.server.client.ClientSubjects;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.client.ResponseEncryption;
import dev.symbolon.server.client.ResponseSigning;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.client.TokenLifetimes;
import dev.symbolon.server.configuration.Section;
import dev.symbolon.server.manifest.DeclaredClient.Access;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a client. */
final class ClientReader {

    private static final int MOST_REDIRECT_URIS = 100;

    private final Section section;
    private final Map<String, String> environment;

    ClientReader(Section section, Map<String, String> environment) {
        this.section = section;
        this.environment = environment;
    }

    Optional<Declared<DeclaredClient>> read() {
        Optional<ClientId> id = section.required("id", ClientId::parse);
        Optional<LocalizedText> name = Texts.required(section, "name");
        Profile profile = section.parsed("security-profile", Profile::parse).orElse(Profile.NONE);
        ClientAuthenticationMethod method = section.parsed("authentication", ClientAuthenticationMethod::parse)
                .orElse(profile.usualMethod());
        ClientFlows flows = new FlowsReader(section, method, profile).read();
        RedirectUris redirectUris = redirectUris("redirect-uris");
        ClientPresentation presentation = presentation(name.orElse(LocalizedText.of("?")), redirectUris);
        if (!flows.responseTypes().isEmpty() && !section.has("redirect-uris")) {
            section.refuse("redirect-uris", "is missing: responses must have somewhere to go");
        }
        CredentialsReader credentials = new CredentialsReader(section, environment, method);
        ClientCredentials proof = credentials.read();
        List<Secret> secrets = credentials.secrets();
        ClientLogout logout = logout();
        ClientTokens tokens = tokens(profile, subjects(redirectUris), proof);
        if (tokens.senderConstraint().certificateBound() && sendsTokensByBrowser(flows)) {
            section.refuse(
                    "response-types",
                    "must have none with token, since access tokens that come by the browser can be bound to no certificate");
        }
        List<Declared<Access>> apis = apis();
        return id.map(known -> new Declared<>(
                section,
                new DeclaredClient(
                        new Client(known, presentation, proof, redirectUris, logout, flows, tokens, Map.of()),
                        secrets,
                        apis)));
    }

    private static boolean sendsTokensByBrowser(ClientFlows flows) {
        return flows.responseTypes().stream().anyMatch(type -> type.includes(ResponseType.Part.TOKEN));
    }

    private ClientPresentation presentation(LocalizedText name, RedirectUris redirectUris) {
        boolean firstParty = section.bool("first-party").orElse(false);
        if (firstParty) {
            redirectUris.registered().stream()
                    .filter(uri -> uri.isLoopback() || uri.isCustomScheme())
                    .findFirst()
                    .ifPresent(uri -> section.warn(
                            "first-party",
                            "does not spare people the consent page for " + uri + ", which any program can be"));
        }
        ClientPages pages = new ClientPages(
                section.parsed("home", ClientReader::home).map(URI::toString).map(LocalizedText::of),
                page("logo-uri"),
                page("policy-uri"),
                page("tos-uri"));
        return new ClientPresentation(
                name,
                section.parsed("initiate-login-uri", ClientReader::webAddress),
                firstParty,
                pages,
                ClientSoftware.UNKNOWN);
    }

    private Optional<LocalizedText> page(String key) {
        return section.parsed(key, text -> LocalizedText.of(WebUri.parse(text).toString()));
    }

    private static URI home(String text) {
        RedirectUri address = RedirectUri.parse(text);
        if (address.isCustomScheme()) {
            throw new IllegalArgumentException("must begin with https:// or http://");
        }
        return address.uri();
    }

    private RedirectUris redirectUris(String key) {
        List<RedirectUri> uris = section.list(key, ClientReader::redirectUri).orElse(List.of());
        if (uris.size() > MOST_REDIRECT_URIS) {
            section.refuse(key, "must be at most " + MOST_REDIRECT_URIS);
        }
        return new RedirectUris(new LinkedHashSet<>(uris));
    }

    private ClientLogout logout() {
        return new ClientLogout(
                redirectUris("post-logout-redirect-uris"),
                logoutAddress("backchannel-logout"),
                logoutAddress("frontchannel-logout"));
    }

    private Optional<ClientLogout.Address> logoutAddress(String key) {
        boolean sessionRequired = section.bool(key + "-session-required").orElse(false);
        return section.parsed(key + "-uri", ClientReader::webAddress)
                .map(uri -> new ClientLogout.Address(uri, sessionRequired));
    }

    private static URI webAddress(String text) {
        redirectUri(text);
        return home(text);
    }

    private static RedirectUri redirectUri(String text) {
        RedirectUri uri = RedirectUri.parse(text);
        if (uri.isInsecure()) {
            throw new IllegalArgumentException("must begin with https:// (http:// for localhost only)");
        }
        return uri;
    }

    private ClientSubjects subjects(RedirectUris redirectUris) {
        ClientSubjects subjects = new ClientSubjects(
                section.parsed("subject-type", SubjectType::parse).orElse(SubjectType.PUBLIC),
                section.parsed("sector-identifier-uri", ClientReader::sectorIdentifierUri));
        if (subjects.type() == SubjectType.PUBLIC
                && subjects.sectorIdentifierUri().isPresent()) {
            section.refuse("sector-identifier-uri", "is for clients with subject-type: pairwise");
        }
        if (!subjects.suit(redirectUris)) {
            section.refuse(
                    "subject-type", "needs a sector-identifier-uri, since the redirect URIs are not all of one host");
        }
        return subjects;
    }

    private static URI sectorIdentifierUri(String text) {
        RedirectUri address = RedirectUri.parse(text);
        if (!address.uri().getScheme().equals("https")) {
            throw new IllegalArgumentException("must begin with https://");
        }
        return address.uri();
    }

    private ClientTokens tokens(Profile profile, ClientSubjects subjects, ClientCredentials proof) {
        Optional<Audience> defaultAudience = section.parsed("default-audience", Audience::parse);
        Optional<Section> tokens = section.section("tokens", ManifestKeys.TOKENS);
        return new ClientTokens(
                signing(tokens, profile),
                tokens.map(ClientReader::lifetimes).orElse(TokenLifetimes.DEFAULT),
                tokens.flatMap(these -> these.bool("claims-in-id-token")).orElse(false),
                tokens.flatMap(these -> these.parsed("front-channel-scope", Scope::parse)),
                defaultAudience,
                subjects,
                senderConstraint(tokens, profile.usualConstraint(proof.method())),
                tokens.map(these -> new EncryptionReader(these, proof.keys()).read())
                        .orElse(ResponseEncryption.NONE));
    }

    /** Tokens that are bound to a certificate need no other key. */
    private static SenderConstraint senderConstraint(Optional<Section> tokens, SenderConstraint usual) {
        boolean certificate = tokens.flatMap(these -> these.bool("tls-client-certificate-bound-access-tokens"))
                .orElse(usual.certificateBound());
        return new SenderConstraint(
                tokens.flatMap(these -> these.bool("dpop-bound-access-tokens"))
                        .orElse(usual.dpopBound() && !certificate),
                tokens.flatMap(these -> these.bool("dpop-nonce")).orElse(usual.dpopNonce()),
                certificate);
    }

    private static ResponseSigning signing(Optional<Section> tokens, Profile profile) {
        ResponseSigning usual = profile.usualSigning();
        return new ResponseSigning(
                tokens.flatMap(ClientReader::idTokenAlgorithm).orElse(usual.idToken()),
                tokens.flatMap(these -> Limits.algorithm(these, "userinfo-signed-response-alg")),
                tokens.flatMap(these -> Limits.algorithm(these, "authorization-signed-response-alg"))
                        .orElse(usual.authorization()),
                tokens.flatMap(these -> Limits.algorithm(these, "introspection-signed-response-alg")));
    }

    private static Optional<SigningAlgorithm> idTokenAlgorithm(Section tokens) {
        String key = ManifestKeys.asWritten(tokens, ManifestKeys.ID_TOKEN_ALGORITHM);
        if (!key.equals(ManifestKeys.ID_TOKEN_ALGORITHM) && tokens.has(ManifestKeys.ID_TOKEN_ALGORITHM)) {
            tokens.refuse(key, "is the former name of " + ManifestKeys.ID_TOKEN_ALGORITHM + "; keep that one");
        }
        return Limits.algorithm(tokens, key);
    }

    private static TokenLifetimes lifetimes(Section tokens) {
        TokenLifetimes usual = TokenLifetimes.DEFAULT;
        return new TokenLifetimes(
                Limits.tokenLifetime(tokens, "id-token-lifetime").orElse(usual.idToken()),
                Limits.tokenLifetime(tokens, "access-token-lifetime").orElse(usual.accessToken()),
                Limits.tokenLifetime(tokens, "front-channel-access-token-lifetime")
                        .orElse(usual.frontChannelAccessToken()),
                Limits.refreshTokenLifetime(tokens, "refresh-token-lifetime").orElse(usual.refreshToken()),
                Limits.refreshTokenLifetime(tokens, "refresh-token-idle-lifetime")
                        .orElse(usual.refreshTokenIdle()));
    }

    private List<Declared<Access>> apis() {
        List<Declared<Access>> apis = new ArrayList<>();
        Set<Audience> named = new HashSet<>();
        for (Section api : section.sections("apis", ManifestKeys.CLIENT_API)) {
            Optional<Scope> permissions = api.list("permissions", text -> text).map(Scope::of);
            Optional<Audience> audience = api.required("audience", Audience::parse);
            audience.ifPresent(found -> apis.add(new Declared<>(api, new Access(found, permissions))));
            if (audience.isPresent() && !named.add(audience.get())) {
                api.refuse("audience", "stands twice; keep one of them");
            }
        }
        return apis;
    }
}
