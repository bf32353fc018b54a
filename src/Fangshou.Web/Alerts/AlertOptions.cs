using System.Collections.Immutable;
using System.Net;

namespace Fangshou.Web.Alerts;

/// <summary>How mail is protected on its way to the server.</summary>
enum MailSecurity
{
    /// <summary>STARTTLS, or nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Nothing; for a server on the same machine.</summary>
    Off,
}

/// <summary>The server that mail is handed to.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1…65535.</param>
/// <param name="From">Address that mail comes from.</param>
sealed record MailServer(string Host, int Port, string From)
{
    /// <summary>Empty for a server that asks for none.</summary>
    public string User { get; init; } = "";

    /// <summary>Never shown or logged.</summary>
    public string Password { get; init; } = "";

    public MailSecurity Security { get; init; }

    // Without the password.
    public override string ToString() => FormattableString.Invariant($"{Host}:{Port}");
}

/// <summary>How alerts leave the program.</summary>
sealed record AlertOptions
{
    /// <summary>Where readers reach the dashboard, for addresses in messages; null = where it listens.</summary>
    public Uri? Site { get; init; }

    /// <summary>Networks that webhooks may be in although they are not public.</summary>
    public ImmutableArray<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>True when webhooks may be plain http.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Null = nothing is mailed.</summary>
    public MailServer? Mail { get; init; }
}
