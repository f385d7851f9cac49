package dev.symbolon.server.check;

import static dev.symbolon.server.check.ClientSetting.APIS;
import static dev.symbolon.server.check.ClientSetting.AUTHENTICATION;
import static dev.symbolon.server.check.ClientSetting.AUTHENTICATION_ALGORITHM;
import static dev.symbolon.server.check.ClientSetting.AUTHORIZATION_ALGORITHM;
import static dev.symbolon.server.check.ClientSetting.BACKCHANNEL_ALGORITHM;
import static dev.symbolon.server.check.ClientSetting.CERTIFICATE_BOUND;
import static dev.symbolon.server.check.ClientSetting.DPOP_BOUND;
import static dev.symbolon.server.check.ClientSetting.GRANT_TYPES;
import static dev.symbolon.server.check.ClientSetting.ID_TOKEN_ALGORITHM;
import static dev.symbolon.server.check.ClientSetting.INTROSPECTION_ALGORITHM;
import static dev.symbolon.server.check.ClientSetting.REDIRECT_URIS;
import static dev.symbolon.server.check.ClientSetting.REQUEST_ALGORITHM;
import static dev.symbolon.server.check.ClientSetting.REQUIRE_PKCE;
import static dev.symbolon.server.check.ClientSetting.REQUIRE_PUSHED_REQUESTS;
import static dev.symbolon.server.check.ClientSetting.REQUIRE_SIGNED_REQUESTS;
import static dev.symbolon.server.check.ClientSetting.RESPONSE_MODES;
import static dev.symbolon.server.check.ClientSetting.RESPONSE_TYPES;
import static dev.symbolon.server.check.ClientSetting.USERINFO_ALGORITHM;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the profiles want of the clients that name them, as far as it can be said of a registration. */
public final class ProfileRules {

    private static final String FAPI1 = "FAPI 1.0 Advanced ";
    private static final String FAPI_CIBA = "FAPI CIBA ";
    private static final String FAPI2 = "FAPI 2.0 Security Profile ";
    private static final Set<String> BY_KEYS =
            Set.of("private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth");

    private static final List<ClientRule> OF_FAPI2 = Stream.concat(
                    Stream.of(
                            new ClientRule(
                                    FAPI2 + "§5.3.2.1-3, -6",
                                    AUTHENTICATION,
                                    of(ProfileRules::authenticatesByKeys),
                                    "must be private_key_jwt, tls_client_auth or self_signed_tls_client_auth"),
                            new ClientRule(
                                    FAPI2 + "§5.3.2.1-4, -5",
                                    DPOP_BOUND,
                                    of(client ->
                                            client.tokens().senderConstraint().isBound()),
                                    "must be true, or tls-client-certificate-bound-access-tokens, so that nobody else can use its tokens"),
                            new ClientRule(
                                    FAPI2 + "§5.3.2.2-1",
                                    RESPONSE_TYPES,
                                    of(ProfileRules::hasResponseTypesOfProfile),
                                    "must be code alone"),
                            new ClientRule(
                                    FAPI2 + "§5.3.2.2",
                                    RESPONSE_MODES,
                                    of(ProfileRules::isAnsweredAtAnAddress),
                                    "must not have web_message: a message is for a whole origin, and not for one address"),
                            new ClientRule(
                                    FAPI2 + "§5.3.2.2-3",
                                    REQUIRE_PUSHED_REQUESTS,
                                    of(client -> client.flows().requests().pushed()),
                                    "must be true"),
                            new ClientRule(
                                    FAPI2 + "§5.3.2.2-5",
                                    REQUIRE_PKCE,
                                    of(client -> client.flows().pkceRequired()),
                                    "must be true")),
                    algorithms(FAPI2 + "§5.4.1", Profile.FAPI2_SECURITY).stream())
            .toList();

    private static final List<ClientRule> OF_MESSAGE_SIGNING = plus(
            OF_FAPI2,
            new ClientRule(
                    "FAPI 2.0 Message Signing §5.3.1",
                    REQUIRE_SIGNED_REQUESTS,
                    of(client -> client.flows().requests().signed()),
                    "must be true"));

    private static final List<ClientRule> OF_FAPI1 = Stream.concat(
                    Stream.of(
                            new ClientRule(
                                    FAPI1 + "§5.2.2-14, -16",
                                    AUTHENTICATION,
                                    of(ProfileRules::authenticatesByKeys),
                                    "must be private_key_jwt, tls_client_auth or self_signed_tls_client_auth"),
                            new ClientRule(
                                    FAPI1 + "§5.2.2-5, -6",
                                    CERTIFICATE_BOUND,
                                    of(client ->
                                            client.tokens().senderConstraint().certificateBound()),
                                    "must be true: APIs of the profile know no other binding"),
                            new ClientRule(
                                    FAPI1 + "§5.2.2-2",
                                    RESPONSE_TYPES,
                                    of(ProfileRules::hasResponseTypesOfProfile),
                                    "must be among code id_token and code"),
                            new ClientRule(
                                    FAPI1 + "§5.2.2-2",
                                    RESPONSE_MODES,
                                    of(ProfileRules::isAnsweredAtAnAddress),
                                    "must not have web_message: a message is for a whole origin, and not for one address"),
                            new ClientRule(
                                    FAPI1 + "§5.2.2-1",
                                    REQUIRE_SIGNED_REQUESTS,
                                    of(client -> client.flows().requests().signed()),
                                    "must be true"),
                            new ClientRule(
                                    "FAPI 1.0 Baseline §5.2.2-20, §7.5",
                                    REDIRECT_URIS,
                                    of(client -> client.redirectUris().registered().stream()
                                            .allMatch(uri -> uri.value().startsWith("https://"))),
                                    "must begin with https://")),
                    algorithms(FAPI1 + "§8.6", Profile.FAPI1_ADVANCED).stream())
            .toList();

    private static final List<ClientRule> OF_FAPI_CIBA = plus(
            OF_FAPI1,
            new ClientRule(
                    FAPI_CIBA + "§5.2.2-4",
                    GRANT_TYPES,
                    of(client -> client.mayUse(GrantType.CIBA)),
                    "must have " + GrantType.CIBA),
            new ClientRule(
                    FAPI_CIBA + "§5.2.2-6",
                    BACKCHANNEL_ALGORITHM,
                    of(client -> client.flows().backchannel().algorithm().isPresent()),
                    "must be one of " + Profile.FAPI_CIBA.algorithms()));

    private ProfileRules() {}

    public static List<ClientRule> of(Profile profile) {
        return switch (profile) {
            case NONE -> List.of();
            case FAPI1_ADVANCED -> OF_FAPI1;
            case FAPI_CIBA -> OF_FAPI_CIBA;
            case FAPI2_SECURITY -> OF_FAPI2;
            case FAPI2_MESSAGE_SIGNING -> OF_MESSAGE_SIGNING;
        };
    }

    /** The rules of its profile that a client does not keep. */
    public static List<ClientRule> broken(RegisteredClient client) {
        return of(client.client().profile()).stream()
                .filter(rule -> !rule.isKeptBy(client))
                .toList();
    }

    private static Predicate<RegisteredClient> of(Predicate<Client> kept) {
        return registered -> kept.test(registered.client());
    }

    private static List<ClientRule> plus(List<ClientRule> rules, ClientRule... more) {
        List<ClientRule> all = new ArrayList<>(rules);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    private static boolean authenticatesByKeys(Client client) {
        return BY_KEYS.contains(client.credentials().method().value());
    }

    private static boolean hasResponseTypesOfProfile(Client client) {
        return client.profile().responseTypes().containsAll(client.flows().responseTypes());
    }

    private static boolean isAnsweredAtAnAddress(Client client) {
        return !client.flows().admits(ResponseMode.WEB_MESSAGE);
    }

    private static List<ClientRule> algorithms(String source, Profile profile) {
        Set<SigningAlgorithm> allowed = profile.algorithms();
        String remedy = "must be one of " + allowed;
        return List.of(
                new ClientRule(
                        source,
                        AUTHENTICATION_ALGORITHM,
                        of(client -> client.credentials()
                                .algorithm()
                                .flatMap(SigningAlgorithm::find)
                                .map(allowed::contains)
                                .orElse(true)),
                        remedy),
                new ClientRule(
                        source,
                        REQUEST_ALGORITHM,
                        of(client -> isAmong(allowed, client.flows().requests().algorithm())),
                        remedy),
                new ClientRule(
                        source,
                        BACKCHANNEL_ALGORITHM,
                        of(client ->
                                isAmong(allowed, client.flows().backchannel().algorithm())),
                        remedy),
                new ClientRule(
                        source,
                        ID_TOKEN_ALGORITHM,
                        of(client -> allowed.contains(client.tokens().signing().idToken())),
                        remedy),
                new ClientRule(
                        source,
                        USERINFO_ALGORITHM,
                        of(client -> isAmong(allowed, client.tokens().signing().userinfo())),
                        remedy),
                new ClientRule(
                        source,
                        AUTHORIZATION_ALGORITHM,
                        of(client -> allowed.contains(client.tokens().signing().authorization())),
                        remedy),
                new ClientRule(
                        source,
                        INTROSPECTION_ALGORITHM,
                        of(client -> isAmong(allowed, client.tokens().signing().introspection())),
                        remedy),
                new ClientRule(
                        source,
                        APIS,
                        registered -> registered.apis().stream()
                                .allMatch(api -> api.accessTokenFormat() == AccessTokenFormat.OPAQUE
                                        || allowed.contains(api.accessTokenAlgorithm())),
                        "must have an access-token-algorithm among " + allowed));
    }

    private static boolean isAmong(Set<SigningAlgorithm> allowed, Optional<SigningAlgorithm> algorithm) {
        return algorithm.map(allowed::contains).orElse(true);
    }
}
