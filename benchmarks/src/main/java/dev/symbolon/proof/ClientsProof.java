package dev.symbolon.proof;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.peer.NodeProgram;
import dev.symbolon.benchmark.process.Checkout;
import dev.symbolon.benchmark.process.ProviderProcess;
import dev.symbolon.protocol.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A client library of other people does with the provider all that it can do: openid-client for Node.js, which the OpenID Foundation
 * has certified. Most of its clients register themselves.
 */
final class ClientsProof {

    private static final NodeProgram OPENID_CLIENT = new NodeProgram("openid-client", "6.8.9");
    private static final String AUDIENCE = "https://api.example.com/reports";
    private static final String PERMISSION = "read:reports";
    private static final String SECRET = "a-secret-of-the-proofs-that-everybody-can-read";
    private static final String MANIFEST = """
            apis:
              - audience: %1$s
                name: Reports
                permissions:
                  - {name: "%2$s", description: Read your reports}
            clients:
              - id: machine
                name: Machine
                secret: %3$s
                grant-types: [client_credentials]
                apis: [{audience: "%1$s", permissions: ["%2$s"]}]
              - id: device
                name: Device
                authentication: none
                grant-types: ["urn:ietf:params:oauth:grant-type:device_code"]
              - id: counter
                name: Counter
                secret: %3$s
                grant-types: ["urn:openid:params:grant-type:ciba"]
            users:
              - {username: ada@example.com, password: analytical-engine, claims: {name: Ada Lovelace}}
            """.formatted(AUDIENCE, PERMISSION, SECRET);

    private final Claims claims;

    ClientsProof(Claims claims) {
        this.claims = claims;
    }

    void run() throws InterruptedException {
        claims.begin("clients: openid-client " + OPENID_CLIENT.version());
        OPENID_CLIENT.install();
        Path folder = Checkout.scratchFolder();
        try {
            Path manifest = Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
            try (Node node = Node.alone(ProviderProcess.Settings.in(folder)
                    .withManifest(manifest)
                    .withEnvironment(
                            Map.of("SYMBOLON_REGISTRATION_OPEN", "true", "SYMBOLON_REGISTRATION_APIS", AUDIENCE)))) {
                node.awaitReady();
                Path settings = Files.writeString(
                        folder.resolve("settings.json"), settings(node.issuer()).toString());
                judge(settings);
            }
        } catch (IOException e) {
            throw new BenchmarkException("openid-client cannot be run", e);
        } finally {
            Checkout.remove(folder);
        }
    }

    private static JsonObject settings(URI issuer) {
        return JsonObject.empty()
                .with("issuer", issuer)
                .with("audience", AUDIENCE)
                .with("permission", PERMISSION)
                .with("machine", JsonObject.empty().with("id", "machine").with("secret", SECRET))
                .with("counter", JsonObject.empty().with("id", "counter").with("secret", SECRET))
                .with("device", JsonObject.empty().with("id", "device"))
                .with(
                        "person",
                        JsonObject.empty()
                                .with("username", "ada@example.com")
                                .with("password", "analytical-engine")
                                .with("name", "Ada Lovelace"));
    }

    private void judge(Path settings) throws IOException, InterruptedException {
        Claim allTold = claims.claim("it comes to its end");
        Process process = new ProcessBuilder(OPENID_CLIENT.command("flows.js", settings.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonObject flow = JsonObject.parse(line);
                claims.claim(flow.string("flow").orElseThrow())
                        .check(
                                flow.bool("held").orElse(false),
                                flow.string("why").orElse(""));
            }
            allTold.check(process.waitFor() == 0, "it ended with an error");
        } finally {
            process.destroy();
        }
    }
}
