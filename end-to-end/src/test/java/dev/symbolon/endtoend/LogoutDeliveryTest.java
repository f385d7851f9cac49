package dev.symbolon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Back-Channel Logout §2.5: a provider that is killed between two attempts to tell a client")
class LogoutDeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int MOST_ATTEMPTS = 8;

    private static final String MANIFEST = """
            clients:
              - id: web
                name: Web
                authentication: none
                redirect-uris: [http://localhost:1/callback]
                response-types: [id_token]
                backchannel-logout-uri: "{inbox}"
            users:
              - username: ada@example.com
                password: analytical-engine
            """;

    /** What is kept of a client that is to be told. */
    private record Delivery(int attempts, Instant dueAt) {}

    /** The same on every engine. */
    abstract static class OnEngine {

        @TempDir
        private Path folder;

        @AutoClose
        final ClientSite client = ClientSite.open();

        ProviderProcess provider;

        abstract String jdbcUrl(Path folder);

        abstract String[] settings(Path folder);

        @BeforeEach
        void signOutOfAClientThatFails() {
            provider = ProviderProcess.start(
                    folder, MANIFEST.replace("{inbox}", client.inbox().toString()), settings(folder));
            PlainBrowser browser = new PlainBrowser(provider.issuer());
            browser.authorize(
                    URI.create(
                            provider.issuer()
                                    + "/authorize?client_id=web&response_type=id_token&scope=openid&nonce=n&redirect_uri=http://localhost:1/callback"));
            client.answerWith(503);
            PlainBrowser.Stop question = browser.open(URI.create(provider.issuer() + "/oidc/logout"));
            browser.submit(PlainBrowser.page(question), Map.of("decision", "sign_out"));
        }

        @AfterEach
        void stop() {
            provider.close();
        }

        /** Kills the provider after an attempt that failed. */
        final JWTClaimsSet killAfterAnAttempt() {
            JWTClaimsSet first = told();
            provider.kill();
            assertThat(client.isToldNothing()).isTrue();
            return first;
        }

        @Test
        void isToldAfterItsRestartAndNeverAgain() throws java.text.ParseException {
            JWTClaimsSet first = killAfterAnAttempt();
            Delivery kept = delivery().orElseThrow();
            assertThat(kept.attempts()).isEqualTo(1);
            assertThat(kept.dueAt()).isAfter(Instant.now());

            letPass(1);
            client.answerWith(200);
            provider.startAgain();
            JWTClaimsSet second = told();

            awaitNothingKept();
            assertThat(second.getSubject()).isEqualTo(first.getSubject());
            assertThat(second.getStringClaim("sid")).isEqualTo(first.getStringClaim("sid"));
            assertThat(second.getJWTID()).isNotEqualTo(first.getJWTID());
            assertThat(client.isToldNothing()).isTrue();
        }

        final JWTClaimsSet told() {
            String token =
                    URLUtils.parseParameters(client.await()).get("logout_token").getFirst();
            try {
                return new LogoutTokenValidator(
                                new Issuer(provider.issuer()), new ClientID("web"), JWSAlgorithm.RS256, keys())
                        .validate(SignedJWT.parse(token))
                        .toJWTClaimsSet();
            } catch (java.text.ParseException | ParseException | BadJOSEException | JOSEException e) {
                throw new AssertionError(e);
            }
        }

        private JWKSet keys() {
            try {
                return JWKSet.load(
                        URI.create(provider.issuer() + "/.well-known/jwks.json").toURL());
            } catch (IOException | java.text.ParseException e) {
                throw new AssertionError(e);
            }
        }

        final void awaitNothingKept() {
            Instant end = Instant.now().plus(PATIENCE);
            while (delivery().isPresent()) {
                assertThat(Instant.now()).as("still to be told: %s", delivery()).isBefore(end);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        private Optional<Delivery> delivery() {
            try (Connection database = database();
                    Statement query = database.createStatement();
                    ResultSet row = query.executeQuery("SELECT attempts, due_at FROM logout_deliveries")) {
                return row.next()
                        ? Optional.of(new Delivery(row.getInt(1), Instant.ofEpochMilli(row.getLong(2))))
                        : Optional.empty();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** As if so many attempts had failed, and the pause after the last one were over. */
        final void letPass(int attempts) {
            try (Connection database = database();
                    Statement change = database.createStatement()) {
                change.executeUpdate("UPDATE logout_deliveries SET due_at = 0, attempts = " + attempts);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        private Connection database() throws SQLException {
            return DriverManager.getConnection(jdbcUrl(folder));
        }
    }

    @Nested
    class OnSqlite extends OnEngine {

        @Override
        String jdbcUrl(Path folder) {
            return "jdbc:sqlite:" + folder.resolve("data").resolve("symbolon.db");
        }

        @Override
        String[] settings(Path folder) {
            return new String[0];
        }

        @Test
        void isGivenUpAfterTheLastAttempt() {
            killAfterAnAttempt();

            letPass(MOST_ATTEMPTS - 1);
            provider.startAgain();
            told();

            awaitNothingKept();
            assertThat(client.isToldNothing()).isTrue();
        }
    }

    @Nested
    class OnPostgres extends OnEngine {

        @AutoClose
        private final EmbeddedPostgres server = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        String jdbcUrl(Path folder) {
            return server.getJdbcUrl("postgres", "postgres");
        }

        @Override
        String[] settings(Path folder) {
            Path password = folder.resolve("password");
            try {
                Files.writeString(password, "postgres");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return Stream.of(
                            "url=jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                            "user=postgres",
                            "password-file=" + password)
                    .map(setting -> "--storage-" + setting)
                    .toArray(String[]::new);
        }
    }
}
