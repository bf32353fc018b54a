using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsvHelper;
using Fangshou.Strictness;

namespace Fangshou.Cli;

/// <summary>Labelled texts of other people, read in place.</summary>
static partial class LabelledTextFile
{
    const string Notes = "_Notes";

    /// <summary>The labelled texts of a file.</summary>
    /// <param name="path">
    /// A JSON object from text to label; a CSV with columns <c>text</c> and <c>label</c> (a number makes the classes ordered);
    /// or a CSV of the Oxford COVID-19 Government Response Tracker with notes, of which the containment policies C1 to C8 are used.
    /// </param>
    /// <exception cref="CommandException">There is no such file (exit 3), or it is none of these (exit 2).</exception>
    public static ImmutableArray<LabelledText> Read(string path)
    {
        string shown = Texts.Printable(path);
        if (Directory.Exists(path))
            throw new CommandException(ExitCode.Usage, $"{shown} is a folder; a file of labelled texts is expected.");
        if (!File.Exists(path))
            throw new CommandException(ExitCode.NotFound, $"there is no file {shown}.");
        string text = JsonFile.Text(path);
        ImmutableArray<LabelledText> texts = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".json" => OfJson(text, shown),
            ".csv" => OfCsv(text, shown),
            _ => throw new CommandException(ExitCode.Usage, $"{shown} is no file of labelled texts; .json and .csv are read."),
        };
        int labels = texts.Select(text => text.Label).Distinct().Count();
        return texts.Length >= 2 * StrictnessEvaluation.Folds && labels >= 2 ? texts
            : throw new CommandException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"{shown} holds {texts.Length} labelled texts of {labels} labels; {2 * StrictnessEvaluation.Folds} texts of two labels are needed."));
    }

    static ImmutableArray<LabelledText> OfJson(string file, string shown)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(file);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String))
                return [.. document.RootElement.EnumerateObject().Select(member => new LabelledText(member.Name, member.Value.GetString()!))];
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new CommandException(ExitCode.Usage, $"{shown} is no JSON object from text to label.");
    }

    static ImmutableArray<LabelledText> OfCsv(string file, string shown)
    {
        using CsvReader reader = CsvReader.Create(Encoding.UTF8.GetBytes(file), new CsvReaderOptions { Separator = ',', HasHeader = false });
        string[] header = reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : [];
        int text = Array.IndexOf(header, "text"), label = Array.IndexOf(header, "label");
        (int Note, int Level)[] policies =
        [
            .. Enumerable.Range(0, header.Length).Where(i => Policy().IsMatch(header[i]))
                .Select(i => (i, Array.FindIndex(header, name => name.StartsWith($"{header[i][..^Notes.Length]}E_", StringComparison.Ordinal)))).Where(p => p.Item2 >= 0),
        ];
        if ((text < 0 || label < 0) && policies.Length == 0)
            throw new CommandException(ExitCode.Usage, $"{shown} has neither the columns 'text' and 'label' nor notes such as 'C1_Notes' with their levels.");
        HashSet<LabelledText> texts = [];
        while (reader.Read())
        {
            foreach ((int note, int level) in text >= 0 && label >= 0 ? [(text, label)] : policies)
                if (Math.Max(note, level) < reader.FieldCount && reader.GetString(note).Trim() is { Length: > 0 } said && reader.GetString(level).Trim() is { Length: > 0 } given)
                    texts.Add(double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                        ? new LabelledText(said, number.ToString("0.##", CultureInfo.InvariantCulture), number) : new LabelledText(said, given));
        }

        return [.. texts];
    }

    [GeneratedRegex("^C[1-8]_Notes$", RegexOptions.NonBacktracking)]
    private static partial Regex Policy();
}
