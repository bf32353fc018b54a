using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fangshou.Web.Access;

namespace Fangshou.Cli.Commands;

/// <summary>The options of <c>serve</c> that say who may come in, and by which door.</summary>
sealed class ServeAccess
{
    readonly Option<string?> listen = new("--listen") { HelpName = "ADDRESS", Description = "address to listen on, such as 0.0.0.0 for all of this machine's [default: 127.0.0.1]" };
    readonly Option<string?> tls = new("--tls") { HelpName = "FILE", Description = "certificate, .pem or .pfx; the password of its key is taken from FANGSHOU_TLS_PASSWORD" };
    readonly Option<string?> tlsKey = new("--tls-key") { HelpName = "FILE", Description = "key of the certificate, when it is not in the same .pem" };
    readonly Option<string[]> proxy = new("--behind-proxy") { HelpName = "ADDRESS|NETWORK", Description = "proxy that speaks TLS with callers; what it says of them (X-Forwarded-For, X-Forwarded-Proto) is believed, and nobody else's word. May be repeated" };
    readonly Option<string[]> host = new("--host") { HelpName = "NAME", Description = "name by which it is called, such as fangshou.example; needed where others can reach it. May be repeated" };
    readonly Option<string?> signIn = new("--sign-in") { HelpName = "required|off", Description = "whether users sign in; off only where nobody else can reach it [default: off there, else required]" };
    readonly Option<string?> reading = new("--reading") { HelpName = "signed-in|open", Description = "who may read where users sign in; open is everybody [default: signed-in]" };

    public IEnumerable<Option> All => [listen, tls, tlsKey, proxy, host, signIn, reading];

    /// <summary>Reads them.</summary>
    /// <exception cref="CommandException">Every fault of them (exit 2).</exception>
    public (IPAddress Address, AccessOptions Access) Read(ParseResult parse, Secrets secrets)
    {
        List<string> faults = [];
        IPAddress address = Address(parse.GetValue(listen), faults);
        ImmutableArray<IPNetwork> proxies = [.. (parse.GetValue(proxy) ?? []).Select(text => Network(text, faults)).OfType<IPNetwork>()];
        ImmutableArray<string> hosts = [.. (parse.GetValue(host) ?? []).Select(text => Host(text, faults)).OfType<string>()];
        bool isPublic = !IPAddress.IsLoopback(address) || !proxies.IsEmpty;
        (X509Certificate2? certificate, X509Certificate2Collection chain) = Certificate(parse.GetValue(tls), parse.GetValue(tlsKey), secrets.TlsPassword, faults);
        AccessOptions access = new()
        {
            SignIn = Choice("--sign-in", parse.GetValue(signIn), isPublic, ("required", true), ("off", false), faults),
            OpenReading = Choice("--reading", parse.GetValue(reading), false, ("open", true), ("signed-in", false), faults),
            Certificate = certificate,
            Chain = chain,
            Proxies = proxies,
            Hosts = hosts,
            OpenId = OpenId(secrets, faults),
        };
        if (parse.GetValue(reading) is not null && !access.SignIn)
            faults.Add("--reading is about users who sign in: add '--sign-in required'.");
        return faults.Count == 0 ? (address, access) : throw new CommandException(ExitCode.Usage, string.Join(' ', faults));
    }

    static IPAddress Address(string? text, List<string> faults)
    {
        if (text is null or "localhost")
            return IPAddress.Loopback;
        if (IPAddress.TryParse(text, out IPAddress? address))
            return address;
        faults.Add($"--listen: '{Texts.Printable(text)}' is not an address such as 127.0.0.1, 0.0.0.0 or ::.");
        return IPAddress.Loopback;
    }

    static IPNetwork? Network(string text, List<string> faults)
    {
        if (IPAddress.TryParse(text, out IPAddress? one))
            return new IPNetwork(one, one.GetAddressBytes().Length * 8);
        // Whoever believes everybody's word believes a liar's.
        if (IPNetwork.TryParse(text, out IPNetwork network) && network.PrefixLength > 0)
            return network;
        faults.Add($"--behind-proxy: '{Texts.Printable(text)}' is not an address such as 10.0.0.2, or a network such as 10.0.0.0/8.");
        return null;
    }

    static string? Host(string text, List<string> faults)
    {
        if (Uri.CheckHostName(text) != UriHostNameType.Unknown)
            return text;
        faults.Add($"--host: '{Texts.Printable(text)}' is not a name such as fangshou.example (no port, no path, no *).");
        return null;
    }

    static bool Choice(string option, string? text, bool otherwise, (string Word, bool Value) one, (string Word, bool Value) other, List<string> faults)
    {
        if (text is null)
            return otherwise;
        if (text == one.Word || text == other.Word)
            return text == one.Word ? one.Value : other.Value;
        faults.Add($"{option}: '{Texts.Printable(text)}' is not one of {one.Word}, {other.Word}.");
        return otherwise;
    }

    static (X509Certificate2? Certificate, X509Certificate2Collection Chain) Certificate(string? file, string? key, string password, List<string> faults)
    {
        X509Certificate2Collection chain = [];
        if (file is null)
        {
            if (key is not null)
                faults.Add("--tls-key goes with --tls.");
            return (null, chain);
        }

        try
        {
            if (Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12")
                return (X509CertificateLoader.LoadPkcs12FromFile(file, password.Length > 0 ? password : null), chain);
            X509Certificate2 certificate = password.Length > 0 ? X509Certificate2.CreateFromEncryptedPemFile(file, password, key) : X509Certificate2.CreateFromPemFile(file, key);
            chain.ImportFromPemFile(file);
            return (certificate, chain);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add($"--tls: {Texts.Printable(file)} is not a certificate with its key that can be read{(error is IOException ? ": the file, or that of --tls-key, cannot be opened" : "; a key of its own file goes to --tls-key, a password to FANGSHOU_TLS_PASSWORD")}.");
            return (null, chain);
        }
    }

    /// <summary>The provider that the settings name; null when they name none.</summary>
    static OpenIdOptions? OpenId(Secrets secrets, List<string> faults)
    {
        if (secrets.OidcAuthority.Length == 0 && secrets.OidcClientId.Length == 0 && secrets.OidcClientSecret.Length == 0)
            return null;
        bool isAddress = Uri.TryCreate(secrets.OidcAuthority, UriKind.Absolute, out Uri? authority) && (authority.Scheme == "https" || (authority.Scheme == "http" && authority.IsLoopback));
        if (!isAddress)
            faults.Add("FANGSHOU_OIDC_AUTHORITY (oidcAuthority) is not an address of a provider that begins with https://.");
        if (secrets.OidcClientId.Length == 0)
            faults.Add("FANGSHOU_OIDC_CLIENT_ID (oidcClientId) is missing; the provider gives it.");
        return isAddress ? new OpenIdOptions(authority!, secrets.OidcClientId) { ClientSecret = secrets.OidcClientSecret, Claim = secrets.OidcClaim.Length > 0 ? secrets.OidcClaim : OpenIdOptions.DefaultClaim } : null;
    }
}
