package dev.orderflow.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void anAddressThatIsNotPublicIsNotCalled(String address) {
        assertThatThrownBy(() -> guard(address).resolve("example.com", 443))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessage("example.com has no public address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"})
    void aPublicAddressIsCalled(String address) throws Exception {
        assertThat(guard(address).resolve("example.com", 443))
                .containsExactly(new InetSocketAddress(InetAddress.getByName(address), 443));
    }

    @Test
    void ofSeveralAddressesOnlyThePublicOnesAreCalledAndNotTooMany() throws Exception {
        assertThat(guard("127.0.0.1", "8.8.8.8", "10.0.0.1").resolve("example.com", 443))
                .extracting(InetSocketAddress::getAddress)
                .containsExactly(InetAddress.getByName("8.8.8.8"));
        assertThat(guard("8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4").resolve("example.com", 443))
                .hasSize(3);
    }

    @Test
    void anAllowedHostIsCalledAtItsPortOnlyWhateverItsAddress() throws Exception {
        var guard = new AddressGuard(Calls.allowing(List.of("hooks.localhost:8026"), List.of()), names("127.0.0.1"));

        assertThat(guard.resolve("Hooks.Localhost", 8026)).hasSize(1);
        assertThatThrownBy(() -> guard.resolve("hooks.localhost", 8083)).isInstanceOf(ForbiddenAddressException.class);
        assertThatThrownBy(() -> guard.resolve("localhost", 8026)).isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void anAllowedNetworkIsCalled() throws Exception {
        var allowed = Calls.allowing(List.of(), List.of("10.1.0.0/16"));

        assertThat(new AddressGuard(allowed, names("10.1.2.3")).resolve("intranet", 80))
                .hasSize(1);
        assertThatThrownBy(() -> new AddressGuard(allowed, names("10.2.2.3")).resolve("intranet", 80))
                .isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void aNameUnderLocalhostIsLoopbackWhereTheSystemDoesNotKnowIt() throws Exception {
        var guard = new AddressGuard(Calls.allowing(List.of("hooks.localhost:80"), List.of()), names());

        assertThat(guard.resolve("hooks.localhost", 80).getFirst().getAddress().isLoopbackAddress())
                .isTrue();
        assertThatThrownBy(() -> guard.resolve("other.localhost", 80)).isInstanceOf(ForbiddenAddressException.class);
        assertThatThrownBy(() -> guard.resolve("localhost.example.com", 80)).isInstanceOf(UnknownHostException.class);
    }

    private static AddressGuard guard(String... addresses) {
        return new AddressGuard(Calls.allowing(List.of(), List.of()), names(addresses));
    }

    /** A name server that gives every name the same addresses, or knows none. */
    static DnsResolver names(String... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                if (addresses.length == 0) {
                    throw new UnknownHostException(host);
                }
                return Arrays.stream(addresses).map(Calls::address).toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
