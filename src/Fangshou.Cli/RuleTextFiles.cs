using System.Collections.Immutable;
using System.Text.Json;
using Fangshou.Ledger;
using Fangshou.Strictness;

namespace Fangshou.Cli;

/// <summary>The user's texts of rules: files and folders, read in place.</summary>
static class RuleTextFiles
{
    const string JsonLines = ".jsonl";
    const int MostTexts = 2000;

    static readonly string[] endings = [".txt", ".md", ".markdown", JsonLines];

    /// <summary>The texts at the paths, in the order of the paths, files of a folder by name.</summary>
    /// <param name="paths">Files, or folders whose text files are read, those in folders below too.</param>
    /// <param name="only">Only texts whose name holds one of these; all when empty.</param>
    /// <exception cref="CommandException">A path does not exist (exit 3), holds no text, or cannot be read (exit 2).</exception>
    public static ImmutableArray<RuleText> Read(IEnumerable<string> paths, ImmutableArray<string> only)
    {
        ImmutableArray<RuleText> texts =
        [
            .. paths.SelectMany(Files).Distinct().SelectMany(Texts)
                .Where(text => only.IsEmpty || only.Any(part => text.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
                .Take(MostTexts + 1).Select(text => RuleText.Read(text.Name, text.Text)),
        ];
        if (texts.Length > MostTexts)
            throw new CommandException(ExitCode.Usage, $"there are more than {MostTexts} texts; name fewer, or choose some with --only.");
        if (texts.IsEmpty)
            throw new CommandException(ExitCode.NotFound, only.IsEmpty ? "there is no text at these paths." : $"no text has a name with {string.Join(" or ", only.Select(part => $"'{Store.Texts.Printable(part)}'"))}.");
        return texts;
    }

    /// <summary>The terms of the package, or the shipped ones where it has none.</summary>
    public static ImmutableArray<StrictnessTerm> Terms(CommandRun run)
    {
        PackageFolder package = run.Package();
        Codebook? shipped = package.IsShipped ? null : PackageFolder.ShippedCodebook();
        ImmutableArray<StrictnessTerm> own = StrictnessTermReader.Read(package.Open, shipped);
        return own.IsEmpty ? StrictnessTermReader.Read(PackageFolder.At(null).Open, null) : own;
    }

    static IEnumerable<string> Files(string path)
    {
        string shown = Store.Texts.Printable(path);
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw new CommandException(ExitCode.Usage, "a path is empty or holds a NUL character.");
        if (Directory.Exists(path))
        {
            string[] files = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(IsText).Order(StringComparer.Ordinal)];
            return files.Length > 0 ? files : throw new CommandException(ExitCode.NotFound, $"{shown} holds no file that ends in {string.Join(", ", endings)}.");
        }

        if (!File.Exists(path))
            throw new CommandException(ExitCode.NotFound, $"there is no file or folder {shown}.");
        return IsText(path) ? [path] : throw new CommandException(ExitCode.Usage, $"{shown} is no text that can be read; save it as one of {string.Join(", ", endings)}.");
    }

    static bool IsText(string path) => endings.Contains(Path.GetExtension(path).ToLowerInvariant());

    static IEnumerable<(string Name, string Text)> Texts(string path)
    {
        string text = JsonFile.Text(path);
        string name = Path.GetFileName(path);
        return Path.GetExtension(path).Equals(JsonLines, StringComparison.OrdinalIgnoreCase) ? Records(name, text) : [(name, text)];
    }

    /// <summary>The objects of a file with one on each line: <c>title</c> (and <c>date</c> or <c>year</c>), and <c>text</c> or <c>content</c>.</summary>
    static IEnumerable<(string Name, string Text)> Records(string name, string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length == 0)
                continue;
            JsonElement record;
            try
            {
                record = JsonDocument.Parse(lines[i]).RootElement;
            }
            catch (JsonException)
            {
                throw new CommandException(ExitCode.Usage, $"{Store.Texts.Printable(name)}, line {i + 1}: this is no JSON; a file .jsonl holds one object on each line.");
            }

            if ((Member(record, "text") ?? Member(record, "content")) is not { } body)
                throw new CommandException(ExitCode.Usage, $"{Store.Texts.Printable(name)}, line {i + 1}: the object has neither 'text' nor 'content'.");
            string title = Member(record, "title") ?? $"{i + 1}";
            string when = Member(record, "date") ?? Member(record, "year") ?? "";
            yield return ($"{name}: {title}{(when.Length > 0 ? $" ({when})" : "")}", body);
        }
    }

    static string? Member(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
