package dev.orderflow.notification.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Keeps customers from having us call what only we can reach. The HTTP client connects to the very addresses that this
 * returns and asks for none a second time, so a name that changes its address meanwhile (DNS rebinding) gains nothing.
 */
final class AddressGuard implements DnsResolver {

    /** So that a name with a thousand addresses is not tried a thousand times. */
    private static final int MOST_ADDRESSES = 3;

    /** All that was ever given out to hosts; what IPv4 hides in elsewhere, as in ::127.0.0.1, is not. */
    private static final InetAddressFilter GLOBAL_IPV6 =
            InetAddressFilter.of("2000::/3").andNot("3fff::/20");

    private final Set<String> allowedHosts;
    private final InetAddressFilter allowed;
    private final DnsResolver names;

    AddressGuard(WebhookProperties properties) {
        this(properties, SystemDefaultDnsResolver.INSTANCE);
    }

    AddressGuard(WebhookProperties properties, DnsResolver names) {
        allowedHosts = properties.allowedHosts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        allowed = InetAddressFilter.externalAddresses()
                .and(address -> address instanceof Inet4Address || GLOBAL_IPV6.matches(address))
                .or(properties.allowedNetworks().toArray(String[]::new));
        this.names = names;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        var found = lookUp(host);
        var isAllowed = allowedHosts.contains(host.toLowerCase(Locale.ROOT) + ":" + port);
        var usable = found.stream()
                .filter(address -> isAllowed || allowed.matches(address))
                .limit(MOST_ADDRESSES)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (usable.isEmpty()) {
            throw new ForbiddenAddressException(host);
        }
        return usable;
    }

    /** RFC 6761: names under localhost are loopback, also where the system does not know it. */
    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        try {
            return List.of(names.resolve(host));
        } catch (UnknownHostException e) {
            if (host.toLowerCase(Locale.ROOT).endsWith(".localhost")) {
                return List.of(InetAddress.getLoopbackAddress());
            }
            throw e;
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return resolve(host, -1).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
