using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Dockets;
using Fangshou.Ledger;
using Fangshou.Numerics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou courts</c>: counts of suits, with what they are to be held against.</summary>
static class CourtsCommand
{
    const int LongestText = 300;

    public static Command Build(GlobalOptions globals)
    {
        Option<string?> cell = new("--cell") { HelpName = "CN-GD", Description = "only courts of this jurisdiction [default: all]" };
        Option<string?> claimant = new("--claimant") { HelpName = "NAME", Description = "only claimants whose name holds this" };
        return new NounCommand(
            "courts", "Counts of suits: how many for each judge, how many the claimant wins, and the base rates beside.", "fangshou courts --claimant Tencent",
            cell, claimant, CourtsQueueCommand.Build(globals))
            .Does(globals, (run, parse) => Tell(run, parse.GetValue(cell), parse.GetValue(claimant)));
    }

    /// <summary>All dockets known, and the ledger that they were cut with.</summary>
    /// <exception cref="CommandException">None is known (exit 3).</exception>
    public static (LedgerAsOf Ledger, ImmutableArray<Docket> All) Open(CommandRun run)
    {
        LedgerAsOf ledger = run.OpenAsOf();
        PackageFolder package = run.Package();
        ImmutableArray<Docket> all = DocketReader.Read(package.Open, package.IsShipped ? null : PackageFolder.ShippedCodebook(), ledger.AsOf);
        return all.IsEmpty ? throw new CommandException(ExitCode.NotFound, $"no docket is known as of {ledger.AsOf}; dockets are the rows of dockets.csv.") : (ledger, all);
    }

    /// <summary>The dockets of a jurisdiction and a claimant.</summary>
    /// <exception cref="CommandException">There are none (exit 3); the message names the nearest claimants.</exception>
    public static ImmutableArray<Docket> Of(LedgerAsOf ledger, ImmutableArray<Docket> all, Cell? cell, string? claimant)
    {
        DocketFilter filter = new() { Cell = cell, Claimant = claimant ?? "" };
        ImmutableArray<Docket> found = filter.In(all, ledger.Codebook);
        if (!found.IsEmpty)
            return found;
        string where = cell is null ? "" : $" of {cell}";
        if (claimant is null)
            throw new CommandException(ExitCode.NotFound, $"no docket{where} is known as of {ledger.AsOf}.");
        string[] near = Texts.Nearest(claimant, (filter with { Claimant = "" }).In(all, ledger.Codebook).SelectMany(d => new[] { d.Claimant, Named(d) }).Where(name => name.Length > 0).Distinct());
        throw new CommandException(ExitCode.NotFound, $"no docket{where} has a claimant '{Texts.Printable(claimant)}'; {(near.Length > 0 ? $"nearest: {string.Join(", ", near)}." : "fangshou courts shows them all.")}");
    }

    /// <summary>The claimant without the class of its id.</summary>
    static string Named(Docket docket) => docket.Claimant[(docket.Claimant.IndexOf(':', StringComparison.Ordinal) + 1)..];

    static int Tell(CommandRun run, string? cellText, string? claimant)
    {
        (LedgerAsOf ledger, ImmutableArray<Docket> all) = Open(run);
        Cell? cell = cellText is null ? null : CommandRun.ParseCell(cellText, ledger.Codebook);
        if (cell is { Sector: not null } or { Area: not null })
            throw new CommandException(ExitCode.Usage, $"--cell: dockets have no sector and no area; give a jurisdiction such as {cell.Value.Jurisdiction}.");
        ImmutableArray<Docket> shown = Of(ledger, all, cell, claimant);
        ImmutableArray<VenueContrast> contrasts = VenueContrast.Of(shown);
        Line[] lines = [.. shown.Select(d => new Line(d, BaseRate.OfLoad(d, all), VenueContrast.Wins(d), BaseRate.OfWins(d, all)))];
        run.Write(new Answer
        {
            Schema = "courts/1",
            AsOf = ledger.AsOf.ToString(),
            DataVersion = ledger.DataVersion,
            Data = new { Cell = cell, Claimant = claimant, Dockets = lines.Select(View), Contrasts = contrasts.Select(View) },
            Rows = new Rows(
                [
                    "id", "court", "place", "jurisdiction", "year_from", "year_to", "claimant", "respondent", "cause", "cases", "judges", "yearly_per_judge", "country_per_judge", "win_rate", "win_low", "win_high", "others_win_rate", "title",
                    "source_url", "source_publisher", "confidence",
                ],
                [.. lines.Select(Cells)]),
            Screen = [.. Screen(run, lines, contrasts)],
        });
        return ExitCode.Done;
    }

    static IEnumerable<IRenderable> Screen(CommandRun run, Line[] lines, ImmutableArray<VenueContrast> contrasts)
    {
        yield return CommandRun.Grid(
            [
                run.Say("years", "年份"), run.Say("court", "法院"), run.Say("who against whom: over what", "原告 对 被告类型：案由"), run.Say("suits", "案件数"), run.Say("a judge and year", "法官年均"),
                run.Say("country", "全国"), run.Say("won", "胜诉率"), run.Say("others won", "他人胜诉率"), run.Say("source", "来源"),
            ],
            lines.Select(line => new[]
            {
                line.Docket.YearFrom == line.Docket.YearTo ? Whole(line.Docket.YearFrom) : $"{Whole(line.Docket.YearFrom)}–{Whole(line.Docket.YearTo)}", line.Docket.Court, Suit(run, line.Docket), Number(line.Docket.Cases),
                Number(line.Docket.YearlyPerJudge), line.Load is { } load ? Range(load.Median, load.Least, load.Largest, Number) : "", Wins(line.Wins),
                line.Others is { } others ? Range(others.Median, others.Least, others.Largest, x => InterestsView.Percent(x)) : "", line.Docket.Source.Publisher.Length > 0 ? line.Docket.Source.Publisher : run.Say("none found yet", "尚未找到"),
            }),
            LongestText);
        yield return new Text(run.Say(
            "country: suits for each judge and year of all courts in the nearest years. won: share with Wilson's 95 % interval where suits are counted.\nothers won: median of other claimants against the same sort of respondent, with the range.\n",
            "全国：最近年份全国法院法官年均案件数。胜诉率：有案件数时附 Wilson 95% 区间。\n他人胜诉率：其他原告对同类被告胜诉率的中位数与范围。\n"));
        foreach (VenueContrast contrast in contrasts)
            yield return new Text(Contrast(run, contrast));
        if (!contrasts.IsEmpty)
            yield return new Text(run.Say(
                "Whether courts favour the firm at home or a party that sues often wins more (Galanter 1974), these rows cannot tell: they mix suits in which it sues with those in which it is sued, " +
                "and suits of different sorts. Suits of one sort, by side, at home and away, with counts, would.\n",
                "是法院偏袒本地企业，还是经常诉讼的一方更易胜诉（Galanter 1974），这些条目无法判断：其中混有起诉与应诉、不同种类的案件。需要同类案件按诉讼地位、本地与异地分别计数。\n"));
    }

    static string Contrast(CommandRun run, VenueContrast c)
    {
        double points = 100 * (c.First.ClaimantWinRate!.Value - c.Second.ClaimantWinRate!.Value);
        string told = string.Create(CultureInfo.InvariantCulture, $"{c.First.Claimant}, {c.First.Cause}: {c.First.Court} {InterestsView.Percent(c.First.ClaimantWinRate.Value)}, {c.Second.Court} {InterestsView.Percent(c.Second.ClaimantWinRate.Value)}; {points:0} {run.Say("points more", "个百分点之差")}");
        if (c.Splits.IsEmpty)
            return told + run.Say("; suits are not counted.\n", "；无案件数。\n");
        double low = 100 * c.Splits.Min(split => split.Difference.Low), high = 100 * c.Splits.Max(split => split.Difference.High), all = c.Splits[0].FirstSuits + c.Splits[0].SecondSuits;
        return told + (c.Splits.Length == 1
            ? string.Create(CultureInfo.InvariantCulture, $" ({low:0} … {high:0}).\n")
            : string.Create(CultureInfo.InvariantCulture, $"{run.Say("; however the", "；无论")} {all:0} {run.Say("suits counted are shared between the two, from 5 to 95 %, between", "件案件如何在两者间分配（5% 至 95%），差值在")} {low:0} {run.Say("and", "与")} {high:0}{run.Say(".", " 之间。")}\n"));
    }

    static object View(Line line) => new
    {
        line.Docket.Id,
        line.Docket.Court,
        line.Docket.Place,
        line.Docket.Jurisdiction,
        line.Docket.YearFrom,
        line.Docket.YearTo,
        line.Docket.Claimant,
        line.Docket.Respondent,
        line.Docket.Cause,
        line.Docket.Cases,
        line.Docket.Judges,
        line.Docket.YearlyPerJudge,
        CountryPerJudge = line.Load,
        WinRate = line.Wins is { } wins ? new { wins.Value, Interval = double.IsFinite(wins.Low) ? new[] { wins.Low, wins.High } : null } : null,
        OthersWinRate = line.Others,
        line.Docket.Title,
        SourceUrl = line.Docket.Source.Url.Length > 0 ? line.Docket.Source.Url : null,
        line.Docket.Source.Publisher,
        line.Docket.Confidence,
    };

    static object View(VenueContrast c) => new
    {
        First = c.First.Id,
        Second = c.Second.Id,
        Splits = c.Splits.Select(split => new { split.FirstSuits, split.SecondSuits, Difference = split.Difference.Value, Interval = new[] { split.Difference.Low, split.Difference.High } }),
    };

    static string[] Cells(Line line) =>
    [
        line.Docket.Id, line.Docket.Court, line.Docket.Place, line.Docket.Jurisdiction, Whole(line.Docket.YearFrom), Whole(line.Docket.YearTo), line.Docket.Claimant, line.Docket.Respondent, line.Docket.Cause,
        Plain(line.Docket.Cases), Plain(line.Docket.Judges), Plain(line.Docket.YearlyPerJudge), Plain(line.Load?.Median), Plain(line.Wins?.Value), Plain(line.Wins?.Low), Plain(line.Wins?.High), Plain(line.Others?.Median),
        line.Docket.Title, line.Docket.Source.Url, line.Docket.Source.Publisher, Json.Word(line.Docket.Confidence),
    ];

    static string Suit(CommandRun run, Docket docket) => $"{Named(docket)} {run.Say("against", "对")} {docket.Respondent}{run.Say(": ", "：")}{docket.Cause}";

    static string Wins(Bracketed? wins) => wins is not { } share ? "" : double.IsFinite(share.Low)
        ? string.Create(CultureInfo.InvariantCulture, $"{InterestsView.Percent(share.Value)} ({Math.Floor(1000 * share.Low) / 10:0.#}–{Math.Ceiling(1000 * share.High) / 10:0.#})")
        : InterestsView.Percent(share.Value);

    static string Range(double middle, double least, double largest, Func<double, string> say) => least == largest ? say(middle) : $"{say(middle)} ({say(least)} … {say(largest)})";

    static string Number(double? number) => number is { } x ? Number(x) : "";

    static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Plain(double? number) => number is { } x ? ScenarioView.Csv(x) : "";

    sealed record Line(Docket Docket, BaseRate? Load, Bracketed? Wins, BaseRate? Others);
}
