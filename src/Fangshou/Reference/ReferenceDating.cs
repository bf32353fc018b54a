using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;

namespace Fangshou.Reference;

/// <summary>When somebody else says a phase began and ended: one row of phases.csv. For checking inference, never for making it.</summary>
public sealed record ReferenceDating
{
    /// <summary>Whose authority.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>Sector ids; each makes a cell of its own.</summary>
    public required ImmutableArray<string> Sectors { get; init; }

    /// <summary>Area ids, taken together; none = all.</summary>
    public required ImmutableArray<string> Areas { get; init; }

    /// <summary>The phase.</summary>
    public required Phase Phase { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>Last day; null while open.</summary>
    public DateOnly? End { get; init; }

    /// <summary>How uncertain its author or coder is about the start, months.</summary>
    public required int StartUncertaintyMonths { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Basis { get; init; }

    /// <summary>Who says so.</summary>
    public required Source Source { get; init; }

    /// <summary>The cells it speaks about.</summary>
    public IEnumerable<Cell> Cells => Sectors.Select(s => new Cell(Jurisdiction, s, Cell.JoinAreas(Areas)));

    /// <summary>The month of the first day.</summary>
    public Month StartMonth => Month.Of(Start);

    /// <summary>Last month an open dating is taken to speak about; null when it has an end.</summary>
    /// <remarks>
    /// An author who leaves the end open says that it lasted when they wrote, not that it lasts for ever: the dating speaks until somebody
    /// dates another phase of an overlapping cell, and for <see cref="LongestOpenMonths"/> at most (an assumption: rows do not tell when their author wrote).
    /// </remarks>
    public Month? SupersededAfter { get; init; }

    /// <summary>Months an open dating speaks about at most.</summary>
    public const int LongestOpenMonths = 36;

    /// <summary>The last month spoken about; null = to the end.</summary>
    public Month? LastMonth => End is { } end ? Month.Of(end) : SupersededAfter;

    /// <summary>True when the dating says what the phase of a month is.</summary>
    public bool Covers(Month month) => StartMonth <= month && (LastMonth is null || month <= LastMonth);

    /// <summary>The same datings, each open one closed where a later one of an overlapping cell begins another phase.</summary>
    public static ImmutableArray<ReferenceDating> CloseSuperseded(ImmutableArray<ReferenceDating> datings) =>
    [
        .. datings.Select(d => d.End is not null ? d : d with
        {
            SupersededAfter = datings
                .Where(later => later.Phase != d.Phase && later.StartMonth > d.StartMonth && d.Overlaps(later))
                .Select(later => later.StartMonth + -1)
                .Append(d.StartMonth + (LongestOpenMonths - 1))
                .Min(),
        }),
    ];

    bool Overlaps(ReferenceDating other) =>
        Jurisdiction == other.Jurisdiction && Sectors.Intersect(other.Sectors).Any()
        && (Areas.IsEmpty || other.Areas.IsEmpty || Areas.Intersect(other.Areas).Any());

    /// <summary>True for a month so near the dating's start or end that the phase may not yet have begun, or already be over.</summary>
    /// <remarks>The one uncertainty that a dating states is taken for both its ends; each never takes more than a quarter of the dating.</remarks>
    public bool IsUncertain(Month month)
    {
        int length = LastMonth is { } last ? last - StartMonth + 1 : int.MaxValue, margin = Math.Min(StartUncertaintyMonths, length / 4);
        return month - StartMonth < margin || (LastMonth is { } end && end - month < margin);
    }
}

/// <summary>Reads phases.csv.</summary>
public static class ReferenceReader
{
    /// <summary>Reads the datings of a package.</summary>
    /// <param name="open">Opens a file of the package by its path; null when there is none.</param>
    /// <param name="codebook">The package's vocabularies.</param>
    /// <returns>The datings in the file's order; none when the package has no phases.csv.</returns>
    /// <exception cref="LedgerFormatException">A row broke a rule; it holds every finding.</exception>
    public static ImmutableArray<ReferenceDating> Read(Func<string, Stream?> open, Codebook codebook)
    {
        FindingList findings = new();
        Table? table = Table.Read(open, Schemas.PhaseDatings.File, findings);
        if (table is not null)
            TableCheck.Run(table, Schemas.PhaseDatings, codebook, findings);
        if (findings.Count > 0)
            throw new LedgerFormatException(findings.Sorted());
        return table is null ? [] : ReferenceDating.CloseSuperseded([.. table.Rows.Select(row => Read(table, row, codebook))]);
    }

    static ReferenceDating Read(Table table, TableRow row, Codebook codebook)
    {
        return new ReferenceDating
        {
            Jurisdiction = codebook.Jurisdictions.Require(Text("jurisdiction")),
            Sectors = [.. List("sectors").Select(codebook.Sectors.Require)],
            Areas = [.. List("areas").Select(codebook.Areas.Require)],
            Phase = Text("phase") switch { "crackdown" => Phase.Crackdown, "easing" => Phase.Easing, _ => Phase.Lax },
            Start = DateOnly.ParseExact(Text("start"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            End = Text("end") is { Length: > 0 } end ? DateOnly.ParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            StartUncertaintyMonths = int.TryParse(Text("start_uncertainty_months"), NumberStyles.None, CultureInfo.InvariantCulture, out int months) ? months : 0,
            Basis = Text("basis"),
            Source = new Source(Text("source_url"), Text("source_publisher")),
        };

        string Text(string column) => table.IndexOf(column) is int i and >= 0 ? row.Cells[i].Trim() : "";

        string[] List(string column) => Text(column).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
