using System.Collections.Immutable;
using System.Text.Json;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>A JSON object that was sent along: its members are read one by one, and every fault is noted at the request.</summary>
sealed class JsonBody
{
    readonly ApiRequest request;
    readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);

    JsonBody(ApiRequest request) => this.request = request;

    /// <summary>Reads it. Members that are not known, or there twice, are faults.</summary>
    /// <exception cref="RefusedException">It is no JSON object.</exception>
    public static async Task<JsonBody> Read(ApiRequest request, params string[] known)
    {
        JsonBody body = new(request);
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 4 }, request.Cancellation);
        }
        catch (JsonException wrong)
        {
            throw new RefusedException(Fault.Usage, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the body is no JSON: line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}."));
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new RefusedException(Fault.Usage, "the body is no JSON object.");
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                request.Fault($"unknown member '{Texts.Printable(member.Name)}'; {Texts.DidYouMean(member.Name, known)}");
            else if (!body.members.TryAdd(member.Name, member.Value))
                request.Fault($"{member.Name} is there twice.");
        }

        return body;
    }

    /// <summary>A text; empty when it was left out or is null.</summary>
    public string Text(string name)
    {
        if (!members.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            return "";
        return Read(name, value) ?? "";
    }

    /// <summary>One of several words.</summary>
    public string Word(string name, params ImmutableArray<string> allowed)
    {
        string word = Text(name);
        if (!allowed.Contains(word))
            request.Fault($"{name}: '{Texts.Printable(word)}' is not one of {string.Join(", ", allowed)}.");
        return word;
    }

    /// <summary>A whole number from 0; 0 when it was left out.</summary>
    public long Whole(string name)
    {
        if (!members.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            return 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 0)
            return number;
        request.Fault($"{name} is no whole number.");
        return 0;
    }

    /// <summary>An object of texts; empty when it was left out.</summary>
    public ImmutableSortedDictionary<string, string> Cells(string name)
    {
        ImmutableSortedDictionary<string, string>.Builder cells = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (!members.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            return cells.ToImmutable();
        if (value.ValueKind != JsonValueKind.Object)
        {
            request.Fault($"{name} is no object of column and text.");
            return cells.ToImmutable();
        }

        foreach (JsonProperty cell in value.EnumerateObject())
            if (!cells.TryAdd(cell.Name, Read($"{name}.{Texts.Printable(cell.Name)}", cell.Value) ?? ""))
                request.Fault($"{name}.{Texts.Printable(cell.Name)} is there twice.");
        return cells.ToImmutable();
    }

    string? Read(string name, JsonElement value)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String)
                return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a character, escaped.
        }

        request.Fault($"{name} is no text.");
        return null;
    }
}
