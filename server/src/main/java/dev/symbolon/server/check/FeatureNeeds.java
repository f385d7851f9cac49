package dev.symbolon.server.check;

import static dev.symbolon.server.check.ClientSetting.ASSERTION_ISSUERS;
import static dev.symbolon.server.check.ClientSetting.AUTHENTICATION;
import static dev.symbolon.server.check.ClientSetting.AUTHORIZATION_ALGORITHM;
import static dev.symbolon.server.check.ClientSetting.AUTHORIZATION_ENCRYPTION;
import static dev.symbolon.server.check.ClientSetting.DETAIL_TYPES;
import static dev.symbolon.server.check.ClientSetting.DPOP_BOUND;
import static dev.symbolon.server.check.ClientSetting.GRANT_TYPES;
import static dev.symbolon.server.check.ClientSetting.ID_TOKEN_ENCRYPTION;
import static dev.symbolon.server.check.ClientSetting.INTROSPECTION_ALGORITHM;
import static dev.symbolon.server.check.ClientSetting.INTROSPECTION_ENCRYPTION;
import static dev.symbolon.server.check.ClientSetting.POST_LOGOUT_REDIRECT_URIS;
import static dev.symbolon.server.check.ClientSetting.REQUEST_ALGORITHM;
import static dev.symbolon.server.check.ClientSetting.REQUEST_URIS;
import static dev.symbolon.server.check.ClientSetting.REQUIRE_PUSHED_REQUESTS;
import static dev.symbolon.server.check.ClientSetting.REQUIRE_SIGNED_REQUESTS;
import static dev.symbolon.server.check.ClientSetting.RESPONSE_MODES;
import static dev.symbolon.server.check.ClientSetting.SECURITY_PROFILE;
import static dev.symbolon.server.check.ClientSetting.SUBJECT_TYPE;
import static dev.symbolon.server.check.ClientSetting.TOKEN_EXCHANGE;
import static dev.symbolon.server.check.ClientSetting.USERINFO_ENCRYPTION;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.SubjectType;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.ResponseEncryption;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What clients need of the parts of the protocol that an operator may switch off. */
public final class FeatureNeeds {

    private static final List<FeatureNeed> ALL = List.of(
            wish(
                    Feature.JWT_CLIENT_AUTHENTICATION,
                    "OIDC Core §9",
                    AUTHENTICATION,
                    client -> client.credentials().method().usesAssertion()),
            protection(
                    Feature.DPOP,
                    "RFC 9449 §5.2",
                    DPOP_BOUND,
                    client -> client.tokens().senderConstraint().dpopBound()),
            protection(
                    Feature.PAIRWISE_SUBJECTS,
                    "OIDC Core §8.1",
                    SUBJECT_TYPE,
                    client -> client.tokens().subjects().type() == SubjectType.PAIRWISE),
            encryption("OIDC Core §10.2", ID_TOKEN_ENCRYPTION, ResponseEncryption::idToken),
            encryption("OIDC Core §5.3.2", USERINFO_ENCRYPTION, ResponseEncryption::userinfo),
            encryption("JARM §2.2", AUTHORIZATION_ENCRYPTION, ResponseEncryption::authorization),
            encryption("RFC 9701 §6", INTROSPECTION_ENCRYPTION, ResponseEncryption::introspection),
            protection(
                    Feature.REQUEST_OBJECTS,
                    "RFC 9101 §10.5",
                    REQUIRE_SIGNED_REQUESTS,
                    client -> client.flows().requests().signed()),
            protection(
                    Feature.PUSHED_AUTHORIZATION_REQUESTS,
                    "RFC 9126 §6",
                    REQUIRE_PUSHED_REQUESTS,
                    client -> client.flows().requests().pushed()),
            protection(
                    Feature.JARM,
                    "JARM §2.3",
                    SECURITY_PROFILE,
                    client -> client.profile() == Profile.FAPI2_MESSAGE_SIGNING),
            wish(
                    Feature.JARM,
                    "JARM §3",
                    AUTHORIZATION_ALGORITHM,
                    client -> client.tokens().signing().authorization()
                            != client.profile().usualSigning().authorization()),
            wish(
                    Feature.JARM,
                    "JARM §3",
                    AUTHORIZATION_ENCRYPTION,
                    client -> client.tokens().encryption().authorization().isPresent()),
            wish(
                    Feature.WEB_MESSAGE,
                    "draft-sakimura-oauth-wmrm §2",
                    RESPONSE_MODES,
                    client -> client.flows().admits(ResponseMode.WEB_MESSAGE)),
            wish(
                    Feature.INTROSPECTION,
                    "RFC 9701 §6",
                    INTROSPECTION_ALGORITHM,
                    client -> client.tokens().signing().introspection().isPresent()),
            wish(
                    Feature.INTROSPECTION,
                    "RFC 9701 §6",
                    INTROSPECTION_ENCRYPTION,
                    client -> client.tokens().encryption().introspection().isPresent()),
            wish(
                    Feature.REQUEST_OBJECTS,
                    "RFC 9101 §10.4",
                    REQUEST_ALGORITHM,
                    client -> client.flows().requests().algorithm().isPresent()),
            wish(
                    Feature.REQUEST_OBJECTS,
                    "RFC 9101 §5.2",
                    REQUEST_URIS,
                    client -> !client.flows().requests().uris().isEmpty()),
            wish(
                    Feature.RICH_AUTHORIZATION_REQUESTS,
                    "RFC 9396 §10",
                    DETAIL_TYPES,
                    client -> !client.flows().requests().detailTypes().isEmpty()),
            grant(Feature.DEVICE_AUTHORIZATION, "RFC 8628 §3.4", GrantType.DEVICE_CODE),
            grant(Feature.BACKCHANNEL_AUTHENTICATION, "CIBA Core §4", GrantType.CIBA),
            grant(Feature.TOKEN_EXCHANGE, "RFC 8693 §2.1", GrantType.TOKEN_EXCHANGE),
            grant(Feature.JWT_BEARER, "RFC 7523 §2.1", GrantType.JWT_BEARER),
            wish(
                    Feature.TOKEN_EXCHANGE,
                    "RFC 8693 §2.1",
                    TOKEN_EXCHANGE,
                    client -> !client.flows().exchange().rules().isEmpty()),
            wish(
                    Feature.JWT_BEARER,
                    "RFC 7523 §2.1",
                    ASSERTION_ISSUERS,
                    client -> !client.flows().exchange().issuers().isEmpty()),
            wish(
                    Feature.RP_INITIATED_LOGOUT,
                    "RP-Initiated Logout §3.1",
                    POST_LOGOUT_REDIRECT_URIS,
                    client -> !client.logout().redirectUris().registered().isEmpty()),
            wish(
                    Feature.BACKCHANNEL_LOGOUT,
                    "Back-Channel Logout §2.2",
                    ClientSetting.BACKCHANNEL_LOGOUT,
                    client -> client.logout().backChannel().isPresent()),
            wish(
                    Feature.FRONTCHANNEL_LOGOUT,
                    "Front-Channel Logout §2",
                    ClientSetting.FRONTCHANNEL_LOGOUT,
                    client -> client.logout().frontChannel().isPresent()));

    private FeatureNeeds() {}

    /** Every need of a part that is switched off. */
    public static List<FeatureNeed> unmet(Features features) {
        return ALL.stream().filter(need -> !features.has(need.feature())).toList();
    }

    /** What a client asks for and cannot have. */
    public static List<FeatureNeed> unmet(Client client, Features features) {
        return unmet(features).stream().filter(need -> need.by().test(client)).toList();
    }

    private static FeatureNeed protection(Feature feature, String source, ClientSetting setting, Predicate<Client> by) {
        return new FeatureNeed(feature, source, setting, true, by);
    }

    private static FeatureNeed wish(Feature feature, String source, ClientSetting setting, Predicate<Client> by) {
        return new FeatureNeed(feature, source, setting, false, by);
    }

    private static FeatureNeed encryption(
            String source, ClientSetting setting, Function<ResponseEncryption, Optional<JweAlgorithms>> what) {
        return protection(
                Feature.RESPONSE_ENCRYPTION,
                source,
                setting,
                client -> what.apply(client.tokens().encryption()).isPresent());
    }

    private static FeatureNeed grant(Feature feature, String source, GrantType type) {
        return wish(feature, source, GRANT_TYPES, client -> client.mayUse(type));
    }
}
