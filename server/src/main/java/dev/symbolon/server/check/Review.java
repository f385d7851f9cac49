package dev.symbolon.server.check;

import dev.symbolon.protocol.Audience;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.Features;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What falls short, of the provider first, then client by client.
 *
 * @param clients how many were looked at
 */
public record Review(List<Finding> findings, long clients) {

    public Review {
        findings = List.copyOf(findings);
    }

    /** Holds the provider and its clients against the rules; the clients are read once, and not kept. */
    public static Review of(Configuration configuration, Stream<Client> clients, List<Api> apis) {
        Map<Audience, Api> byAudience =
                apis.stream().collect(Collectors.toUnmodifiableMap(Api::audience, Function.identity()));
        Set<Profile> profiles = EnumSet.noneOf(Profile.class);
        List<Finding> ofClients = new ArrayList<>();
        AtomicLong count = new AtomicLong();
        clients.forEach(client -> {
            count.incrementAndGet();
            profiles.add(client.profile());
            unserved(client, configuration.protocol().features()).forEach(ofClients::add);
            findings(new RegisteredClient(client, apis(client, byAudience))).forEach(ofClients::add);
        });
        Deployment deployment = new Deployment(configuration, profiles);
        Stream<Finding> ofProvider = ProviderRules.ALL.stream()
                .filter(rule -> !rule.kept().test(deployment))
                .map(rule -> new Finding(Optional.empty(), Profile.NONE, rule.shortfall()));
        return new Review(Stream.concat(ofProvider, ofClients.stream()).toList(), count.get());
    }

    private static Stream<Finding> unserved(Client client, Features features) {
        return FeatureNeeds.unmet(client, features).stream()
                .map(need -> new Finding(Optional.of(client.id()), client.profile(), need.shortfall()));
    }

    /** Of what the profile and the best practice both want, the profile is told. */
    private static Stream<Finding> findings(RegisteredClient registered) {
        Client client = registered.client();
        List<ClientRule> broken = ProfileRules.broken(registered);
        Stream<ClientRule> further = BestPracticeRules.ALL.stream()
                .filter(rule -> !rule.isKeptBy(registered))
                .filter(rule -> broken.stream().noneMatch(told -> told.setting() == rule.setting()));
        return Stream.concat(broken.stream(), further)
                .map(rule -> new Finding(Optional.of(client.id()), client.profile(), rule.shortfall()));
    }

    private static List<Api> apis(Client client, Map<Audience, Api> apis) {
        return client.apis().keySet().stream()
                .flatMap(audience -> Optional.ofNullable(apis.get(audience)).stream())
                .toList();
    }
}
