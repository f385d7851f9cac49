package dev.symbolon.server.http.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.protocol.Network;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

    private static final Reach STRICT = Reach.of(false, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "169.254.169.254",
                "192.0.0.170",
                "198.18.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.1.2.3",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::"
            })
    void noAddressThatIsNotPublicIsReached(String address) {
        assertThat(STRICT.mayReach(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "93.184.215.14", "172.15.255.255", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
    void publicAddressesAreReached(String address) {
        assertThat(STRICT.mayReach(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void aNetworkThatTheOperatorNamesIsReachedAndNoOther() {
        Reach reach = Reach.of(false, List.of(Network.parse("10.1.0.0/16")));

        assertThat(reach.mayReach(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(reach.mayReach(InetAddress.ofLiteral("10.2.2.3"))).isFalse();
        assertThat(reach.mayReach(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    }

    @Test
    void ofTheAddressesOfAHostOnlyThoseAreTakenThatMayBeReached() throws UnknownHostException {
        InetAddress there = InetAddress.ofLiteral("1.1.1.1");
        Reach reach = new Reach(false, List.of(), host -> List.of(InetAddress.ofLiteral("127.0.0.1"), there));

        assertThat(reach.addresses("two.example")).containsExactly(there);
    }

    @Test
    void nobodyHearsWhetherThereIsAHostThatIsNotReached() {
        Reach inside = new Reach(false, List.of(), host -> List.of(InetAddress.ofLiteral("10.0.0.1")));
        Reach nowhere = new Reach(false, List.of(), host -> {
            throw new UnknownHostException(host);
        });

        assertThat(List.of(inside, nowhere))
                .allSatisfy(reach -> assertThatThrownBy(() -> reach.addresses("db.example"))
                        .isInstanceOf(UnknownHostException.class)
                        .hasMessage("the host has no address in a network that may be reached"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example/",
                "file:///etc/passwd",
                "ftp://app.example/",
                "https:app.example",
                "https:///x",
                "https://user@app.example/",
                "jar:https://app.example!/x",
                "//app.example/x",
                "app.example"
            })
    void onlyHttpsWithAHostIsAsked(String uri) {
        assertThatThrownBy(() -> STRICT.check(URI.create(uri))).isInstanceOf(FetchException.class);
    }
}
