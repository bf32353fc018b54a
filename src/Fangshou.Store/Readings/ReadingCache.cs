using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Store;

/// <summary>Answers kept between runs, one small file each. May be deleted at any time; a file whose hash does not match is as good as none.</summary>
sealed class ReadingCache
{
    readonly string? folder;

    ReadingCache(string? folder) => this.folder = folder;

    /// <summary>FANGSHOU_CACHE, or the folder for caches of the user; "off" turns it off.</summary>
    public static ReadingCache OfUser()
    {
        string? named = Environment.GetEnvironmentVariable("FANGSHOU_CACHE");
        if (named == "off")
            return new ReadingCache(null);
        if (!string.IsNullOrEmpty(named))
            return new ReadingCache(named);
        string local = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new ReadingCache(local.Length == 0 ? null : Path.Combine(local, "fangshou", "cache"));
    }

    public T? Find<T>(string key)
        where T : class
    {
        if (folder is null)
            return null;
        try
        {
            // First line: the hash of key and body. A file from another key, or a torn one, does not match.
            string[] parts = File.ReadAllText(FileOf(key)).Split('\n', 2);
            return parts.Length == 2 && parts[0] == Hash(key + "\n" + parts[1]) ? JsonSerializer.Deserialize<T>(parts[1]) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    public void Keep<T>(string key, T value)
    {
        if (folder is null)
            return;
        try
        {
            Directory.CreateDirectory(folder);
            string body = JsonSerializer.Serialize(value), file = FileOf(key), temporary = $"{file}.{Environment.ProcessId}.tmp";
            File.WriteAllText(temporary, Hash(key + "\n" + body) + "\n" + body);
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written costs time, nothing else.
        }
    }

    string FileOf(string key) => Path.Combine(folder!, Hash(key)[..32] + ".json");

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Identifies the build of the model, so that a rebuilt one never meets the answers of another.</summary>
static class PhaseModelStamp
{
    public static string Value { get; } = typeof(PhaseFit).Assembly.ManifestModule.ModuleVersionId.ToString("N");
}

/// <summary>What is kept of a path; the signals are counted anew.</summary>
sealed record StoredPath(double[][] Filtered, double[][] Smoothed, StoredSpell[] Spells, DwellSummary[] Dwells, FitDiagnostics Diagnostics)
{
    public static StoredPath Of(PhasePath path) => new(
        [.. path.Filtered.Select(Numbers)],
        [.. path.Smoothed.Select(Numbers)],
        [
            .. path.Spells.Select(s => new StoredSpell(
                s.Phase, s.Start.Index, s.StartInterval.From.Index, s.StartInterval.To.Index,
                s.End?.Index, s.EndInterval?.From.Index, s.EndInterval?.To.Index, s.Probability, s.Confirmed)),
        ],
        [.. path.Dwells],
        path.Diagnostics);

    public bool Fits(SignalSeries series) => Filtered.Length == series.Months.Length && Smoothed.Length == series.Months.Length;

    public PhasePath Restore(SignalSeries series, ulong seed) => new()
    {
        Signals = series,
        Filtered = [.. Filtered.Select(Probabilities)],
        Smoothed = [.. Smoothed.Select(Probabilities)],
        Spells =
        [
            .. Spells.Select(s => new Spell(
                s.Phase, new Month(s.Start), new MonthInterval(new Month(s.StartFrom), new Month(s.StartTo)),
                s.End is { } end ? new Month(end) : null,
                s.EndFrom is { } from && s.EndTo is { } to ? new MonthInterval(new Month(from), new Month(to)) : null,
                s.Probability, s.Confirmed)),
        ],
        Dwells = [.. Dwells],
        Diagnostics = Diagnostics,
        ModelVersion = PhaseFit.ModelVersion,
        Seed = seed,
    };

    static double[] Numbers(PhaseProbabilities p) => [p.Lax, p.Crackdown, p.Easing];

    static PhaseProbabilities Probabilities(double[] p) => new(p[0], p[1], p[2]);
}

/// <summary>A spell with its months as numbers.</summary>
sealed record StoredSpell(Phase Phase, int Start, int StartFrom, int StartTo, int? End, int? EndFrom, int? EndTo, double Probability, bool Confirmed);

/// <summary>What is kept of an explanation.</summary>
sealed record StoredDetail(StoredInfluence[] Influences, PhaseTipping[] Tipping);

/// <summary>An influence by the id of its row.</summary>
sealed record StoredInfluence(string Id, int Month, Phase Phase, double Change);
