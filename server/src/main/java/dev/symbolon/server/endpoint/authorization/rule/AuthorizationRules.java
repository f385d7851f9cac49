package dev.symbolon.server.endpoint.authorization.rule;

import java.util.List;

/** The rules, in the order in which they are checked. */
public final class AuthorizationRules {

    public static final List<AuthorizationRule> ALL = List.of(
            new ResponseTypeRule(),
            new ResponseModeRule(),
            new ScopeRule(),
            new OpenIdRule(),
            new NonceRule(),
            new PkceRule(),
            new DpopRule(),
            new CertificateRule());

    private AuthorizationRules() {}
}
