using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>A rule as it is kept: what was understood, and where it is told beside the feed.</summary>
sealed record AlertOrder
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The feed as a target.</summary>
    public const string Feed = "feed";

    const int SecretBytes = 24;

    /// <summary>The condition in canonical words.</summary>
    public required string Rule { get; init; }

    /// <summary>Where it is posted to; null for nowhere.</summary>
    public string? Webhook { get; init; }

    /// <summary>Signs what is posted; shown once. It has to be kept as it is, for signing needs it.</summary>
    public string? Secret { get; init; }

    /// <summary>Where it is mailed to; null for nowhere.</summary>
    public string? Email { get; init; }

    /// <summary>Language of mail, <c>en</c> or <c>zh</c>.</summary>
    public string Lang { get; init; } = "en";

    /// <summary>A secret that nobody has had before.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    public static AlertOrder Read(string text) => JsonSerializer.Deserialize<AlertOrder>(text, options) ?? throw new JsonException("There is no rule in it.");

    public string Write() => JsonSerializer.Serialize(this, options);

    /// <summary>The condition.</summary>
    /// <exception cref="RefusedException">The vocabularies do not know a word of it any more.</exception>
    public AlertCondition Condition(Codebook codebook) => AlertGrammar.Parse(Rule, codebook);

    /// <summary>Where it is told.</summary>
    public IEnumerable<string> Targets(AlertState state)
    {
        yield return Feed;
        if (Webhook is not null && !state.WebhookGone)
            yield return Webhook;
        if (Email is not null)
            yield return Email;
    }

    /// <summary>Names a message of a rule; the same whoever makes it, and another for every rule.</summary>
    /// <param name="rule">Number of the rule.</param>
    /// <param name="made">When the rule was made: tells rules of two workspaces apart.</param>
    /// <param name="message">Which message.</param>
    public static string IdOf(long rule, DateTimeOffset made, string message) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{rule}/{made.UtcTicks}/{message}"))))[..32];

    /// <summary>A target as lists show it: of an address without path and query, which often hold a key.</summary>
    public static string Shown(string target) => Uri.TryCreate(target, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
        ? $"{address.Scheme}://{(address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost)}{(address.IsDefaultPort ? "" : FormattableString.Invariant($":{address.Port}"))}/…"
        : target;
}
