using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Strictness;

namespace Fangshou.Cli;

/// <summary>The own words of a jurisdiction's rules, as the user gave them.</summary>
/// <param name="Jurisdiction">One of those compared.</param>
/// <param name="Read">All its texts as one.</param>
/// <param name="Index">Their index.</param>
sealed record JurisdictionText(string Jurisdiction, TextStrictness Read, StrictnessIndex Index)
{
    /// <summary>As JSON.</summary>
    public object View => new { Jurisdiction, Text = Commands.StrictnessCommand.Json(Read, Index) };

    /// <summary>As lines of a comparison's table.</summary>
    public static IEnumerable<string[]> Rows(ImmutableArray<JurisdictionText> texts) =>
    [
        .. texts.SelectMany(t => Enum.GetValues<TermCategory>().Select(t.Read.Rate).Select(rate => (string[])
            [t.Jurisdiction, "all", $"text-{Json.Word(rate.Category)}", "per-thousand-characters", Number(rate.PerThousand), Number(rate.Low), Number(rate.High), Whole(rate.Count), Whole(t.Read.Characters), ""])),
        .. texts.Select(t => (string[])[t.Jurisdiction, "all", "text-index", "share", Number(t.Index.Value), Number(t.Index.Low), Number(t.Index.High), Whole(t.Index.Strict), Whole(t.Index.Strict + t.Index.Soft), ""]),
    ];

    static string Number(double x) => Commands.ScenarioView.Csv(x);

    static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads what was given as <c>CN=PATH</c>; several paths of a jurisdiction are read together.</summary>
    /// <exception cref="CommandException">Not of that form, or of a jurisdiction that is not compared (exit 2), or not there (exit 3).</exception>
    public static ImmutableArray<JurisdictionText> Of(CommandRun run, string[] given, ImmutableArray<string> jurisdictions)
    {
        if (given.Length == 0)
            return [];
        (string Jurisdiction, string Path)[] paths = [.. given.Select(text => Split(text, jurisdictions))];
        ImmutableArray<StrictnessTerm> terms = RuleTextFiles.Terms(run);
        return
        [
            .. jurisdictions.Where(id => paths.Any(p => p.Jurisdiction == id)).Select(id =>
            {
                ImmutableArray<RuleText> texts = RuleTextFiles.Read(paths.Where(p => p.Jurisdiction == id).Select(p => p.Path), []);
                TextStrictness read = TextStrictness.Of(new RuleText(string.Join("; ", texts.Select(text => text.Name)), [.. texts.SelectMany(text => text.Sentences)]), terms);
                return new JurisdictionText(id, read, read.Index(run.Settings.Seed));
            }),
        ];
    }

    static (string Jurisdiction, string Path) Split(string text, ImmutableArray<string> jurisdictions)
    {
        string[] parts = text.Split('=', 2);
        if (parts.Length != 2 || parts[1].Length == 0)
            throw new CommandException(ExitCode.Usage, $"--text: '{Texts.Printable(text)}' is not of the form CN=PATH.");
        return jurisdictions.Contains(parts[0]) ? (parts[0], parts[1])
            : throw new CommandException(ExitCode.Usage, $"--text: '{Texts.Printable(parts[0])}' is not compared here; there are {string.Join(", ", jurisdictions)}.");
    }
}
