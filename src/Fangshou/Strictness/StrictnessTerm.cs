using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fangshou.Ledger;

namespace Fangshou.Strictness;

/// <summary>What a term shows.</summary>
public enum TermCategory
{
    /// <summary>A duty to do something.</summary>
    Obligation,

    /// <summary>A ban.</summary>
    Prohibition,

    /// <summary>What follows a breach.</summary>
    Sanction,

    /// <summary>A sanction with its amount, its multiple or its share of turnover.</summary>
    SanctionAmount,

    /// <summary>An exception, or a duty or penalty lifted.</summary>
    Exemption,

    /// <summary>Encouragement, help, money, room to try.</summary>
    Promotion,

    /// <summary>A condition, degree or time that is left to judgement.</summary>
    Vague,

    /// <summary>What may be done; neither strict nor soft.</summary>
    Permission,

    /// <summary>What defines, founds or marks off and obliges nobody; it keeps its words out of the other categories.</summary>
    Constitutive,
}

/// <summary>In which language a sentence is written.</summary>
public enum TextLanguage
{
    /// <summary>English, or any other text in Latin letters.</summary>
    English,

    /// <summary>Chinese.</summary>
    Chinese,
}

/// <summary>A word or form by which strictness is counted: one row of strictness-terms.csv.</summary>
/// <param name="Id">A slug.</param>
/// <param name="Language">In which sentences it is looked for.</param>
/// <param name="Category">What it shows.</param>
/// <param name="Pattern">How it looks; matched in time linear in the text.</param>
/// <param name="Source">On whose account of legal language it rests.</param>
/// <param name="Note">Why it is here.</param>
public sealed record StrictnessTerm(string Id, TextLanguage Language, TermCategory Category, Regex Pattern, string Source, string Note);

/// <summary>Reads terms.</summary>
public static class StrictnessTermReader
{
    /// <summary>Path of the table inside a package.</summary>
    public const string File = "vocabularies/strictness-terms.csv";

    /// <summary>The terms of a package, in its order; none when it has no such table.</summary>
    /// <param name="open">Opens a file of the package, as for <see cref="LedgerReader.Read"/>.</param>
    /// <param name="shipped">Vocabularies that the package's own ones extend; null when it brings all.</param>
    /// <exception cref="LedgerFormatException">The table broke a rule, or a pattern is none; it holds every finding.</exception>
    public static ImmutableArray<StrictnessTerm> Read(Func<string, Stream?> open, Codebook? shipped)
    {
        List<Finding> faults = [];
        ImmutableArray<StrictnessTerm>.Builder terms = ImmutableArray.CreateBuilder<StrictnessTerm>();
        foreach (ReadRow row in ReadRows.Of(open, shipped, Schemas.StrictnessTerms))
        {
            try
            {
                // Without backtracking no pattern can make a text take for ever.
                Regex pattern = new(row["pattern"], RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
                if (pattern.IsMatch(""))
                    faults.Add(new Finding(File, row.Line, "pattern", row["pattern"], Rules.Pattern, "the pattern matches nothing at all, which is everywhere.", []));
                terms.Add(new StrictnessTerm(
                    row["id"], row["language"] == "zh" ? TextLanguage.Chinese : TextLanguage.English, Category(row["category"]), pattern, row["source"], row["note"]));
            }
            catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
            {
                faults.Add(new Finding(File, row.Line, "pattern", row["pattern"], Rules.Pattern, $"the pattern is none: {wrong.Message}", []));
            }
        }

        return faults.Count > 0 ? throw new LedgerFormatException([.. faults.Order()]) : terms.DrainToImmutable();
    }

    static TermCategory Category(string word) => word switch
    {
        "obligation" => TermCategory.Obligation,
        "prohibition" => TermCategory.Prohibition,
        "permission" => TermCategory.Permission,
        "sanction" => TermCategory.Sanction,
        "sanction-amount" => TermCategory.SanctionAmount,
        "exemption" => TermCategory.Exemption,
        "promotion" => TermCategory.Promotion,
        "vague" => TermCategory.Vague,
        _ => TermCategory.Constitutive,
    };
}
