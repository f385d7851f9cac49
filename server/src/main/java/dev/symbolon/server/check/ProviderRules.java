package dev.symbolon.server.check;

import dev.symbolon.server.client.Profile;
import dev.symbolon.server.configuration.Feature;
import java.util.List;
import java.util.function.Predicate;

/** What RFC 9700 wants of the provider's settings, and what the profiles of its clients cannot do without. */
final class ProviderRules {

    static final List<ProviderRule> ALL = List.of(
            new ProviderRule(
                    "RFC 9700 §2.6",
                    "issuer",
                    deployment -> deployment.configuration().issuer().isSecure(),
                    "should begin with https:// as soon as anybody but you uses it"),
            new ProviderRule(
                    "RFC 9700 §4.11.2",
                    "registration.open",
                    deployment -> !deployment
                            .configuration()
                            .protocol()
                            .registration()
                            .open(),
                    "should be false, or whoever wants can have people sent on from here to a site of theirs"),
            new ProviderRule(
                    "RFC 9700 §4.13",
                    "listener.trusted-proxies",
                    deployment -> deployment.configuration().listener().trustedProxies().stream()
                            .noneMatch(network -> network.bits() == 0),
                    "must name your proxies alone: anybody can pass for one now"),
            needed(Feature.DPOP, "RFC 9700 §2.2.1", profile -> true, "so that tokens can be bound to their clients"),
            needed(
                    Feature.PUSHED_AUTHORIZATION_REQUESTS,
                    "FAPI 2.0 Security Profile §5.3.2.2-2",
                    Profile::isFapi2,
                    "since there are clients of the profile"),
            needed(
                    Feature.REQUEST_OBJECTS,
                    "FAPI 1.0 Advanced §5.2.2-1, FAPI 2.0 Message Signing §5.3.1",
                    Profile::signsRequests,
                    "since there are clients of the profile"),
            needed(
                    Feature.BACKCHANNEL_AUTHENTICATION,
                    "FAPI CIBA §5.2.2-4",
                    Profile::bindsBackchannelRequests,
                    "since there are clients of the profile"),
            needed(
                    Feature.JARM,
                    "FAPI 2.0 Message Signing §5.4.1",
                    profile -> profile == Profile.FAPI2_MESSAGE_SIGNING,
                    "since there are clients of the profile"),
            new ProviderRule(
                    "FAPI 1.0 Advanced §5.2.2-6",
                    "mtls.port",
                    deployment ->
                            deployment.configuration().protocol().mtls().isOn() || !deployment.serves(Profile::isFapi1),
                    "must be set, or mtls.at-listener or mtls.certificate-header, since there are clients of the profile"));

    private ProviderRules() {}

    private static ProviderRule needed(Feature feature, String source, Predicate<Profile> by, String why) {
        return new ProviderRule(
                source,
                "features." + feature.key(),
                deployment -> deployment.configuration().protocol().features().has(feature) || !deployment.serves(by),
                "must be true, " + why);
    }
}
