using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fangshou.Ledger;
using Fangshou.Mechanism;

namespace Fangshou.Claims;

/// <summary>Reads claims from JSON.</summary>
public static class ClaimReader
{
    const int MostTests = 100;

    /// <summary>The claim in a file.</summary>
    /// <param name="stream">UTF-8 JSON; docs/guide/claims.md describes its members.</param>
    /// <param name="codebook">The vocabularies that its queries are written in.</param>
    /// <exception cref="FormatException">The file is no JSON, or holds something unknown or out of range; the message lists every fault with its place.</exception>
    public static Claim Read(Stream stream, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(codebook);
        List<string> faults = [];
        using JsonDocument? document = JsonFields.Parse(stream, faults);
        Claim? claim = document is null ? null : Read(new JsonFields(document.RootElement, "", faults), new MeasureReader(codebook), faults);
        return faults.Count > 0 || claim is null ? throw new FormatException(string.Join(' ', faults)) : claim;
    }

    static Claim Read(JsonFields file, MeasureReader measures, List<string> faults)
    {
        ImmutableArray<ClaimTest> tests = [.. file.Objects("tests", needed: true).Take(MostTests + 1).Select(test => Test(test, measures)).OfType<ClaimTest>()];
        if (faults.Count == 0 && tests.Length is 0 or > MostTests)
            file.Fault("tests", $"holds {(tests.Length == 0 ? "none" : "too many")}; from 1 to {MostTests} are allowed.");
        Claim claim = new()
        {
            Id = file.Text("id"),
            Sentence = file.Text("sentence"),
            SentenceZh = file.Text("sentenceZh", ""),
            By = file.Text("by"),
            ByZh = file.Text("byZh", ""),
            On = PeriodText.First(file, "on") ?? default,
            Source = file.Text("source"),
            RefutedBy = file.Text("refutedBy"),
            RefutedByZh = file.Text("refutedByZh", ""),
            Note = file.Text("note", ""),
            NoteZh = file.Text("noteZh", ""),
            Tests = tests,
        };
        file.Done();
        return claim;
    }

    static ClaimTest? Test(JsonFields fields, MeasureReader measures)
    {
        (string says, string saysZh) = (fields.Text("says"), fields.Text("saysZh", ""));
        List<(Side Side, double Threshold)> sides = [];
        if (fields.Has("atLeast"))
            sides.Add((Side.AtLeast, fields.Number("atLeast")));
        if (fields.Has("atMost"))
            sides.Add((Side.AtMost, fields.Number("atMost")));
        if (fields.Has("notBefore") && PeriodText.First(fields, "notBefore") is { } first)
            sides.Add((Side.AtLeast, first.DayNumber));
        if (fields.Has("notAfter") && PeriodText.Last(fields, "notAfter") is { } last)
            sides.Add((Side.AtMost, last.DayNumber));
        if (sides.Count != 1)
            fields.Fault("", "needs one of atLeast, atMost, notBefore and notAfter.");
        Measure? measure = measures.Read(fields);
        fields.Done();
        return measure is null || sides.Count != 1 ? null : new ClaimTest(says, measure, sides[0].Side, sides[0].Threshold) { SaysZh = saysZh };
    }
}

/// <summary>Days, months and years as people write them.</summary>
static class PeriodText
{
    /// <summary>The first day of a day, month or year; null with a fault when it is none, null without one when it is missing.</summary>
    internal static DateOnly? First(JsonFields fields, string name) => Parse(fields, name)?.First;

    /// <summary>The last day of it.</summary>
    internal static DateOnly? Last(JsonFields fields, string name) => Parse(fields, name)?.Last;

    static (DateOnly First, DateOnly Last)? Parse(JsonFields fields, string name)
    {
        string text = fields.Text(name, "");
        if (text.Length == 0)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            return (day, day);
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly month))
            return (month, month.AddMonths(1).AddDays(-1));
        if (DateOnly.TryParseExact(text, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly year))
            return (year, new DateOnly(year.Year, 12, 31));
        fields.Fault(name, $"is '{text}'; a day, month or year such as 2020-11-03, 2020-11 or 2020 is expected.");
        return null;
    }
}
