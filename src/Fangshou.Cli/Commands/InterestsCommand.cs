using System.Collections.Immutable;
using System.CommandLine;
using Fangshou.Briefs;
using Fangshou.Interests;
using Fangshou.Ledger;

namespace Fangshou.Cli.Commands;

/// <summary>What <c>fangshou interests</c> found.</summary>
sealed record InterestsAnswer
{
    public required TieQuestion Question { get; init; }

    public required LedgerAsOf Ledger { get; init; }

    /// <summary>All ties asked about that were known, oldest first.</summary>
    public required ImmutableArray<Tie> Ties { get; init; }

    /// <summary>Those in force on the day of knowledge.</summary>
    public required ImmutableArray<Tie> InForce { get; init; }

    public required ImmutableArray<RoleYear> Years { get; init; }

    /// <summary>The cell and its sectors; none unless a cell was asked for.</summary>
    public required ImmutableArray<(Cell Cell, Alignment Alignment)> Alignments { get; init; }

    public required ImmutableArray<FirmBond> Bonds { get; init; }

    /// <summary>Ties in force of all firms in question, by whomever.</summary>
    public required TieNetwork Network { get; init; }

    /// <summary>Null unless --without asks for it.</summary>
    public Withdrawal? Without { get; init; }

    /// <summary>The same in each sector in which a bond shrinks, among all its firms; none unless --without asks.</summary>
    public ImmutableArray<(Cell Cell, Withdrawal Withdrawal)> WithoutBySector { get; init; } = [];
}

/// <summary><c>fangshou interests</c>: who is tied to whom, and how closely.</summary>
static class InterestsCommand
{
    const int FigureWidth = 1120;

    public static Command Build(GlobalOptions globals)
    {
        Argument<string> about = new("CELL|FIRM|PLACE") { Description = "a cell such as CN/ai, a firm such as DeepSeek, or a place or other public body such as Hefei, LOCAL:Hefei or MOST" };
        Option<string?> without = new("--without") { HelpName = "PLACE", Description = "which firms would lose protection, and whose share would rise, if this local government, with all that reports to it, gave up its ties" };
        return new NounCommand(
            "interests",
            "Who is tied to whom: ties by role over the years, the alignment of local governments with a sector's firms in its parts, and the network; -o x.svg or x.png draws it.",
            "fangshou interests CN/ai --without Hangzhou",
            about, without)
            .Does(globals, (run, parse) => Tell(run, parse.GetRequiredValue(about), parse.GetValue(without)));
    }

    static int Tell(CommandRun run, string about, string? without)
    {
        LedgerAsOf ledger = run.OpenAsOf();
        PackageFolder package = run.Package();
        ImmutableArray<Tie> all = TieReader.Read(package.Open, package.IsShipped ? null : PackageFolder.ShippedCodebook(), ledger.AsOf);
        if (all.IsEmpty)
            throw new CommandException(ExitCode.NotFound, $"no tie is known as of {ledger.AsOf}; ties are the rows of interests.csv.");
        TieQuestion question = TieQuestion.Read(about, all, ledger.Codebook);
        string? place = without is null ? null : TieQuestion.ReadPlace(without, all, ledger.Codebook);
        InterestsAnswer answer = Find(run, ledger, all, question, place);
        if (answer.Ties.IsEmpty)
            throw new CommandException(ExitCode.NotFound, $"no tie of {Texts.Printable(question.Name)} is known as of {ledger.AsOf}; fangshou interests CN shows all.");
        if (run.OutputEndsIn(".svg", ".png") && answer.Network.Edges.IsEmpty)
            throw new CommandException(ExitCode.NotFound, $"no tie of {Texts.Printable(question.Name)} is in force on {ledger.AsOf}, so there is nothing to draw.");
        TieFigureInput drawn = InterestsView.Figure(run, answer);
        if (!ScenarioView.WriteFigure(run, options => TieNetworkFigure.Svg(drawn, options), options => TieNetworkFigure.Png(drawn, options), [], FigureWidth))
            run.Write(InterestsView.Answer(run, answer));
        return ExitCode.Done;
    }

    static InterestsAnswer Find(CommandRun run, LedgerAsOf ledger, ImmutableArray<Tie> all, TieQuestion question, string? place)
    {
        Codebook codebook = ledger.Codebook;
        ImmutableArray<Tie> ties = question.Ties(all, codebook), inForce = Alignment.InForce(ties, ledger.AsOf.Day);
        string[] firms = [.. inForce.SelectMany(tie => tie.Firms.Select(FirmName.Of))];
        // Of a body's firms everybody's ties are shown: alone it would be the middle of a star.
        ImmutableArray<Tie> around = question.Subject == TieSubject.Body ? [.. Alignment.InForce(all, ledger.AsOf.Day).Where(tie => tie.Firms.Any(name => firms.Contains(FirmName.Of(name))))] : inForce;
        return new InterestsAnswer
        {
            Question = question,
            Ledger = ledger,
            Ties = ties,
            InForce = inForce,
            Years = RoleYear.Of(ties, ledger.AsOf.Day),
            Alignments = question.Cell is { } cell ? Alignments(cell, inForce, codebook, run.Settings.Seed) : [],
            Bonds = question.Subject == TieSubject.Body
                ? [.. FirmBond.Of(around, codebook.Actors).Where(bond => firms.Contains(bond.Firm))]
                : [.. FirmBond.Of(inForce, codebook.Actors).Where(bond => question.Subject == TieSubject.Cell || bond.Firm == question.Name)],
            Network = TieNetwork.Of(Narrowed(around, question, firms), codebook.Actors),
            Without = place is null ? null : Withdrawal.Of(Narrowed(around, question, firms), place, codebook.Actors),
            WithoutBySector = place is null ? [] : BySector(question, inForce, Alignment.InForce(all, ledger.AsOf.Day), place, codebook),
        };
    }

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

    static ImmutableArray<(Cell Cell, Alignment Alignment)> Alignments(Cell cell, ImmutableArray<Tie> inForce, Codebook codebook, ulong seed) =>
    [
        .. new[] { cell }.Concat(codebook.Sectors.Terms.Where(term => term.Id != cell.Sector && (cell.Sector is null || codebook.Sectors.Includes(cell.Sector, term.Id))).Select(term => cell with { Sector = term.Id }))
            .Select(one => (one, Alignment.Of(new TieFilter { Cell = one }.In(inForce, codebook), codebook.Actors, seed)))
            .Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.one, pair.Item2!)),
    ];
}
