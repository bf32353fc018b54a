using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Fangshou.Web.Access;

/// <summary>Who may come in, and by which door. As it stands here: this machine alone, and nobody signs in.</summary>
sealed record AccessOptions
{
    /// <summary>True when everybody has to say who he is.</summary>
    public bool SignIn { get; init; }

    /// <summary>True when everybody may read, and only who writes has to sign in.</summary>
    public bool OpenReading { get; init; }

    /// <summary>With its key; null = no TLS here.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Certificates between it and a root that clients know.</summary>
    public X509Certificate2Collection Chain { get; init; } = [];

    /// <summary>From where headers about the caller are believed.</summary>
    public ImmutableArray<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Names by which it may be called, beside those of this machine where it listens to it alone.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Who vouches for users beside their keys; null = nobody.</summary>
    public OpenIdOptions? OpenId { get; init; }

    /// <summary>True when a caller reaches it by TLS, here or at the proxy.</summary>
    public bool IsEncrypted => Certificate is not null || !Proxies.IsEmpty;
}

/// <summary>A provider of OpenID Connect.</summary>
/// <param name="Authority">Its address, under which its description is.</param>
/// <param name="ClientId">As whom this program is known there.</param>
sealed record OpenIdOptions(Uri Authority, string ClientId)
{
    /// <summary>The claim that names the user unless told otherwise.</summary>
    public const string DefaultClaim = "email";

    /// <summary>Empty when the provider asks for none.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>The claim whose value is the name of a user of the workspace.</summary>
    public string Claim { get; init; } = DefaultClaim;

    /// <summary>Says nothing of the secret, should it ever be written down.</summary>
    public override string ToString() => $"{Authority} as {ClientId}";
}
