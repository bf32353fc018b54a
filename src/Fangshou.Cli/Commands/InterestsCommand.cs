using System.Collections.Immutable;
using System.CommandLine;
using Fangshou.Briefs;
using Fangshou.Interests;
using Fangshou.Ledger;

namespace Fangshou.Cli.Commands;

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
        ImmutableArray<Tie> all = run.Package().Ties(ledger.AsOf);
        if (all.IsEmpty)
            throw new CommandException(ExitCode.NotFound, $"no tie is known as of {ledger.AsOf}; ties are the rows of interests.csv.");
        TieQuestion question = TieQuestion.Read(about, all, ledger.Codebook);
        string? place = without is null ? null : TieQuestion.ReadPlace(without, all, ledger.Codebook, "--without");
        TieReport answer = TieReport.Of(ledger, all, question, place, run.Settings.Seed);
        if (answer.Ties.IsEmpty)
            throw new CommandException(ExitCode.NotFound, $"no tie of {Texts.Printable(question.Name)} is known as of {ledger.AsOf}; fangshou interests CN shows all.");
        if (run.OutputEndsIn(".svg", ".png") && answer.Network.Edges.IsEmpty)
            throw new CommandException(ExitCode.NotFound, $"no tie of {Texts.Printable(question.Name)} is in force on {ledger.AsOf}, so there is nothing to draw.");
        TieFigureInput drawn = answer.Figure(run.PageLanguage);
        if (!ScenarioView.WriteFigure(run, options => TieNetworkFigure.Svg(drawn, options), options => TieNetworkFigure.Png(drawn, options), [], FigureWidth))
            run.Write(InterestsView.Answer(run, answer));
        return ExitCode.Done;
    }
}
