package dev.symbolon.server.token;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.Subjects;
import dev.symbolon.server.claim.UserClaims;
import dev.symbolon.server.client.Client;
import java.util.Optional;

/** Says what an access token lets its client know of the person (OIDC Core §5.3.2). */
public final class UserinfoAnswers {

    private static final String TYPE = "JWT";

    private final Issuer issuer;
    private final UserClaims userClaims;
    private final Subjects subjects;
    private final Signatures signatures;
    private final Encryptions encryptions;

    public UserinfoAnswers(
            Issuer issuer, UserClaims userClaims, Subjects subjects, Signatures signatures, Encryptions encryptions) {
        this.issuer = issuer;
        this.userClaims = userClaims;
        this.subjects = subjects;
        this.signatures = signatures;
        this.encryptions = encryptions;
    }

    /** Empty if the account is gone or disabled. */
    public Optional<UserinfoAnswer> of(Client client, VerifiedAccessToken token) {
        return userClaims
                .of(token.subject(), token.approval().permissions().identity())
                .map(claims -> claims.with("sub", subjects.of(client, token.subject())))
                .map(claims -> formed(client, claims));
    }

    private UserinfoAnswer formed(Client client, JsonObject claims) {
        return client.tokens()
                .signing()
                .userinfo()
                .<UserinfoAnswer>map(algorithm -> new UserinfoAnswer.Signed(jwt(client, algorithm, claims)))
                .orElseGet(() -> new UserinfoAnswer.Plain(claims));
    }

    /** Has no {@code exp}, so that nobody takes it for an ID token. */
    private String jwt(Client client, SigningAlgorithm algorithm, JsonObject claims) {
        String signed =
                signatures.sign(algorithm, TYPE, claims.with("iss", issuer).with("aud", client.id()));
        return encryptions.encrypt(client, signed, client.tokens().encryption().userinfo());
    }
}
