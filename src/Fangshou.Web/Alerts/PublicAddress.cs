using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Fangshou.Web.Alerts;

/// <summary>Which addresses are of the public internet: only those may be posted to, unless a network was allowed.</summary>
/// <remarks>After the IANA registries of special-purpose addresses (RFC 6890 and what updates it). Of IPv6 only the global unicast block 2000::/3 is taken, so that what is assigned later is refused until somebody looks at it.</remarks>
static class PublicAddress
{
    static readonly ImmutableArray<IPNetwork> reserved =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Protocol assignments with Teredo and ORCHID, documentation, 6to4 (which holds an IPv4 address), documentation.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(IPNetwork.Parse),
    ];

    static readonly IPNetwork global = IPNetwork.Parse("2000::/3");

    /// <summary>True when an address may be connected to.</summary>
    public static bool May(IPAddress address, ImmutableArray<IPNetwork> allowed)
    {
        // An IPv4 address in the clothes of an IPv6 one.
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
            return false;
        if (allowed.Any(network => network.Contains(plain)))
            return true;
        return (plain.AddressFamily == AddressFamily.InterNetwork || global.Contains(plain)) && !reserved.Any(network => network.Contains(plain));
    }
}
