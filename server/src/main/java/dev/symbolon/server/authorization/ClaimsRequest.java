package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks for claim by claim (OIDC Core §5.5).
 *
 * @param atUserinfo claims about the person that userinfo is to tell
 * @param inIdToken claims about the person that the ID token is to tell
 * @param subject who the person must be
 * @param acrValues how the person should have signed in, best first
 * @param acrEssential whether it must be one of those ways
 */
public record ClaimsRequest(
        Set<String> atUserinfo,
        Set<String> inIdToken,
        Optional<Subject> subject,
        List<String> acrValues,
        boolean acrEssential) {

    public static final ClaimsRequest NONE = new ClaimsRequest(Set.of(), Set.of(), Optional.empty(), List.of(), false);

    public Scope permissions() {
        return ClaimPermissions.of(atUserinfo, inIdToken);
    }
}
