using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Strictness;

namespace Fangshou.Web.Pages;

/// <summary>What is compared, and which cell of the heatmap is opened, as the address says.</summary>
/// <param name="Question">What is compared.</param>
/// <param name="Jurisdiction">Of the opened cell; empty for none.</param>
/// <param name="Area">Of the opened cell.</param>
sealed record ComparisonView(StrictnessQuestion Question, string Jurisdiction, AreaScope Area)
{
    const string Default = "CN,US,EU", DefaultSector = "ai";

    /// <summary>Reads the address.</summary>
    /// <exception cref="RefusedException">A value is none of those allowed; the message names all that are not.</exception>
    public static ComparisonView Of(PageContext here, LedgerAsOf ledger)
    {
        List<string> faults = [];
        // A form has a list for each jurisdiction; those left empty are not meant.
        ImmutableArray<string> jurisdictions = [.. (here.Value("jurisdictions") is { Length: > 0 } given ? given : Default).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        string sector = here.Value("sector") is { Length: > 0 } named ? named : DefaultSector;
        DateOnly? from = Day(here.Value("from"), faults);
        StrictnessQuestion? question = StrictnessQuestion.Read(ledger, jurisdictions, sector == "*" ? null : sector, null, from, static what => what, faults);
        string[] at = here.Value("at").Split('/');
        if (at is not [""])
            Opened(at, question?.Jurisdictions ?? jurisdictions, ledger.Codebook, faults);
        return faults.Count == 0 && question is not null
            ? new ComparisonView(question, at is [var jurisdiction, _] ? jurisdiction : "", at is [_, var area] ? new AreaScope(area) : default)
            : throw new RefusedException(Fault.Usage, string.Join(' ', faults));
    }

    static DateOnly? Day(string text, List<string> faults)
    {
        if (text.Length == 0)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            return day;
        faults.Add($"from: '{Texts.Printable(text)}' is not a day such as 2021-01-01.");
        return null;
    }

    static void Opened(string[] at, ImmutableArray<string> jurisdictions, Codebook codebook, List<string> faults)
    {
        if (at.Length != 2)
        {
            faults.Add($"at: '{Texts.Printable(string.Join('/', at))}' is not a jurisdiction and an area such as CN/content-control.");
            return;
        }

        string[] areas = [AreaScope.All.Id, AreaScope.OutsideContent.Id, .. codebook.Areas.Terms.Select(term => term.Id)];
        if (!jurisdictions.Contains(at[0]))
            faults.Add($"at: '{Texts.Printable(at[0])}' is not compared here; there are {Texts.Printable(string.Join(", ", jurisdictions))}.");
        if (!areas.Contains(at[1]))
            faults.Add($"at: '{Texts.Printable(at[1])}' is not an area; {Texts.DidYouMean(at[1], areas)}");
    }
}
