package dev.symbolon.server.endpoint.registration;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.UnverifiedJwt;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientSoftware;
import dev.symbolon.server.configuration.RegistrationSettings.StatementIssuer;
import dev.symbolon.server.configuration.RegistrationSettings.Statements;
import dev.symbolon.server.http.fetch.Expectation;
import dev.symbolon.server.http.fetch.FetchException;
import dev.symbolon.server.http.fetch.Fetcher;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what somebody whom the operator trusts has signed about an application (RFC 7591 §2.3). It counts for more than what the
 * application says of itself, and has the name of the program that it is about.
 */
final class SoftwareStatements {

    static final String MEMBER = "software_statement";

    private static final int MOST_CHARACTERS = 8_192;
    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final Set<SigningAlgorithm> ALGORITHMS = EnumSet.allOf(SigningAlgorithm.class);

    /** Says something of the statement, not of the application, or nothing that a statement can say. */
    private static final Set<String> ABOUT_ITSELF =
            Set.of("iss", "sub", "aud", "exp", "iat", "nbf", "jti", "client_id", "client_secret", MEMBER);

    private final Issuer issuer;
    private final Statements settings;
    private final Fetcher fetcher;
    private final InstantSource clock;

    SoftwareStatements(Issuer issuer, Statements settings, Fetcher fetcher, InstantSource clock) {
        this.issuer = issuer;
        this.settings = settings;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /**
     * The metadata, with what the statement says in the place of what the application says. Whoever was registered by a statement
     * needs one for the same program to change that.
     *
     * @throws OAuthException {@code invalid_software_statement}, or {@code unapproved_software_statement} if it is nobody's whose
     *     word counts, or missing
     */
    JsonObject applied(JsonObject metadata, Optional<ClientSoftware> before) {
        Optional<String> statement = metadata.string(MEMBER);
        boolean needed =
                settings.required() || before.flatMap(ClientSoftware::statement).isPresent();
        if (statement.isEmpty()) {
            if (needed) {
                throw unapproved("software_statement is missing");
            }
            return metadata;
        }
        JsonObject claims = claims(statement.get());
        String program = claims.string("software_id").orElseThrow(() -> invalid("it has no software_id"));
        if (before.filter(known -> known.statement().isPresent())
                .flatMap(ClientSoftware::id)
                .filter(known -> !known.equals(program))
                .isPresent()) {
            throw unapproved("software_statement is about another program");
        }
        JsonObject stated = claims;
        for (String name : ABOUT_ITSELF) {
            stated = stated.without(name);
        }
        return metadata.with(stated);
    }

    private JsonObject claims(String jwt) {
        if (jwt.length() > MOST_CHARACTERS) {
            throw invalid("it has more than " + MOST_CHARACTERS + " characters");
        }
        try {
            String name = UnverifiedJwt.parse(jwt)
                    .flatMap(unverified -> unverified.claims().string("iss"))
                    .orElseThrow(() -> invalid("it is no JWT, or has no iss"));
            StatementIssuer trusted = settings.issuers().stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unapproved("the issuer of software_statement is not one whose word counts"));
            return checked(verified(trusted.jwksUri(), jwt));
        } catch (JsonException e) {
            throw invalid(e.getMessage());
        } catch (FetchException e) {
            throw invalid("the keys of its issuer cannot be had: " + e.getMessage());
        }
    }

    private VerifiedJwt verified(URI jwksUri, String jwt) {
        Verification verification =
                keys(fetcher.get(jwksUri, Expectation.KEY_SET).body()).verify(jwt, ALGORITHMS);
        if (verification instanceof Verification.UnknownKey) {
            verification =
                    keys(fetcher.renew(jwksUri, Expectation.KEY_SET).body()).verify(jwt, ALGORITHMS);
        }
        return switch (verification) {
            case Verification.Valid(VerifiedJwt verified) -> verified;
            case Verification.UnknownKey() -> throw invalid("it names a key that its issuer does not have");
            case Verification.Invalid(String reason) -> throw invalid(reason);
        };
    }

    private static VerificationKeys keys(String jwks) {
        return VerificationKeys.of(JsonObject.parse(jwks));
    }

    private JsonObject checked(VerifiedJwt verified) {
        JsonObject claims = verified.claims();
        Instant now = clock.instant();
        if (verified.type().filter(type -> !type.equals("jwt")).isPresent()) {
            throw invalid("it was signed for another purpose: typ is not JWT");
        }
        if (time(claims, "exp").filter(exp -> !now.minus(LEEWAY).isBefore(exp)).isPresent()) {
            throw invalid("it has expired");
        }
        if (time(claims, "nbf").filter(now.plus(LEEWAY)::isBefore).isPresent()) {
            throw invalid("it is not valid yet");
        }
        if (claims.has("aud") && !claims.strings("aud").contains(issuer.value())) {
            throw invalid("aud is not the issuer " + issuer);
        }
        return claims;
    }

    private static Optional<Instant> time(JsonObject claims, String name) {
        return claims.number(name).map(Instant::ofEpochSecond);
    }

    private static OAuthException invalid(String reason) {
        return new OAuthException(ErrorCode.INVALID_SOFTWARE_STATEMENT, "software_statement is not valid: " + reason);
    }

    private static OAuthException unapproved(String detail) {
        return new OAuthException(ErrorCode.UNAPPROVED_SOFTWARE_STATEMENT, detail);
    }
}
