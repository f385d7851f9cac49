package dev.symbolon.endtoend;

/**
 * One of the ways in which the FAPI plans are run.
 *
 * @param profile the name by which a client registers
 * @param clientAuth {@code private_key_jwt} or {@code mtls}
 * @param binding what access tokens are bound to: {@code mtls} or {@code dpop}
 * @param pushed whether requests are pushed, or else go by value
 * @param jarm whether answers are signed JWTs
 */
record FapiWay(String profile, String clientAuth, String binding, boolean pushed, boolean jarm) {

    static FapiWay ofFapi1(String clientAuth, String requestMethod, String responseMode) {
        return new FapiWay(
                "fapi1-advanced", clientAuth, "mtls", requestMethod.equals("pushed"), responseMode.equals("jarm"));
    }

    static FapiWay ofFapi2(String profile, String clientAuth, String binding) {
        return new FapiWay(profile, clientAuth, binding, true, profile.equals("fapi2-message-signing"));
    }

    boolean isFapi1() {
        return profile.equals("fapi1-advanced");
    }

    boolean signsRequests() {
        return !profile.equals("fapi2-security-profile");
    }

    boolean provesByKey() {
        return clientAuth.equals("private_key_jwt");
    }

    boolean bindsToKey() {
        return binding.equals("dpop");
    }

    /** Whether its connections show a certificate. */
    boolean showsCertificate() {
        return !provesByKey() || !bindsToKey();
    }

    /** Certificates of both kinds take part: FAPI 1 has an authority, FAPI 2 has clients vouch for themselves. */
    String method() {
        if (provesByKey()) {
            return clientAuth;
        }
        return isFapi1() ? "tls_client_auth" : "self_signed_tls_client_auth";
    }

    String responseType() {
        return isFapi1() && !jarm ? "code id_token" : "code";
    }
}
