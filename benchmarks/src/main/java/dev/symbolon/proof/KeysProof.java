package dev.symbolon.proof;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpRequests;
import dev.symbolon.benchmark.target.Application;
import dev.symbolon.benchmark.target.SignedIn;
import dev.symbolon.benchmark.target.Target;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.resourceserver.ResourceServer;
import dev.symbolon.resourceserver.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** Signing keys take over from each other on three nodes under load, and an API and userinfo take every token all the while. */
final class KeysProof {

    private static final Application APPLICATION = Registrations.application(0);
    private static final int NODES = 3;
    private static final int PEOPLE = 6;

    /** More than the minute within which every node reads the keys again. */
    private static final Duration ANNOUNCED = Duration.ofSeconds(100);

    private static final int LATE_ONE_IN = 10;

    private final int rounds;
    private final Claims claims;
    private final Claim apiAccepts;
    private final Claim userinfoAccepts;
    private final Claim keysChange;
    private final Claim keysPublished;
    private final Set<String> keyIds = ConcurrentHashMap.newKeySet();
    private final Queue<String> forLater = new ConcurrentLinkedQueue<>();

    KeysProof(int rounds, Claims claims) {
        this.rounds = rounds;
        this.claims = claims;
        this.apiAccepts = claims.claim("an API that caches the key set refuses no good token");
        this.userinfoAccepts = claims.claim("userinfo of no node refuses a good token of another");
        this.keysChange = claims.claim("the announced key signs when its time has come");
        this.keysPublished = claims.claim("a key is in the key set of every node before it signs anywhere");
    }

    void run() throws InterruptedException {
        claims.begin("keys: signing keys change " + rounds + " times under load on three nodes");
        Registrations registrations = new Registrations(PEOPLE, 1, "id-token-algorithm: ES256");
        Map<String, String> settings = Map.of("SYMBOLON_KEYS_ANNOUNCEMENT_PERIOD", ANNOUNCED.toSeconds() + "s");
        try (Cluster cluster = Cluster.start(NODES, registrations, settings)) {
            Target target = cluster.target();
            ResourceServer api =
                    ResourceServer.of(Issuer.parse(target.issuer().toString()), new Audience(Registrations.AUDIENCE));
            List<SignedIn> people = cluster.signEverybodyIn();
            try (Crowd crowd = new Crowd(apiAccepts)) {
                for (SignedIn person : people) {
                    crowd.addPersistent(() -> useOneToken(cluster, target, api, person));
                }
                rotate(cluster);
            }
            forLater.forEach(token -> verify(api, token));
        }
    }

    private void rotate(Cluster cluster) throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            Thread.sleep(Duration.ofSeconds(10));
            int before = keyIds.size();
            cluster.run(List.of("rotate-keys"));
            Thread.sleep(ANNOUNCED.plusSeconds(15));
            keysChange.check(keyIds.size() == before + 1, (keyIds.size() - before) + " new keys sign");
        }
        claims.remark(keyIds.size() + " keys have signed access tokens");
    }

    private void useOneToken(Cluster cluster, Target target, ResourceServer api, SignedIn person) throws IOException {
        int first = ThreadLocalRandom.current().nextInt(NODES);
        try (Conversation one = with(cluster, target, first);
                Conversation other = with(cluster, target, first + 1)) {
            if (one.authorize(person, APPLICATION, "code") instanceof Answer.Code(String code)
                    && one.redeem(APPLICATION, code) instanceof Answer.Given(var tokens)) {
                use(cluster, other, api, tokens.accessToken());
            } else {
                apiAccepts.breakBy("there is no token");
            }
        }
    }

    private void use(Cluster cluster, Conversation other, ResourceServer api, String token) throws IOException {
        String keyId = keyId(token);
        if (keyIds.add(keyId)) {
            for (Node node : cluster.nodes()) {
                keysPublished.check(published(node).contains(keyId), "one node does not publish it");
            }
        }
        Answer answer = other.userinfo(token);
        userinfoAccepts.check(answer instanceof Answer.Done, answer.toString());
        if (ThreadLocalRandom.current().nextInt(LATE_ONE_IN) == 0) {
            forLater.add(token);
        } else {
            verify(api, token);
        }
    }

    private void verify(ResourceServer api, String token) {
        Verdict verdict = api.verify(AccessToken.parse(token), Scope.of("read:reports"));
        apiAccepts.check(verdict instanceof Verdict.Accepted, verdict.getClass().getSimpleName());
    }

    private static Conversation with(Cluster cluster, Target target, int number) {
        return Conversation.with(target, cluster.node(number % NODES).address());
    }

    private static String keyId(String jwt) {
        byte[] header = Base64.getUrlDecoder().decode(jwt.substring(0, jwt.indexOf('.')));
        return JsonObject.parse(new String(header, StandardCharsets.UTF_8)).requiredString("kid");
    }

    private static List<String> published(Node node) throws IOException {
        try (HttpConnection connection = HttpConnection.to(node.address())) {
            String jwks = connection
                    .exchange(HttpRequests.to(node.issuer()).get("/.well-known/jwks.json"))
                    .body();
            return JsonObject.parse(jwks).objects("keys").stream()
                    .map(key -> key.requiredString("kid"))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new BenchmarkException("the key set cannot be read", e);
        }
    }
}
