package dev.symbolon.server.client;

import static dev.symbolon.protocol.jose.SigningAlgorithm.ES256;
import static dev.symbolon.protocol.jose.SigningAlgorithm.Ed25519;
import static dev.symbolon.protocol.jose.SigningAlgorithm.EdDSA;
import static dev.symbolon.protocol.jose.SigningAlgorithm.PS256;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A profile of the OpenID Foundation, which the provider and an application keep towards each other altogether. What can be said by
 * other settings of the application is said by these too; the rest is asked of the profile wherever it matters.
 */
public enum Profile {
    /** Nothing but what holds for everybody. */
    NONE("none"),
    /** FAPI 1.0 Advanced, with what it takes over of FAPI 1.0 Baseline. */
    FAPI1_ADVANCED("fapi1-advanced"),
    /** FAPI CIBA: the same, with requests over the back channel that are signed and can be told apart. */
    FAPI_CIBA("fapi-ciba"),
    /** FAPI 2.0 Security Profile. */
    FAPI2_SECURITY("fapi2-security-profile"),
    /** FAPI 2.0 Message Signing: the same, with requests and answers that are signed. */
    FAPI2_MESSAGE_SIGNING("fapi2-message-signing");

    private final String value;

    Profile(String value) {
        this.value = value;
    }

    /** How it is called in manifests and registrations. */
    public String value() {
        return value;
    }

    /** @throws OAuthException {@code invalid_request} if it is none that an application can name */
    public static Profile parse(String text) {
        return Arrays.stream(values())
                .filter(profile -> profile != NONE && profile.value.equals(text))
                .findFirst()
                .orElseThrow(() -> OAuthException.invalidRequest("the profile must be one of " + names()));
    }

    private static String names() {
        return Arrays.stream(values())
                .filter(profile -> profile != NONE)
                .map(Profile::value)
                .collect(Collectors.joining(", "));
    }

    /** By which everything is signed, whoever signs it. */
    public Set<SigningAlgorithm> algorithms() {
        return switch (this) {
            case NONE -> EnumSet.allOf(SigningAlgorithm.class);
            case FAPI1_ADVANCED, FAPI_CIBA -> EnumSet.of(PS256, ES256);
            case FAPI2_SECURITY, FAPI2_MESSAGE_SIGNING -> EnumSet.of(PS256, ES256, EdDSA, Ed25519);
        };
    }

    public List<ResponseType> responseTypes() {
        return switch (this) {
            case NONE -> ResponseType.ALL;
            case FAPI1_ADVANCED, FAPI_CIBA -> List.of(ResponseType.CODE_ID_TOKEN, ResponseType.CODE);
            case FAPI2_SECURITY, FAPI2_MESSAGE_SIGNING -> List.of(ResponseType.CODE);
        };
    }

    /** How applications prove who they are that do not say how. */
    public ClientAuthenticationMethod usualMethod() {
        return this == NONE
                ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                : ClientAuthenticationMethod.PRIVATE_KEY_JWT;
    }

    /** How what applications are told is signed if they do not say how. */
    public ResponseSigning usualSigning() {
        return this == NONE ? ResponseSigning.DEFAULT : new ResponseSigning(ES256, Optional.empty(), ES256);
    }

    /**
     * What the tokens of applications are bound to that do not say what: a certificate if they authenticate by one, or if it is all that
     * the profile knows, and a key otherwise.
     */
    public SenderConstraint usualConstraint(ClientAuthenticationMethod method) {
        boolean certificate = isFapi1() || isFapi2() && method.usesCertificate();
        return new SenderConstraint(isFapi2() && !certificate, false, certificate);
    }

    /** Whether what FAPI 1.0 Advanced wants holds. */
    public boolean isFapi1() {
        return this == FAPI1_ADVANCED || this == FAPI_CIBA;
    }

    /** Whether requests over the back channel are signed, and hold a message that binds them to what the person sees elsewhere. */
    public boolean bindsBackchannelRequests() {
        return this == FAPI_CIBA;
    }

    /** By what requests over the back channel are signed of applications that do not say by what. */
    public Optional<SigningAlgorithm> usualBackchannelAlgorithm() {
        return bindsBackchannelRequests() ? Optional.of(ES256) : Optional.empty();
    }

    /** Whether it is one of FAPI 2.0: pushed requests, bound codes, bound tokens. */
    public boolean isFapi2() {
        return this == FAPI2_SECURITY || this == FAPI2_MESSAGE_SIGNING;
    }

    /** Whether requests are objects that the application has signed, for an hour at most. */
    public boolean signsRequests() {
        return isFapi1() || this == FAPI2_MESSAGE_SIGNING;
    }

    /** Whether an answer of that type is a signed JWT as a whole. */
    public boolean signsResponses(ResponseType type) {
        return this == FAPI2_MESSAGE_SIGNING || isFapi1() && type.equals(ResponseType.CODE);
    }

    /** Whether a refresh makes a new refresh token: one that is bound to the application's keys need not change. */
    public boolean rotatesRefreshTokens() {
        return !isFapi2();
    }

    @Override
    public String toString() {
        return value;
    }
}
