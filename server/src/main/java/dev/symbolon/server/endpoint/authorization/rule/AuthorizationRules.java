package dev.symbolon.server.endpoint.authorization.rule;

import java.util.List;
import java.util.stream.Stream;

/** The rules, in the order in which they are checked. */
public final class AuthorizationRules {

    public static final List<AuthorizationRule> ALL = List.of(
            new ProfileRule(),
            new ResponseTypeRule(),
            new ResponseModeRule(),
            new ScopeRule(),
            new OpenIdRule(),
            new NonceRule(),
            new PkceRule(),
            new DpopRule(),
            new CertificateRule());

    /** Those for requests that are pushed. */
    public static final List<AuthorizationRule> PUSHED =
            Stream.concat(ALL.stream(), Stream.of(new PushedCodeRule())).toList();

    private AuthorizationRules() {}
}
