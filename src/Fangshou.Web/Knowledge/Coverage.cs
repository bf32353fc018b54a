using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Web.Knowledge;

/// <summary>How many rows the ledger holds of each root sector and year, as known on a day. A row of two sectors counts in both.</summary>
/// <param name="FirstYear">First year with a row.</param>
/// <param name="LastYear">Year of the day.</param>
/// <param name="Sectors">Root sectors in the codebook's order, with a number for each year.</param>
sealed record Coverage(int FirstYear, int LastYear, ImmutableArray<(Term Sector, ImmutableArray<int> Rows)> Sectors)
{
    /// <summary>Shades, from none (0) to the darkest.</summary>
    public const int Shades = 5;

    public static Coverage Of(LedgerAsOf ledger)
    {
        Vocabulary sectors = ledger.Codebook.Sectors;
        int last = ledger.AsOf.Day.Year, first = ledger.Events.IsEmpty ? last : ledger.Events[0].Date.Day.Year;
        Dictionary<string, int[]> rows = new(StringComparer.Ordinal);
        foreach (Event e in ledger.Events)
            foreach (string root in e.Sectors.Select(id => sectors.Root(id)!).Distinct())
            {
                if (!rows.TryGetValue(root, out int[]? years))
                    rows[root] = years = new int[last - first + 1];
                years[e.Date.Day.Year - first]++;
            }

        return new Coverage(first, last, [.. sectors.Terms.Where(term => rows.ContainsKey(term.Id)).Select(term => (term, rows[term.Id].ToImmutableArray()))]);
    }

    /// <summary>How dark a number is shown: each shade holds three times the rows of the one before.</summary>
    public static int Shade(int rows) => rows switch { 0 => 0, <= 2 => 1, <= 8 => 2, <= 26 => 3, _ => 4 };
}
