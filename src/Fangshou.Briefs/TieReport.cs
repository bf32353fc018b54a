using System.Collections.Immutable;
using Fangshou.Interests;
using Fangshou.Ledger;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>Who is tied to whom, and how closely, as known on a day.</summary>
public sealed record TieReport
{
    /// <summary>What was asked.</summary>
    public required TieQuestion Question { get; init; }

    /// <summary>What was known.</summary>
    public required LedgerAsOf Ledger { get; init; }

    /// <summary>All ties asked about that were known, oldest first.</summary>
    public required ImmutableArray<Tie> Ties { get; init; }

    /// <summary>Those in force on the day of knowledge.</summary>
    public required ImmutableArray<Tie> InForce { get; init; }

    /// <summary>Ties by role, year by year.</summary>
    public required ImmutableArray<RoleYear> Years { get; init; }

    /// <summary>The cell and its sectors; none unless a cell was asked for.</summary>
    public required ImmutableArray<(Cell Cell, Alignment Alignment)> Alignments { get; init; }

    /// <summary>How closely each firm is bound.</summary>
    public required ImmutableArray<FirmBond> Bonds { get; init; }

    /// <summary>Ties in force of all firms in question, by whomever.</summary>
    public required TieNetwork Network { get; init; }

    /// <summary>What would be if a place left; null unless that was asked.</summary>
    public Withdrawal? Without { get; init; }

    /// <summary>The same in each sector in which a bond shrinks, among all its firms; none unless it was asked.</summary>
    public ImmutableArray<(Cell Cell, Withdrawal Withdrawal)> WithoutBySector { get; init; } = [];

    /// <summary>Finds it.</summary>
    /// <param name="ledger">As known on the day.</param>
    /// <param name="all">All ties known by then.</param>
    /// <param name="question">About whom.</param>
    /// <param name="place">Id of the local government that leaves; null = none.</param>
    /// <param name="seed">Of the bootstrap.</param>
    internal static TieReport Of(LedgerAsOf ledger, ImmutableArray<Tie> all, TieQuestion question, string? place, ulong seed)
    {
        Codebook codebook = ledger.Codebook;
        ImmutableArray<Tie> ties = question.Ties(all, codebook), inForce = Alignment.InForce(ties, ledger.AsOf.Day);
        string[] firms = [.. inForce.SelectMany(tie => tie.Firms.Select(FirmName.Of))];
        // Of a body's firms everybody's ties are shown: alone it would be the middle of a star.
        ImmutableArray<Tie> around = question.Subject == TieSubject.Body ? [.. Alignment.InForce(all, ledger.AsOf.Day).Where(tie => tie.Firms.Any(name => firms.Contains(FirmName.Of(name))))] : inForce;
        return new TieReport
        {
            Question = question,
            Ledger = ledger,
            Ties = ties,
            InForce = inForce,
            Years = RoleYear.Of(ties, ledger.AsOf.Day),
            Alignments = question.Cell is { } cell ? AlignmentsOf(cell, inForce, codebook, seed) : [],
            Bonds = question.Subject == TieSubject.Body
                ? [.. FirmBond.Of(around, codebook.Actors).Where(bond => firms.Contains(bond.Firm))]
                : [.. FirmBond.Of(inForce, codebook.Actors).Where(bond => question.Subject == TieSubject.Cell || bond.Firm == question.Name)],
            Network = TieNetwork.Of(Narrowed(around, question, firms), codebook.Actors),
            Without = place is null ? null : Withdrawal.Of(Narrowed(around, question, firms), place, codebook.Actors),
            WithoutBySector = place is null ? [] : BySector(question, inForce, Alignment.InForce(all, ledger.AsOf.Day), place, codebook),
        };
    }

    /// <summary>What the figure of the network shows.</summary>
    internal TieFigureInput Figure(Language language)
    {
        bool chinese = language == Language.Chinese;
        string title = Title(language);
        return new TieFigureInput(
            chinese ? $"谁与谁相连：{title}" : $"Who stands behind whom: {title}",
            chinese ? Invariant($"截至 {Ledger.AsOf} 所知的现行联系") : Invariant($"ties in force, as known on {Ledger.AsOf}"),
            Network,
            id => Body(id, language) is var name && name != id ? name : Holder.Name(id));
    }

    /// <summary>About whom, in a language.</summary>
    internal string Title(Language language) => Question.Subject == TieSubject.Body ? Body(Question.Name, language) : Question.Name;

    /// <summary>A public body: its id in English, its name in Chinese.</summary>
    internal string Body(string id, Language language) => language == Language.Chinese && Ledger.Codebook.Actors.Find(id) is { } term ? term.TitleZh : id;

    /// <summary>Rivals are a sector's firms: of the cell's own sector, or else of each sector at the root of the tree that the ties in question belong to.</summary>
    static ImmutableArray<(Cell Cell, Withdrawal Withdrawal)> BySector(TieQuestion question, ImmutableArray<Tie> ties, ImmutableArray<Tie> all, string place, Codebook codebook)
    {
        IEnumerable<Cell> cells = question.Cell is { Sector: not null } own ? [own]
            : ties.SelectMany(tie => tie.Sectors.Select(sector => new Cell(question.Cell?.Jurisdiction ?? codebook.Jurisdictions.Root(tie.Jurisdiction)!, codebook.Sectors.Root(sector))));
        return
        [
            .. cells.Distinct().OrderBy(cell => cell.ToString(), StringComparer.Ordinal)
                .Select(cell => (cell, Withdrawal.Of(new TieFilter { Cell = cell }.In(all, codebook), place, codebook.Actors)))
                .Where(pair => pair.Item2 is { Losses.IsEmpty: false })
                .Select(pair => (pair.cell, pair.Item2!)),
        ];
    }

    /// <summary>Without the other firms of a tie that names several.</summary>
    static ImmutableArray<Tie> Narrowed(ImmutableArray<Tie> ties, TieQuestion question, string[] firms) => question.Subject switch
    {
        TieSubject.Cell => ties,
        TieSubject.Firm => [.. ties.Select(tie => tie with { Firms = [.. tie.Firms.Where(name => FirmName.Of(name) == question.Name)] })],
        _ => [.. ties.Select(tie => tie with { Firms = [.. tie.Firms.Where(name => firms.Contains(FirmName.Of(name)))] })],
    };

    static ImmutableArray<(Cell Cell, Alignment Alignment)> AlignmentsOf(Cell cell, ImmutableArray<Tie> inForce, Codebook codebook, ulong seed) =>
    [
        .. new[] { cell }.Concat(codebook.Sectors.Terms.Where(term => term.Id != cell.Sector && (cell.Sector is null || codebook.Sectors.Includes(cell.Sector, term.Id))).Select(term => cell with { Sector = term.Id }))
            .Select(one => (one, Alignment.Of(new TieFilter { Cell = one }.In(inForce, codebook), codebook.Actors, seed)))
            .Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.one, pair.Item2!)),
    ];
}
