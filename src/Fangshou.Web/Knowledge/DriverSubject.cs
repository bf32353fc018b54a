using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Fangshou.Ledger;

namespace Fangshou.Web.Knowledge;

/// <summary>Which series belong on the page of a cell. The table of series names no sectors; their names do.</summary>
static partial class DriverSubject
{
    /// <summary>How the names of a sector's series begin. What begins otherwise is about a whole country.</summary>
    static readonly ImmutableArray<(string Beginning, string Sector)> sectors =
    [
        ("AI_", "ai"), ("GENAI_", "generative-ai"), ("LLM_", "generative-ai"), ("ROBOT_", "robotics"), ("CHIP_", "semiconductors"),
        ("GAME_", "gaming"), ("P2P_", "p2p-lending"), ("RIDEHAILING_", "ride-hailing"), ("DIDI_", "ride-hailing"),
        ("MEITUAN_", "food-delivery"), ("ELEME_", "food-delivery"), ("CNNIC_USERS_FOOD", "food-delivery"), ("CNNIC_USERS_LIVE", "live-streaming"),
        ("CAC_", "platform-economy"), ("CNNIC_", "platform-economy"), ("SAMR_", "platform-economy"), ("PRIVATE_ANTITRUST_", "platform-economy"),
        ("MIIT_APPS_", "platform-economy"), ("HSTECH_", "platform-economy"), ("KWEB_", "platform-economy"), ("FLEXIBLE_", "platform-economy"), ("NEW_FORM_", "platform-economy"),
    ];

    /// <summary>The sector that a series is about; null for a whole country.</summary>
    public static string? Sector(string series) => sectors.FirstOrDefault(s => series.StartsWith(s.Beginning, StringComparison.Ordinal)).Sector;

    /// <summary>The series of a cell as known on a day: those of its sector, or one below it, and those of its whole country.</summary>
    public static (ImmutableArray<DriverSeries> OfSector, ImmutableArray<DriverSeries> OfCountry) Of(Cell cell, ImmutableArray<DriverSeries> all, LedgerAsOf ledger)
    {
        Codebook codebook = ledger.Codebook;
        DriverSeries[] known = [.. all.Where(s => codebook.Jurisdictions.Includes(cell.Jurisdiction, s.Jurisdiction)).Select(s => s.At(ledger.AsOf)).Where(s => s.Values.Length > 0)];
        return (
            [.. known.Where(s => Sector(s.Id) is { } sector && (cell.Sector is null || codebook.Sectors.Includes(cell.Sector, sector)))],
            [.. known.Where(s => Sector(s.Id) is null)]);
    }

    /// <summary>A series' unit without remarks on years that had not come yet.</summary>
    public static string Unit(DriverSeries series, AsOf asOf) =>
        Remark().Replace(series.Unit, remark => Year().Matches(remark.Value).Any(year => int.Parse(year.ValueSpan, CultureInfo.InvariantCulture) > asOf.Day.Year) ? "" : remark.Value);

    /// <summary>A series' name as words: <c>YOUTH_UNEMP_16_24_NEW</c> becomes "Youth unemp 16 24 new".</summary>
    public static string Title(DriverSeries series)
    {
        string[] words = series.Id.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Select((word, i) => IsName(word) ? word : i == 0 ? word[0] + word[1..].ToLowerInvariant() : word.ToLowerInvariant()));
    }

    // Short forms of bodies and trades stay in capitals.
    static bool IsName(string word) => word is "AI" or "LLM" or "CAC" or "SAMR" or "MIIT" or "CNNIC" or "GDP" or "P2P" or "VC" or "AML" or "HSTECH" or "KWEB" or "TPU" or "SZ" or "YOY" or "YTD";

    [GeneratedRegex(@"\s*\([^)]*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remark();

    [GeneratedRegex(@"\b(?:19|20)\d\d\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();
}
