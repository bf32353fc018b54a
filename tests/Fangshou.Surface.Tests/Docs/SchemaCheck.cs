using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fangshou.Surface.Tests.Docs;

/// <summary>Checks JSON against the schemas in docs/schema: the part of JSON Schema 2020-12 that they use, and no more.</summary>
/// <remarks>A keyword it does not know is an error, so that no schema promises what is not checked.</remarks>
static class SchemaCheck
{
    static readonly HashSet<string> Annotations = ["$schema", "$id", "$defs", "title", "description", "examples"];

    static readonly Dictionary<string, JsonElement> Schemas = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "docs", "schema"), "*.schema.json")
        .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
        .ToDictionary(schema => schema.GetProperty("$id").GetString()!, StringComparer.Ordinal);

    /// <summary>All schemas by <c>$id</c>.</summary>
    public static IReadOnlyDictionary<string, JsonElement> All => Schemas;

    /// <summary>What is wrong with a value, each with its place; empty when nothing is.</summary>
    /// <param name="id">The schema's <c>$id</c>, such as <c>urn:fangshou:brief:1</c>.</param>
    /// <param name="value">The value to check.</param>
    public static List<string> Errors(string id, JsonElement value)
    {
        List<string> errors = [];
        Check(Schemas[id], value, "$", errors);
        return errors;
    }

    static void Check(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            JsonElement rule = keyword.Value;
            switch (keyword.Name)
            {
                case "$ref":
                    Check(Resolve(rule.GetString()!), value, at, errors);
                    break;
                case "allOf":
                    foreach (JsonElement part in rule.EnumerateArray())
                        Check(part, value, at, errors);
                    break;
                case "oneOf":
                    int matches = rule.EnumerateArray().Count(option => Holds(option, value));
                    Expect(matches == 1, $"matches {matches} of {rule.GetArrayLength()} forms");
                    break;
                case "type":
                    Expect(rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(IsOfType) : IsOfType(rule), $"is not {rule.GetRawText()}");
                    break;
                case "const":
                    Expect(JsonElement.DeepEquals(rule, value), $"is not {rule.GetRawText()}");
                    break;
                case "enum":
                    Expect(rule.EnumerateArray().Any(option => JsonElement.DeepEquals(option, value)), $"is none of {rule.GetRawText()}");
                    break;
                case "minimum":
                    Expect(value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.GetDouble(), $"is below {rule.GetRawText()}");
                    break;
                case "maximum":
                    Expect(value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.GetDouble(), $"is above {rule.GetRawText()}");
                    break;
                case "minLength":
                    Expect(value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.GetInt32(), "is too short");
                    break;
                case "pattern":
                    Expect(value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(5)), $"does not match {rule.GetString()}");
                    break;
                case "minItems":
                    Expect(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32(), "has too few items");
                    break;
                case "maxItems":
                    Expect(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.GetInt32(), "has too many items");
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    for (int i = 0; i < value.GetArrayLength(); i++)
                        Check(rule, value[i], $"{at}[{i}]", errors);
                    break;
                case "required" when value.ValueKind == JsonValueKind.Object:
                    foreach (JsonElement name in rule.EnumerateArray())
                        Expect(value.TryGetProperty(name.GetString()!, out _), $"lacks {name.GetString()}");
                    break;
                case "properties" when value.ValueKind == JsonValueKind.Object:
                    foreach (JsonProperty property in rule.EnumerateObject())
                    {
                        if (value.TryGetProperty(property.Name, out JsonElement child))
                            Check(property.Value, child, $"{at}.{property.Name}", errors);
                    }

                    break;
                case "additionalProperties" when value.ValueKind == JsonValueKind.Object && rule.ValueKind == JsonValueKind.False:
                    foreach (JsonProperty property in value.EnumerateObject())
                        Expect(schema.GetProperty("properties").TryGetProperty(property.Name, out _), $"has {property.Name}, which the schema does not know");
                    break;
                case "items" or "required" or "properties" or "additionalProperties":
                    // About other kinds of value; "type" says whether that is allowed.
                    break;
                default:
                    if (!Annotations.Contains(keyword.Name))
                        throw new NotSupportedException($"The keyword '{keyword.Name}' is not checked; add it here first.");
                    break;
            }
        }

        void Expect(bool holds, string complaint)
        {
            if (!holds)
                errors.Add($"{at} {complaint}");
        }

        bool IsOfType(JsonElement type) => type.GetString() switch
        {
            "null" => value.ValueKind == JsonValueKind.Null,
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
            string other => throw new NotSupportedException($"The type '{other}' does not exist."),
            null => throw new NotSupportedException("A type is a string."),
        };
    }

    static bool Holds(JsonElement schema, JsonElement value)
    {
        List<string> errors = [];
        Check(schema, value, "$", errors);
        return errors.Count == 0;
    }

    static JsonElement Resolve(string reference)
    {
        string[] parts = reference.Split('#', 2);
        JsonElement target = Schemas[parts[0]];
        foreach (string step in parts.Length == 2 ? parts[1].Split('/', StringSplitOptions.RemoveEmptyEntries) : [])
            target = target.GetProperty(step);
        return target;
    }
}
