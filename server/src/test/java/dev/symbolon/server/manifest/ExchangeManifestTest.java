package dev.symbolon.server.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.TestProvider;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.AssertionIssuer.Naming;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.client.ExchangeRule.Acting;
import dev.symbolon.server.configuration.ConfigurationException;
import dev.symbolon.server.user.Passwords;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a client may exchange for tokens, in a manifest")
class ExchangeManifestTest {

    private static final Audience REPORTS = new Audience(TestProvider.REPORTS);

    @AutoClose
    private final TestProvider provider = TestProvider.withUser();

    private final SecureRandom random = new SecureRandom();

    private Difference compare(String keys) {
        String yaml = "clients: [{id: orders-api, name: Orders, secret: " + "s".repeat(40)
                + ", apis: [{audience: 'https://api.example.com/reports', permissions: [read:reports]}], " + keys
                + "}]";
        ManifestComparison comparison = new ManifestComparison(
                provider.storage(), provider.keys().secretDigests(), new Passwords(random, Runnable::run), random);
        return comparison.compare(Manifest.parse("manifest.yaml", yaml, Map.of()));
    }

    private ClientExchange applied(String keys) {
        provider.storage().declare(compare(keys).declarations());
        assertThat(compare(keys).isEmpty()).isTrue();
        return provider.storage()
                .clients()
                .find(new ClientId("orders-api"))
                .orElseThrow()
                .flows()
                .exchange();
    }

    private String refusal(String keys) {
        try {
            compare(keys);
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it was accepted");
    }

    @Test
    void isNothingUnlessItSaysSo() {
        assertThat(applied("grant-types: [client_credentials]")).isEqualTo(ClientExchange.NONE);
    }

    @Test
    void areTokensByRules() {
        ClientExchange exchange = applied("""
                grant-types: ['urn:ietf:params:oauth:grant-type:token-exchange'], may-act: web,
                token-exchange: [
                  {audience: 'https://api.example.com/reports', subject-clients: [web, phone], id-tokens: true},
                  {audience: 'https://api.example.com/reports', permissions: [read:reports],
                   subject-audiences: ['https://api.example.com/reports'], actor: required}]""");

        assertThat(exchange)
                .isEqualTo(new ClientExchange(
                        List.of(
                                new ExchangeRule(
                                        REPORTS,
                                        Optional.empty(),
                                        Set.of(new ClientId("web"), new ClientId("phone")),
                                        Set.of(),
                                        true,
                                        Acting.NONE),
                                new ExchangeRule(
                                        REPORTS,
                                        Optional.of(Scope.of("read:reports")),
                                        Set.of(),
                                        Set.of(REPORTS),
                                        false,
                                        Acting.REQUIRED)),
                        Optional.of(new ClientId("web")),
                        List.of()));
    }

    @Test
    void areAssertionsOfIssuers() {
        ClientExchange exchange = applied("""
                grant-types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
                assertion-issuers: [
                  {issuer: 'https://hr.example.com/', jwks-uri: 'https://hr.example.com/jwks', algorithms: [ES256],
                   sub: username, subjects: [ada], audiences: ['https://api.example.com/reports'],
                   permissions: [read:reports], max-lifetime: 2m}]""");

        assertThat(exchange.issuers())
                .containsExactly(new AssertionIssuer(
                        "https://hr.example.com/",
                        new ClientKeys.Published(URI.create("https://hr.example.com/jwks")),
                        Set.of(SigningAlgorithm.ES256),
                        Naming.USERNAME,
                        Set.of("ada"),
                        Set.of(REPORTS),
                        Optional.of(Scope.of("read:reports")),
                        Duration.ofMinutes(2)));
    }

    @Test
    void needsTheGrantTypeForRules() {
        assertThat(refusal("grant-types: [], token-exchange: [{audience: 'https://api.example.com/reports', "
                        + "subject-clients: [web]}]"))
                .contains("goes with the grant type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []                                                                                          | needs token-exchange
                    [{audience: 'https://api.example.com/reports'}]                                             | needs subject-clients or subject-audiences
                    [{subject-clients: [web]}]                                                                  | is missing
                    [{audience: 'https://other.example/', subject-clients: [web]}]                              | which is none of the client's apis
                    [{audience: 'https://api.example.com/reports', subject-clients: [web], permissions: [x]}]   | has what the client may not ask for: x
                    [{audience: 'https://api.example.com/reports', subject-audiences: ['https://no.example/']}] | there is no such API
                    [{audience: 'https://api.example.com/reports', subject-clients: [web], actor: maybe}]       | must be none, optional or required
                    [{audience: 'https://api.example.com/reports', subject-audiences: ['https://api.example.com/reports'], id-tokens: true}] | an ID token is for no API
                    """)
    void saysWhatWouldBeRightOfARule(String rules, String remedy) {
        assertThat(refusal(
                        "grant-types: ['urn:ietf:params:oauth:grant-type:token-exchange'], token-exchange: " + rules))
                .contains(remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []                                                                                       | needs assertion-issuers
                    [{issuer: a, sub: username}]                                                             | needs public keys
                    [{issuer: a, jwks-uri: 'https://a.example/'}]                                            | is missing
                    [{issuer: 'a b', sub: subject, jwks-uri: 'https://a.example/'}]                          | must have 1 to 255 characters
                    [{issuer: a, sub: email, jwks-uri: 'https://a.example/'}]                                | must be username or subject
                    [{issuer: a, sub: subject, jwks-uri: 'https://a.example/', algorithms: [HS256]}]         | must be one of
                    [{issuer: a, sub: subject, jwks-uri: 'https://a.example/', max-lifetime: 2h}]            | must be at most 1h
                    [{issuer: a, sub: subject, jwks-uri: 'https://a.example/', subjects: []}]                | or left out
                    [{issuer: a, sub: subject, jwks-uri: 'https://a.example/', audiences: ['https://b.example/']}] | which is none of the client's apis
                    [{issuer: a, sub: subject, jwks-uri: 'https://a.example/', permissions: [x]}]            | has what the client may not ask for: x
                    [{issuer: a, sub: subject, jwks-uri: 'https://a.example/'}, {issuer: a, sub: subject, jwks-uri: 'https://a.example/'}] | has the same issuer twice
                    """)
    void saysWhatWouldBeRightOfAnIssuer(String issuers, String remedy) {
        assertThat(refusal(
                        "grant-types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'], assertion-issuers: " + issuers))
                .contains(remedy);
    }
}
