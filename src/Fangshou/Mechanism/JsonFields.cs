using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fangshou.Numerics;

namespace Fangshou.Mechanism;

/// <summary>Reads the members of a JSON object that a person wrote: all faults are gathered, each with its place, and unknown members are faults.</summary>
sealed class JsonFields
{
    readonly JsonElement element;
    readonly string path;
    readonly List<string> faults;
    readonly List<string> known = [];

    /// <param name="element">The object.</param>
    /// <param name="path">Its place in the file, for messages; empty for the whole.</param>
    /// <param name="faults">Where faults go.</param>
    internal JsonFields(JsonElement element, string path, List<string> faults)
    {
        this.element = element;
        this.path = path;
        this.faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
            faults.Add($"{Place} is {Kind(element)}; an object {{ … }} is expected.");
    }

    string Place => path.Length == 0 ? "the file" : path;

    /// <summary>The document, or null with a fault.</summary>
    internal static JsonDocument? Parse(Stream stream, List<string> faults)
    {
        try
        {
            return JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 });
        }
        catch (JsonException error)
        {
            faults.Add($"line {(error.LineNumber ?? 0) + 1} is not valid JSON.");
            return null;
        }
    }

    internal bool Has(string name)
    {
        known.Add(name);
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);
    }

    /// <summary>A text; empty with a fault when it is missing and needed.</summary>
    internal string Text(string name, string? otherwise = null)
    {
        if (!Find(name, otherwise is not null, out JsonElement value))
            return otherwise ?? "";
        if (value.ValueKind == JsonValueKind.String && TryText(value) is { } text)
            return text;
        faults.Add($"{At(name)} is {Kind(value)}; a text is expected.");
        return otherwise ?? "";
    }

    /// <summary>A finite number; 0 with a fault when it is missing and needed.</summary>
    internal double Number(string name, double? otherwise = null)
    {
        if (!Find(name, otherwise is not null, out JsonElement value))
            return otherwise ?? 0;
        return Number(value, At(name)) ?? otherwise ?? 0;
    }

    /// <summary>A whole number in a range; the nearer end of it with a fault otherwise.</summary>
    internal int Whole(string name, int least, int largest, int? otherwise = null)
    {
        if (!Find(name, otherwise is not null, out JsonElement value))
            return otherwise ?? least;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int whole) && whole >= least && whole <= largest)
            return whole;
        faults.Add(string.Create(CultureInfo.InvariantCulture, $"{At(name)} is {Shown(value)}; a whole number from {least} to {largest} is expected."));
        return otherwise ?? least;
    }

    internal ImmutableArray<double> Numbers(string name) => [.. Items(name, needed: true).Select((item, i) => Number(item, $"{At(name)}[{i}]") ?? 0)];

    /// <summary>True or false.</summary>
    internal bool Flag(string name, bool otherwise)
    {
        if (!Find(name, isOptional: true, out JsonElement value))
            return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        faults.Add($"{At(name)} is {Kind(value)}; true or false is expected.");
        return otherwise;
    }

    /// <summary>A list of texts; none when it is missing.</summary>
    internal ImmutableArray<string> Texts(string name)
    {
        ImmutableArray<string>.Builder texts = ImmutableArray.CreateBuilder<string>();
        int i = 0;
        foreach (JsonElement item in Items(name, needed: false))
        {
            if (item.ValueKind == JsonValueKind.String && TryText(item) is { } text)
                texts.Add(text);
            else
                faults.Add($"{At(name)}[{i}] is {Kind(item)}; a text is expected.");
            i++;
        }

        return texts.DrainToImmutable();
    }

    /// <summary>The objects of a list, each with its place.</summary>
    internal IEnumerable<JsonFields> Objects(string name, bool needed = false) => [.. Items(name, needed).Select((item, i) => new JsonFields(item, $"{At(name)}[{i}]", faults))];

    /// <summary>An object within this one, or null.</summary>
    internal JsonFields? Object(string name) => Find(name, isOptional: true, out JsonElement value) ? new JsonFields(value, At(name), faults) : null;

    /// <summary>Members with numbers, by name.</summary>
    internal IEnumerable<(string Name, double Value)> AllNumbers()
    {
        if (element.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (JsonProperty member in element.EnumerateObject())
        {
            known.Add(member.Name);
            if (Number(member.Value, At(member.Name)) is { } value)
                yield return (member.Name, value);
        }
    }

    /// <summary>Adds a fault at a member.</summary>
    internal void Fault(string name, string what) => faults.Add($"{(name.Length == 0 ? Place : At(name))} {what}");

    /// <summary>Call when all members have been read: those that were not asked for are faults.</summary>
    internal void Done()
    {
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (JsonProperty member in element.EnumerateObject())
            if (!known.Contains(member.Name))
                faults.Add($"{At(Short(member.Name))} is not known; nearest: {string.Join(", ", EditDistance.Nearest(Short(member.Name), known.Distinct(), 3))}.");
        foreach (string twice in element.EnumerateObject().GroupBy(member => member.Name).Where(group => group.Count() > 1).Select(group => group.Key))
            faults.Add($"{At(twice)} stands there twice.");
    }

    bool Find(string name, bool isOptional, out JsonElement value)
    {
        known.Add(name);
        value = default;
        if (element.ValueKind != JsonValueKind.Object)
            return false;
        if (element.TryGetProperty(name, out value))
            return true;
        if (!isOptional)
            faults.Add($"{At(name)} is missing.");
        return false;
    }

    IEnumerable<JsonElement> Items(string name, bool needed)
    {
        if (!Find(name, !needed, out JsonElement value))
            return [];
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray();
        faults.Add($"{At(name)} is {Kind(value)}; a list [ … ] is expected.");
        return [];
    }

    double? Number(JsonElement value, string place)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number))
            return number;
        faults.Add($"{place} is {Shown(value)}; a finite number is expected.");
        return null;
    }

    string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    static string Shown(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Kind(value) : Short(value.GetRawText());

    static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    static string? TryText(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
