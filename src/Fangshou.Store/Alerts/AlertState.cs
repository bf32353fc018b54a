using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fangshou.Phases;

namespace Fangshou.Store;

/// <summary>Names one state of what is known. A look at another one is an update.</summary>
/// <param name="DataVersion">Version of the package.</param>
/// <param name="Revision">Newest revision in it.</param>
/// <param name="Day">Day up to which it is coded.</param>
readonly record struct EditionMark(string DataVersion, long Revision, DateOnly Day)
{
    /// <summary>True when this one came later: by revision, then by day.</summary>
    public bool IsAfter(EditionMark other) => Revision != other.Revision ? Revision > other.Revision : Day > other.Day;
}

/// <summary>Where a rule stands.</summary>
enum AlertStage
{
    /// <summary>It has not looked yet.</summary>
    New,

    /// <summary>It will tell.</summary>
    Armed,

    /// <summary>It has told, or was past its threshold at the first look; it waits until the value goes back.</summary>
    Waiting,
}

/// <summary>A message on its way to one place.</summary>
/// <param name="Id">The same over all attempts.</param>
/// <param name="Target">Where it goes: <c>feed</c>, an address, an e-mail address.</param>
/// <param name="Message">What is told, JSON.</param>
/// <param name="Attempts">How many were begun.</param>
/// <param name="Due">When the next one is due.</param>
sealed record AlertParcel(string Id, string Target, string Message, int Attempts, DateTimeOffset Due);

/// <summary>What a rule remembers between two looks, and what is still to be delivered: one text, so that neither is kept without the other.</summary>
sealed record AlertState
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public AlertStage Stage { get; init; }

    /// <summary>The last edition looked at; null before the first look.</summary>
    public EditionMark? Last { get; init; }

    /// <summary>Looks in a row at which the condition held.</summary>
    public int Count { get; init; }

    /// <summary>The probability at the last look; null when there was none to be seen.</summary>
    public double? Value { get; init; }

    /// <summary>The probability at the last look at which it was not past.</summary>
    public double? Before { get; init; }

    /// <summary>The phase that was told last, or seen first.</summary>
    public Phase? Phase { get; init; }

    /// <summary>Another phase that has been seen since, and has not stayed long enough.</summary>
    public Phase? Other { get; init; }

    /// <summary>Revision of the last look at which nothing had begun: rows after it are what a message names.</summary>
    public long Since { get; init; }

    /// <summary>Messages so far.</summary>
    public long Messages { get; init; }

    /// <summary>True when the receiver of the webhook has said that it is gone.</summary>
    public bool WebhookGone { get; init; }

    /// <summary>What is still to be delivered.</summary>
    public ImmutableArray<AlertParcel> Parcels { get; init; } = [];

    public static AlertState Read(string text)
    {
        AlertState state = JsonSerializer.Deserialize<AlertState>(text, options) ?? new AlertState();
        return state.Parcels.IsDefault ? state with { Parcels = [] } : state;
    }

    public string Write() => JsonSerializer.Serialize(Parcels.IsEmpty ? this with { Parcels = default } : this, options);

    // Arrays compare by identity otherwise.
    public bool Equals(AlertState? other) => other is not null && Write() == other.Write();

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Write());
}
