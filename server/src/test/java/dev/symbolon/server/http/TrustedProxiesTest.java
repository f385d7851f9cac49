package dev.symbolon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.protocol.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

    private final TrustedProxies proxies =
            new TrustedProxies(List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")));

    private String origin(String peer, Headers headers) {
        return proxies.origin(InetAddress.ofLiteral(peer), headers);
    }

    private static Headers forwardedFor(String... fields) {
        Headers headers = Headers.none();
        for (String field : fields) {
            headers = headers.add("X-Forwarded-For", field);
        }
        return headers;
    }

    @ParameterizedTest(name = "{0} says {1}: {2}")
    @CsvSource({
        "203.0.113.9, '198.51.100.1', 203.0.113.9",
        "10.1.2.3, '198.51.100.1', 198.51.100.1",
        "10.1.2.3, '6.6.6.6, 198.51.100.1', 198.51.100.1",
        "10.1.2.3, '6.6.6.6, 198.51.100.1, 10.9.9.9', 198.51.100.1",
        "10.1.2.3, '10.4.4.4, 10.9.9.9', 10.4.4.4",
        "10.1.2.3, '198.51.100.1:4711', 198.51.100.1",
        "10.1.2.3, '2001:db9::1', 2001:db9:0:0:0:0:0:1",
        "10.1.2.3, '[2001:db9::1]:4711', 2001:db9:0:0:0:0:0:1",
        "10.1.2.3, '::ffff:198.51.100.1', 198.51.100.1",
        "2001:db8::1, '198.51.100.1', 198.51.100.1",
        "10.1.2.3, '', 10.1.2.3",
        "10.1.2.3, 'unknown', 10.1.2.3",
        "10.1.2.3, 'localhost', 10.1.2.3",
        "10.1.2.3, '198.51.100.1, <script>', 10.1.2.3",
        "10.1.2.3, '198.51.100.1,', 10.1.2.3"
    })
    void believesTheLastHopThatIsNoProxy(String peer, String forwardedFor, String origin) {
        assertThat(origin(peer, forwardedFor(forwardedFor))).isEqualTo(origin);
    }

    @Test
    void readsRepeatedFieldsAsOneList() {
        assertThat(origin("10.1.2.3", forwardedFor("6.6.6.6", "198.51.100.1, 10.9.9.9")))
                .isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=198.51.100.1|198.51.100.1",
                "for=6.6.6.6, For=\"198.51.100.1:4711\";proto=https;by=10.9.9.9|198.51.100.1",
                "proto=https; for=\"[2001:db9::1]\"|2001:db9:0:0:0:0:0:1",
                "for=_hidden|10.1.2.3",
                "proto=https|10.1.2.3"
            })
    void readsForwardedWhereThereIsNothingElse(String forwarded, String origin) {
        assertThat(origin("10.1.2.3", Headers.none().set("Forwarded", forwarded)))
                .isEqualTo(origin);
    }

    @Test
    void isNotMisledByAForwardedThatTheProxyPassesOn() {
        Headers headers = forwardedFor("198.51.100.1").set("Forwarded", "for=6.6.6.6");

        assertThat(origin("10.1.2.3", headers)).isEqualTo("198.51.100.1");
    }
}
