using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Reference;
using Fangshou.Signals;
using Spectre.Console;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou phases score</c>.</summary>
static class PhasesScoreCommand
{
    // A cell of an area with fewer tightening and easing rows than this is compared through its whole sector.
    const int FewestRowsOfAnArea = 24;

    public static Command Build(GlobalOptions globals) => new NounCommand(
        "score", "Compares the phases with the reference datings of phases.csv: months in agreement, onset errors, disagreements.",
        "fangshou phases score --json -o score.json")
        .Does(globals, (run, _) => Score(run));

    static int Score(CommandRun run)
    {
        Readings readings = run.OpenReadings();
        ImmutableArray<ReferenceDating> datings = ReferenceReader.Read(run.Package().Open, readings.Ledger.Codebook);
        if (datings.IsEmpty)
            throw new CommandException(ExitCode.NotFound, "the package has no reference datings (phases.csv).");

        List<PhasePath> read = [];
        DatingScore score;
        try
        {
            score = DatingScore.Compute(datings, Read, run.Settings.Seed);
        }
        catch (ArgumentException nothing)
        {
            throw new CommandException(ExitCode.NotFound, nothing.Message);
        }

        (int exit, ImmutableArray<string> warnings) = CommandRun.Gate([.. read.Distinct()]);
        run.Write(new Answer
        {
            Schema = "phases-score/1",
            AsOf = readings.Ledger.AsOf.ToString(),
            DataVersion = readings.Ledger.DataVersion,
            ModelVersion = PhaseFit.ModelVersion,
            Seed = run.Settings.Seed,
            Warnings = warnings,
            Data = View(score),
            Rows = new Rows(
                ["cell", "lane", "months", "months_in_agreement", "months_in_full_agreement", "months_disputed", "onsets", "onsets_missed"],
                [
                    .. score.Cells.Select(c => new[]
                    {
                        c.Cell.ToString(), c.Lane.ToString().ToLowerInvariant(), Whole(c.MonthsCompared), Share(c.MonthsInAgreement), Share(c.MonthsInFullAgreement), Share(c.MonthsDisputed),
                        Whole(c.Onsets.Length), Whole(c.Onsets.Count(o => o.Read is null)),
                    }),
                ]),
            Screen = Screen(run, score),
        });
        return exit;

        PhasePath? Read(Cell cell, Lane lane)
        {
            if (cell.Area is not null && lane == Lane.General && readings.Rows(cell, lane) < FewestRowsOfAnArea)
                return null;
            PhasePath? path = readings.Path(cell, lane);
            if (path is not null)
                read.Add(path);
            return path;
        }
    }

    static object View(DatingScore score) => new
    {
        score.MonthsInAgreement,
        MonthsInAgreementInterval = new[] { score.MonthsInAgreementInterval.Low, score.MonthsInAgreementInterval.High },
        MedianAbsoluteOnsetErrorMonths = Finite(score.MedianAbsoluteOnsetErrorMonths),
        MedianAbsoluteOnsetErrorInterval = new[] { Finite(score.MedianAbsoluteOnsetErrorInterval.Low), Finite(score.MedianAbsoluteOnsetErrorInterval.High) },
        MedianReadOnsetErrorMonths = Finite(score.MedianReadOnsetErrorMonths),
        MedianErrorBeyondUncertaintyMonths = Finite(score.MedianErrorBeyondUncertaintyMonths),
        score.OnsetsMissed,
        Cells = score.Cells.Select(c => new
        {
            c.Cell,
            c.Lane,
            Months = c.MonthsCompared,
            c.MonthsInAgreement,
            c.MonthsInFullAgreement,
            c.MonthsDisputed,
            Onsets = c.Onsets.Select(o => new
            {
                o.Dating.Phase,
                Reference = o.Dating.StartMonth,
                ReferenceUncertaintyMonths = o.Dating.StartUncertaintyMonths,
                o.Dating.Source.Publisher,
                o.Read,
                o.ErrorMonths,
            }),
        }),
        Disagreements = score.Disagreements.Select(d => new { d.Cell, Dated = d.Dating.Phase, d.Dating.Source.Publisher, d.From, d.To, d.Read, d.Reading }),
    };

    static ImmutableArray<Spectre.Console.Rendering.IRenderable> Screen(CommandRun run, DatingScore score) =>
    [
        CommandRun.Grid(
            [run.Say("cell", "单元"), run.Say("months", "月数"), run.Say("agree", "一致"), run.Say("with all", "全部一致"), run.Say("disputed", "说法不一"), run.Say("onsets: read minus dated, months", "起点误差（月）")],
            score.Cells.Select(c => new[]
            {
                c.Cell.ToString(), Whole(c.MonthsCompared), Share(c.MonthsInAgreement), Share(c.MonthsInFullAgreement), Share(c.MonthsDisputed),
                string.Join("  ", c.Onsets.Select(o => $"{PhasesReply.Letter(o.Dating.Phase)} {o.Dating.StartMonth} {(o.ErrorMonths is { } e ? e.ToString("+0;-0;0", CultureInfo.InvariantCulture) : run.Say("missed", "未见"))}")),
            })),
        new Text(run.Say("\nWhere reading and dating part (three months or more)\n", "\n读数与他人断代不一致之处（三个月以上）\n")),
        CommandRun.Grid(
            [run.Say("cell", "单元"), run.Say("months", "月份"), run.Say("dated", "断代"), run.Say("by", "来源"), run.Say("our reading", "说明")],
            score.Disagreements.Select(d => new[] { d.Cell.ToString(), $"{d.From} … {d.To}", PhasesReply.Letter(d.Dating.Phase), d.Dating.Source.Publisher, d.Reading })),
        new Text(string.Create(CultureInfo.InvariantCulture,
            $"""
            {run.Say("Months in agreement", "一致月份")} {score.MonthsInAgreement:P1} (90 %: {score.MonthsInAgreementInterval.Low:P1} … {score.MonthsInAgreementInterval.High:P1}); {run.Say("median absolute onset error", "起点误差中位数")} {Months(score.MedianAbsoluteOnsetErrorMonths)} (90 %: {Months(score.MedianAbsoluteOnsetErrorInterval.Low)} … {Months(score.MedianAbsoluteOnsetErrorInterval.High)}); {run.Say("onsets missed", "未见起点")} {score.OnsetsMissed} / {score.Cells.Sum(c => c.Onsets.Length)}; {run.Say("cells", "单元")} {score.Cells.Length}.
            {run.Say("In that median a missed onset counts as infinite. Of the onsets that were read the median error is", "上述中位数把未见起点计为无穷大。已读出起点的误差中位数为")} {Months(score.MedianReadOnsetErrorMonths)}; {run.Say("beyond each dating's own uncertainty, missed ones infinite,", "扣除断代自身的不确定月数、未见计为无穷大，则为")} {Months(score.MedianErrorBeyondUncertaintyMonths)}.

            """)),
    ];

    static double? Finite(double x) => double.IsFinite(x) ? x : null;

    static string Months(double x) => double.IsFinite(x) ? x.ToString("0.#", CultureInfo.InvariantCulture) : "∞";

    static string Share(double x) => x.ToString("P0", CultureInfo.InvariantCulture);

    static string Whole(int n) => n.ToString(CultureInfo.InvariantCulture);
}
