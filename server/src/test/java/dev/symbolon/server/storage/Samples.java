package dev.symbolon.server.storage;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.SubjectType;
import dev.symbolon.protocol.detail.AuthorizationDetail;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.DetailMember;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.api.Permission;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.CertificateSubject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.ClientPages;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.client.ClientSoftware;
import dev.symbolon.server.client.ClientSubjects;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.client.ResponseEncryption;
import dev.symbolon.server.client.ResponseSigning;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.client.SignInDefaults;
import dev.symbolon.server.client.TokenLifetimes;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.session.SessionId;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records to fill a database with. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final Audience REPORTS = new Audience("https://api.example.com/reports");
    public static final ClientId WEB = new ClientId("web");
    public static final Subject ADA = new Subject("ada");

    private Samples() {}

    public static Client client(ClientId id, String name) {
        return new Client(
                id,
                new ClientPresentation(
                        new LocalizedText(Map.of("", name, "de", "Netz")),
                        Optional.of(URI.create("https://app.example.org/start")),
                        true,
                        new ClientPages(
                                Optional.of(LocalizedText.of("https://app.example.org/")),
                                Optional.of(LocalizedText.of("https://app.example.org/logo.png")),
                                Optional.of(new LocalizedText(Map.of(
                                        "", "https://app.example.org/policy", "de", "https://app.example.org/de"))),
                                Optional.of(LocalizedText.of("https://app.example.org/terms"))),
                        new ClientSoftware(
                                Optional.of("program"),
                                Optional.of("1.0"),
                                List.of("ada@example.com"),
                                Optional.of("e30.e30.e30"))),
                new ClientCredentials(
                        ClientAuthenticationMethod.CLIENT_SECRET_JWT,
                        Optional.of("HS256"),
                        List.of("digest", "other"),
                        List.of("kept", "too"),
                        new ClientKeys.Published(URI.create("https://app.example.org/jwks")),
                        Optional.of(NOW),
                        Optional.of(new CertificateSubject(CertificateSubject.Kind.SAN_DNS, "app.example.org"))),
                new RedirectUris(Set.of(new RedirectUri("https://app.example.org/callback"))),
                logout(),
                new ClientFlows(
                        Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
                        Set.of(ResponseType.CODE_ID_TOKEN, ResponseType.CODE),
                        Set.of(ResponseMode.FRAGMENT, ResponseMode.QUERY_FRAGMENT, ResponseMode.WEB_MESSAGE),
                        false,
                        new SignInDefaults(Optional.of(Duration.ofHours(1)), List.of("urn:one", "urn:two"), true),
                        new ClientRequests(
                                true,
                                true,
                                Optional.of(SigningAlgorithm.PS256),
                                Set.of("https://app.example.org/request"),
                                Set.of("print"),
                                Profile.FAPI2_MESSAGE_SIGNING),
                        exchange(),
                        new ClientBackchannel(
                                Optional.of(URI.create("https://app.example.org/decided")),
                                Optional.of(SigningAlgorithm.ES256))),
                new ClientTokens(
                        new ResponseSigning(
                                SigningAlgorithm.ES256, Optional.of(SigningAlgorithm.RS256), SigningAlgorithm.ES256),
                        TokenLifetimes.DEFAULT,
                        true,
                        Optional.of(Scope.of("openid")),
                        Optional.of(REPORTS),
                        new ClientSubjects(
                                SubjectType.PAIRWISE, Optional.of(URI.create("https://sector.example.org/uris.json"))),
                        new SenderConstraint(true, true, true),
                        new ResponseEncryption(
                                Optional.of(new JweAlgorithms(
                                        KeyManagementAlgorithm.RSA_OAEP_256, ContentEncryption.A256CBC_HS512)),
                                Optional.empty(),
                                Optional.of(new JweAlgorithms(
                                        KeyManagementAlgorithm.ECDH_ES_A128KW, ContentEncryption.A128GCM)))),
                Map.of(REPORTS, Scope.of("read:reports", "create:reports")));
    }

    private static ClientExchange exchange() {
        ExchangeRule rule = new ExchangeRule(
                REPORTS,
                Optional.of(Scope.of("read:reports")),
                Set.of(WEB),
                Set.of(new Audience("https://api.example.com/orders")),
                true,
                ExchangeRule.Acting.REQUIRED);
        AssertionIssuer issuer = new AssertionIssuer(
                "https://hr.example.org/",
                new ClientKeys.Published(URI.create("https://hr.example.org/jwks")),
                Set.of(SigningAlgorithm.ES256, SigningAlgorithm.PS512),
                AssertionIssuer.Naming.USERNAME,
                Set.of("ada"),
                Set.of(REPORTS),
                Optional.of(Scope.of("read:reports")),
                Duration.ofMinutes(2));
        return new ClientExchange(List.of(rule), Optional.of(WEB), List.of(issuer));
    }

    private static ClientLogout logout() {
        return new ClientLogout(
                new RedirectUris(Set.of()),
                Optional.of(new ClientLogout.Address(URI.create("https://app.example.org/back-channel"), true)),
                Optional.empty());
    }

    public static Api api() {
        return new Api(
                        REPORTS,
                        LocalizedText.of("Reports"),
                        List.of(
                                new Permission("read:reports", LocalizedText.of("Read your reports"), false),
                                new Permission("create:reports", LocalizedText.of("Write reports ✎"), true)),
                        SigningAlgorithm.RS256,
                        Duration.ofMinutes(30))
                .withDetailTypes(new DetailType(
                        "print",
                        new LocalizedText(Map.of("", "Print a report", "de", "Einen Bericht drucken")),
                        Map.of("actions", List.of("print", "bind")),
                        true,
                        List.of(new DetailMember(
                                "paper",
                                LocalizedText.of("Paper"),
                                DetailMember.Kind.OBJECT,
                                true,
                                List.of(),
                                List.of(new DetailMember(
                                        "size",
                                        LocalizedText.of("Size"),
                                        DetailMember.Kind.TEXT,
                                        true,
                                        List.of("A4", "A5"),
                                        List.of()))))));
    }

    /** Something that is asked of the API in detail. */
    public static Map<Audience, AuthorizationDetails> details(String amount) {
        AuthorizationDetail detail = new AuthorizationDetail(
                JsonObject.of(Map.of("type", "payment", "amount", amount, "times", 2, "urgent", true)));
        return Map.of(REPORTS, new AuthorizationDetails(List.of(detail)));
    }

    public static User user(Subject subject, String username) {
        return new User(subject, new Username(username), "$argon2id$…", false, JsonObject.of(Map.of("name", "Ada")));
    }

    public static User disabled(User user) {
        return new User(user.subject(), user.username(), user.passwordHash(), true, user.claims());
    }

    public static Session session(String id, Subject subject) {
        return new Session(
                new SessionId(id),
                new SessionId("sid of " + id),
                subject,
                NOW,
                NOW,
                NOW,
                NOW.plus(Duration.ofHours(8)));
    }

    public static Authorization authorization(String id) {
        return authorization(id, ADA, WEB);
    }

    public static Authorization authorization(String id, Subject subject, ClientId client) {
        Permissions permissions =
                new Permissions(Scope.of("openid", "offline_access"), Optional.of(REPORTS), Scope.of("read:reports"));
        Approval approval = new Approval(client, subject, new SessionId("session"), NOW, permissions);
        return Authorization.begin(new AuthorizationId(id), approval, NOW, NOW.plus(Duration.ofDays(90)));
    }
}
