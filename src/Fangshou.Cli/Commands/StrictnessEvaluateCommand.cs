using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Strictness;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou strictness evaluate</c>: the terms held against labels that people gave.</summary>
static class StrictnessEvaluateCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Argument<string[]> paths = new("FILE") { Description = "labelled texts: a JSON object from text to label, or a CSV", Arity = ArgumentArity.ZeroOrMore };
        return new NounCommand(
            "evaluate", "Held-out accuracy of the terms on labelled texts, beside the majority and a plain bag of words.",
            "fangshou strictness evaluate labelled.json", paths)
            .Does(globals, (run, parse) => Evaluate(run, UsageError.Words(parse, paths)));
    }

    static int Evaluate(CommandRun run, string[] paths)
    {
        if (paths.Length == 0)
            throw new CommandException(ExitCode.Usage, "strictness evaluate needs a file of labelled texts.");
        (string Name, ImmutableArray<LabelledText> Texts)[] files = [.. paths.Distinct().Select(path => (Path.GetFileName(path), LabelledTextFile.Read(path)))];
        ImmutableArray<StrictnessTerm> terms = RuleTextFiles.Terms(run);
        ulong seed = run.Settings.Seed;
        (string Name, StrictnessEvaluation Result)[] found = [.. files.Select(file => (file.Name, StrictnessEvaluation.Of(file.Texts, terms, seed)))];
        run.Write(new Answer
        {
            Schema = "strictness-evaluate/1",
            DataVersion = run.OpenLedger().DataVersion,
            Seed = seed,
            Data = new
            {
                Folds = StrictnessEvaluation.Folds,
                Files = found.Select(f => new
                {
                    f.Name,
                    Classes = f.Result.Classes.Select(c => new { c.Label, c.Count }),
                    Methods = f.Result.Scores.Select(s => new { Method = s.Name, s.Accuracy, s.Low, s.High, s.Balanced, s.Correct, s.Total, OnlyThisRight = s.OnlyThis, OnlyWordsRight = s.OnlyWords }),
                    Tau = f.Result.Tau is { } tau ? new { Value = ScenarioView.Finite(tau.Value), Low = ScenarioView.Finite(tau.Low), High = ScenarioView.Finite(tau.High) } : null,
                }),
            },
            Rows = new Rows(
                ["file", "method", "accuracy", "low", "high", "balanced", "correct", "total", "only_this_right", "only_words_right"],
                [
                    .. found.SelectMany(f => f.Result.Scores.Select(s => new[]
                    {
                        f.Name, s.Name, ScenarioView.Csv(s.Accuracy), ScenarioView.Csv(s.Low), ScenarioView.Csv(s.High), ScenarioView.Csv(s.Balanced), Whole(s.Correct), Whole(s.Total), Whole(s.OnlyThis), Whole(s.OnlyWords),
                    })),
                ]),
            Screen = [.. found.SelectMany(f => Screen(run, f.Name, f.Result))],
        });
        return ExitCode.Done;
    }

    static IEnumerable<IRenderable> Screen(CommandRun run, string name, StrictnessEvaluation result)
    {
        yield return new Text($"\n{Texts.Printable(name)}: {string.Join(", ", result.Classes.Select(c => $"{Whole(c.Count)} {Texts.Printable(c.Label)}"))}\n");
        yield return CommandRun.Grid(
            [run.Say("method", "方法"), run.Say("held-out accuracy (95 %)", "留出准确率（95%）"), run.Say("balanced", "均衡准确率"), run.Say("only this right", "仅此正确"), run.Say("only words right", "仅词袋正确")],
            result.Scores.Select(s => new[]
            {
                Name(run, s.Name), string.Create(CultureInfo.InvariantCulture, $"{100 * s.Accuracy:0.0} % ({100 * s.Low:0.0} … {100 * s.High:0.0})"),
                string.Create(CultureInfo.InvariantCulture, $"{100 * s.Balanced:0.0} %"), Whole(s.OnlyThis), Whole(s.OnlyWords),
            }));
        if (result.Tau is { } tau && double.IsFinite(tau.Value))
            yield return new Text(string.Create(CultureInfo.InvariantCulture, $"{run.Say("rank correlation of index and level, τ-b", "指数与等级的秩相关 τ-b")}: {tau.Value:0.00} ({tau.Low:0.00} … {tau.High:0.00})\n"));
    }

    static string Name(CommandRun run, string method) => method switch
    {
        "majority" => run.Say("majority", "多数类"),
        "words" => run.Say("bag of words, naive Bayes", "词袋，朴素贝叶斯"),
        "terms" => run.Say("terms, naive Bayes", "用语，朴素贝叶斯"),
        "words-and-terms" => run.Say("words and terms, naive Bayes", "词袋与用语，朴素贝叶斯"),
        _ => run.Say("terms, a rule without training", "用语，无训练规则"),
    };

    static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);
}
