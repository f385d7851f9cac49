package dev.symbolon.server.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.server.TestProvider;
import dev.symbolon.server.api.DetailMember;
import dev.symbolon.server.api.DetailMember.Kind;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.configuration.ConfigurationException;
import dev.symbolon.server.user.Passwords;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What an API can be asked for in detail, in a manifest")
class DetailTypesManifestTest {

    private static final String PAYMENT = """
            {type: payment, title: {default: Make a payment, de: Zahlen}, actions: [initiate], identifier: true,
             members: [{name: to, title: To, required: true},
                       {name: amount, title: Amount, kind: object,
                        members: [{name: currency, title: Currency, values: [EUR]}]}]}""";

    @AutoClose
    private final TestProvider provider = TestProvider.withUser();

    private final SecureRandom random = new SecureRandom();

    private static String api(String audience, String types) {
        return "{audience: '" + audience + "', name: Payments, authorization-details: [" + types + "]}";
    }

    private static String client(String types) {
        return "clients: [{id: shop, name: Shop, secret: " + "s".repeat(40)
                + ", redirect-uris: ['https://shop.example/'], apis: [{audience: 'https://bank.example/pay'}], "
                + "authorization-details-types: [" + types + "]}]";
    }

    private Difference compare(String yaml) {
        ManifestComparison comparison = new ManifestComparison(
                provider.storage(), provider.keys().secretDigests(), new Passwords(random, Runnable::run), random);
        return comparison.compare(Manifest.parse("manifest.yaml", "{" + yaml + "}", Map.of()));
    }

    private String refusal(String yaml) {
        try {
            compare(yaml);
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it was accepted");
    }

    @Test
    void isAListOfTypesThatClientsNeedToBeRegisteredFor() {
        String yaml = "apis: [" + api("https://bank.example/pay", PAYMENT) + "], " + client("payment");

        provider.storage().declare(compare(yaml).declarations());

        assertThat(compare(yaml).isEmpty()).isTrue();
        DetailMember currency =
                new DetailMember("currency", LocalizedText.of("Currency"), Kind.TEXT, false, List.of("EUR"), List.of());
        assertThat(provider.storage()
                        .apis()
                        .find(new Audience("https://bank.example/pay"))
                        .orElseThrow()
                        .detailTypes())
                .containsExactly(new DetailType(
                        "payment",
                        new LocalizedText(Map.of("", "Make a payment", "de", "Zahlen")),
                        Map.of("actions", List.of("initiate")),
                        true,
                        List.of(
                                new DetailMember("to", LocalizedText.of("To"), Kind.TEXT, true, List.of(), List.of()),
                                new DetailMember(
                                        "amount",
                                        LocalizedText.of("Amount"),
                                        Kind.OBJECT,
                                        false,
                                        List.of(),
                                        List.of(currency)))));
        assertThat(provider.storage()
                        .clients()
                        .find(new ClientId("shop"))
                        .orElseThrow()
                        .flows()
                        .requests()
                        .detailTypes())
                .containsExactly("payment");
    }

    @Test
    void isNothingThatTwoApisMean() {
        assertThat(refusal("apis: [" + api("https://bank.example/pay", PAYMENT) + ", "
                        + api("https://other.example/pay", PAYMENT) + "]"))
                .contains("which https://other.example/pay has too");
    }

    @Test
    void isNothingThatNoApiOfTheClientHas() {
        assertThat(refusal("apis: [" + api("https://bank.example/pay", PAYMENT) + "], " + client("transfer")))
                .contains("is a type of none of the client's apis");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {title: A}                                                                 | is missing
                    {type: a}                                                                  | is missing
                    {type: 'a b', title: A}                                                    | must have 1 to 200 characters
                    {type: a, title: A, actions: []}                                           | must be 1 to 50 values
                    {type: a, title: A, members: [{name: 'a b', title: A}]}                    | must be a name such as creditorName
                    {type: a, title: A, members: [{name: actions, title: A}]}                  | is a member that every type has
                    {type: a, title: A, members: [{name: x, title: A}, {name: x, title: A}]}   | stands twice
                    {type: a, title: A, members: [{name: x, title: A, kind: money}]}           | must be text, texts, number, boolean or object
                    {type: a, title: A, members: [{name: x, title: A, kind: object}]}          | a member of the kind object has members
                    {type: a, title: A, members: [{name: x, title: A, members: [{name: y, title: B}]}]} | a member of the kind object has members
                    {type: a, title: A, members: [{name: x, title: A, kind: number, values: ['1']}]} | is for members of the kind text or texts
                    {type: a, title: A}, {type: a, title: B}                                   | has the same type twice
                    """)
    void saysWhatWouldBeRight(String types, String remedy) {
        assertThat(refusal("apis: [" + api("https://bank.example/pay", types) + "]"))
                .contains(remedy);
    }

    @Test
    void isNotNestedWithoutEnd() {
        String nested = "{name: a, title: A}";
        for (int i = 0; i < 4; i++) {
            nested = "{name: a, title: A, kind: object, members: [" + nested + "]}";
        }

        assertThat(refusal("apis: [" + api("https://bank.example/pay", "{type: a, title: A, members: [" + nested + "]}")
                        + "]"))
                .contains("must be nested no deeper than 3 objects");
    }
}
