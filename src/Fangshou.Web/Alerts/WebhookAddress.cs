using System.Collections.Immutable;
using System.Net;
using Fangshou.Store;

namespace Fangshou.Web.Alerts;

/// <summary>What an address of a webhook looks like. Where its name leads is asked when it is connected to.</summary>
static class WebhookAddress
{
    const int Longest = 1000, LeastFreePort = 1024;

    /// <summary>Reads an address.</summary>
    /// <exception cref="RefusedException">It is none that may be posted to; the message names every reason.</exception>
    public static Uri Read(string text, AlertOptions options)
    {
        if (text.Length > Longest || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\') || !Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            throw new RefusedException(Fault.Usage, $"'{Texts.Printable(text)}' is no address such as https://example.org/hook.");
        ImmutableArray<string> faults = [.. Faults(text, address, options)];
        return faults.IsEmpty ? address : throw new RefusedException(Fault.Usage, faults);
    }

    static IEnumerable<string> Faults(string text, Uri address, AlertOptions options)
    {
        if (address.Scheme == "http" && !options.AllowHttp)
            yield return "the address must begin with https://.";
        // An empty name before the @ is one too.
        if (address.UserInfo.Length > 0 || Authority(text).Contains('@', StringComparison.Ordinal))
            yield return "the address holds a user name or password; the signature shows who sends.";
        if (address.Fragment.Length > 0)
            yield return "the address holds a part after #, which no server sees.";
        if (address.Port is not (443 or 80) && address.Port < LeastFreePort)
            yield return FormattableString.Invariant($"port {address.Port} is not 443, 80, or {LeastFreePort} and above.");
        // A full stop at the end makes a name of it for some, and none for others.
        if (IPAddress.TryParse(address.IdnHost.TrimEnd('.'), out IPAddress? literal) ? !PublicAddress.May(literal, options.AllowedNetworks) : address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
            yield return NotPublic;
        if (address.HostNameType is not (UriHostNameType.IPv4 or UriHostNameType.IPv6 or UriHostNameType.Dns))
            yield return "the host is neither a name nor an IP address.";
    }

    /// <summary>Why an address cannot be connected to. What it resolved to is not told: that would map the network from outside.</summary>
    public const string NotPublic = "the address leads to a host that is not public; FANGSHOU_WEBHOOK_ALLOW can name a network of your own.";

    static string Authority(string text)
    {
        string rest = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/');
        return rest.Split('/', '?', '#')[0];
    }
}
