using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Strictness;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou strictness</c>: what a rule's own words tell.</summary>
static class StrictnessCommand
{
    const int LongestText = 400, DefaultShown = 2, MostShown = 10_000;

    public static Command Build(GlobalOptions globals)
    {
        Argument<string[]> paths = new("PATH") { Description = "texts: files .txt, .md or .jsonl, or folders of such files", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> only = new("--only") { Description = "only texts whose name holds these words; may be repeated", HelpName = "WORDS" };
        Option<int> hits = new("--hits") { Description = "hits shown for each category, in their sentences; JSON holds all", HelpName = "N", DefaultValueFactory = _ => DefaultShown };
        hits.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n <= MostShown))
                result.AddError($"--hits takes a whole number from 0 to {MostShown}.");
        });
        return new NounCommand(
            "strictness", "How strict rules are in their own words: duties, bans, sanctions, exceptions, promotion and vague terms, each hit in its sentence.",
            "fangshou strictness rules/ --hits 3", StrictnessEvaluateCommand.Build(globals), paths, only, hits)
            .Does(globals, (run, parse) => Read(run, UsageError.Words(parse, paths), [.. parse.GetValue(only) ?? []], parse.GetValue(hits)));
    }

    static int Read(CommandRun run, string[] paths, ImmutableArray<string> only, int shown)
    {
        if (paths.Length == 0)
            throw new CommandException(ExitCode.Usage, "strictness needs a file or folder of texts.");
        ImmutableArray<RuleText> texts = RuleTextFiles.Read(paths, only);
        ImmutableArray<StrictnessTerm> terms = RuleTextFiles.Terms(run);
        ulong seed = run.Settings.Seed;
        (TextStrictness Read, StrictnessIndex Index)[] found;
        using (ProgressLine? line = run.Progress(run.Say("reading", "读取中")))
        {
            int done = 0;
            found =
            [
                .. texts.Select(text =>
                {
                    run.Cancellation.ThrowIfCancellationRequested();
                    TextStrictness read = TextStrictness.Of(text, terms);
                    ((IProgress<double>?)line)?.Report((double)++done / texts.Length);
                    return (Read: read, Index: read.Index(seed));
                }).OrderByDescending(f => double.IsNaN(f.Index.Value) ? -1 : f.Index.Value).ThenBy(f => f.Read.Text.Name, StringComparer.Ordinal),
            ];
        }

        run.Write(new Answer
        {
            Schema = "strictness/1",
            DataVersion = run.OpenLedger().DataVersion,
            Seed = seed,
            Data = new { Texts = found.Select(f => Json(f.Read, f.Index)) },
            Rows = new Rows(
                ["text", "language", "characters", "part", "count", "per_thousand", "low", "high"],
                [.. found.SelectMany(f => Rows(f.Read, f.Index))]),
            Screen = [.. Screen(run, found, shown)],
        });
        return ExitCode.Done;
    }

    /// <summary>A text for JSON; its index never without its parts.</summary>
    public static object Json(TextStrictness read, StrictnessIndex index) => new
    {
        read.Text.Name,
        read.Language,
        read.Characters,
        Sentences = read.Text.Sentences.Length,
        Parts = Parts(read).Select(rate => new { rate.Category, rate.Count, PerThousand = ScenarioView.Finite(rate.PerThousand), Low = ScenarioView.Finite(rate.Low), High = ScenarioView.Finite(rate.High) }),
        Index = new { Value = ScenarioView.Finite(index.Value), Low = ScenarioView.Finite(index.Low), High = ScenarioView.Finite(index.High), index.Strict, index.Soft },
        Hits = read.Hits.Select(hit => new { hit.Term.Category, Term = hit.Term.Id, hit.Text, hit.Line, Sentence = read.Text.Sentences[hit.Sentence].Text }),
    };

    static IEnumerable<string[]> Rows(TextStrictness read, StrictnessIndex index)
    {
        string[] about = [read.Text.Name, Store.Json.Word(read.Language), Whole(read.Characters)];
        foreach (TermRate rate in Parts(read))
            yield return [.. about, Store.Json.Word(rate.Category), Whole(rate.Count), ScenarioView.Csv(rate.PerThousand), ScenarioView.Csv(rate.Low), ScenarioView.Csv(rate.High)];
        yield return [.. about, "index", Whole(index.Strict + index.Soft), ScenarioView.Csv(index.Value), ScenarioView.Csv(index.Low), ScenarioView.Csv(index.High)];
    }

    static IEnumerable<TermRate> Parts(TextStrictness read) => Enum.GetValues<TermCategory>().Select(read.Rate);

    static IEnumerable<IRenderable> Screen(CommandRun run, (TextStrictness Read, StrictnessIndex Index)[] found, int shown)
    {
        StrictnessWords words = new(run.PageLanguage);
        yield return Table(run, words, found.Select(f => (f.Read.Text.Name, f.Read, f.Index)));
        yield return new Text(run.Say(
            "Hits per 1,000 characters. Index: strict hits (duties, bans, sanctions) among those that are strict or soft (exceptions, promotion, vague terms). Compare texts of one language and one kind.\n",
            "每千字符命中数。指数：严格用语（义务、禁止、罚则）在严格与宽松用语（例外、促进、模糊）中的占比。仅宜比较同语种、同类文本。\n"));
        foreach ((TextStrictness read, StrictnessIndex _) in shown == 0 ? [] : found)
        {
            yield return new Text($"\n{Texts.Printable(read.Text.Name)}\n");
            yield return CommandRun.Grid(
                [run.Say("what", "类别"), run.Say("term", "用语"), run.Say("line", "行"), run.Say("sentence", "语句")],
                Enum.GetValues<TermCategory>().SelectMany(category => read.Hits.Where(hit => hit.Term.Category == category).Take(shown))
                    .Select(hit => new[] { words.Category(hit.Term.Category), hit.Text, Whole(hit.Line), Around(read.Text.Sentences[hit.Sentence].Text, hit.Place, hit.Text.Length) }),
                LongestText);
        }
    }

    /// <summary>Texts with their parts and their index, one on each line.</summary>
    public static Table Table(CommandRun run, StrictnessWords words, IEnumerable<(string Name, TextStrictness Read, StrictnessIndex Index)> texts)
    {
        TermCategory[] told = [.. Enum.GetValues<TermCategory>().Where(category => TextStrictness.IsStrict(category) || TextStrictness.IsSoft(category))];
        return CommandRun.Grid(
            [run.Say("text", "文本"), run.Say("characters", "字符"), .. told.Select(words.Category), run.Say("index", "指数"), run.Say("95 % interval", "95% 区间"), run.Say("hits", "命中")],
            texts.Select(t => (string[])
            [
                t.Name, Whole(t.Read.Characters), .. told.Select(category => One(t.Read.Rate(category).PerThousand)),
                .. StrictnessWords.Index(t.Index), $"{Whole(t.Index.Strict)}/{Whole(t.Index.Strict + t.Index.Soft)}",
            ]));
    }

    /// <summary>The sentence, or of a long one what stands around the hit.</summary>
    static string Around(string sentence, int place, int length)
    {
        const int Side = 120;
        int from = Math.Max(0, place - Side), to = Math.Min(sentence.Length, place + length + Side);
        return $"{(from > 0 ? "…" : "")}{sentence[from..place]}【{sentence.Substring(place, length)}】{sentence[(place + length)..to]}{(to < sentence.Length ? "…" : "")}";
    }

    static string One(double x) => double.IsFinite(x) ? x.ToString("0.0", CultureInfo.InvariantCulture) : "–";

    static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);
}
