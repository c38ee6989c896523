package io.modicum.gateway.outgoing;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.GatewayConfig;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Keeps users from reaching through the gateway what only the gateway can reach (server-side
 * request forgery): a host must be at public addresses, or in a range that the operator allows. The
 * check is part of every connection's own lookup, so that a name that changes its address between
 * check and use does not get through.
 */
@ApplicationScoped
public class AddressGuard implements Dns {

  /** Not globally reachable (IANA special-purpose address registries, RFC 6890), or multicast. */
  private static final List<IpSubnetFilterRule> SPECIAL =
      rules(
          List.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/96",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20",
              "5f00::/16",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8"));

  private final List<IpSubnetFilterRule> allowed;

  AddressGuard(GatewayConfig config) {
    this.allowed = rules(config.privateRanges().orElse(List.of()));
  }

  private static List<IpSubnetFilterRule> rules(List<String> ranges) {
    return ranges.stream()
        .map(range -> new IpSubnetFilterRule(range, IpFilterRuleType.ACCEPT))
        .toList();
  }

  /**
   * Refuses an address that nothing may be sent to.
   *
   * @throws InvalidInput if it is no URL, is not encrypted, or leads to where it must not
   */
  public HttpUrl require(String field, String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null || !parsed.username().isEmpty() || parsed.fragment() != null) {
      throw new InvalidInput(
          field, "must be a URL such as https://example.org/hook, without user and fragment");
    }
    try {
      List<InetAddress> addresses = lookup(parsed.host());
      if (!parsed.isHttps() && !addresses.stream().allMatch(to -> within(allowed, to))) {
        throw new InvalidInput(field, "must begin with https://");
      }
      return parsed;
    } catch (UnknownHostException refused) {
      throw new InvalidInput(field, refused.getMessage(), refused);
    }
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses;
    try {
      addresses = Arrays.asList(InetAddress.getAllByName(host));
    } catch (UnknownHostException unknown) {
      throw new UnknownHostException("there is no host '" + host + "'");
    }
    for (InetAddress address : addresses) {
      if (within(SPECIAL, address) && !within(allowed, address)) {
        throw new UnknownHostException(
            "the host '"
                + host
                + "' is at "
                + address.getHostAddress()
                + ", which is not public; modicum.gateway.private-ranges can allow it");
      }
    }
    return addresses;
  }

  private static boolean within(List<IpSubnetFilterRule> ranges, InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    return ranges.stream().anyMatch(range -> range.matches(socket));
  }
}
