using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fangshou.Phases;

namespace Fangshou.Web.Alerts;

/// <summary>A row that a message rests on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Date">Its date.</param>
/// <param name="Change"><c>added</c> or <c>changed</c> since the value before.</param>
/// <param name="Title">Its title.</param>
/// <param name="Address">Its page.</param>
/// <param name="Sources">Where it can be checked.</param>
sealed record AlertRow(string Id, string Date, string Change, string Title, string Address, ImmutableArray<string> Sources);

/// <summary>What is told, with all that it rests on. As JSON it is what a webhook gets, word for word, and what is kept.</summary>
sealed record AlertMessage
{
    /// <summary>Rows that are named at most.</summary>
    public const int MostRows = 5;

    /// <summary>A rule that tells, and a test.</summary>
    public const string Alert = "alert", Test = "test";

    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public string Schema { get; init; } = "fangshou/alert/1";

    /// <summary><see cref="Alert"/> or <see cref="Test"/>.</summary>
    public required string Event { get; init; }

    /// <summary>Names the message.</summary>
    public required string Id { get; init; }

    /// <summary>Number of the rule.</summary>
    public required long Rule { get; init; }

    /// <summary>The rule in words.</summary>
    public required string Text { get; init; }

    public required string Cell { get; init; }

    /// <summary>The probability before, 0…1.</summary>
    public double? Before { get; init; }

    public double? After { get; init; }

    /// <summary>The threshold, 0…1.</summary>
    public double? Threshold { get; init; }

    public Phase? PhaseBefore { get; init; }

    public Phase? PhaseAfter { get; init; }

    /// <summary>Day of knowledge.</summary>
    public required DateOnly AsOf { get; init; }

    public required string DataVersion { get; init; }

    /// <summary>Newest revision that was known.</summary>
    public required long Revision { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string English { get; init; }

    public required string Chinese { get; init; }

    /// <summary>Rows of the cell that came in since the value before, newest first.</summary>
    public ImmutableArray<AlertRow> Rows { get; init; } = [];

    /// <summary>How many there are in all.</summary>
    public int RowsInAll { get; init; }

    /// <summary>The page of the cell.</summary>
    public required string Page { get; init; }

    /// <summary>The page of the rule.</summary>
    public required string RulePage { get; init; }

    public static AlertMessage Read(string json) => JsonSerializer.Deserialize<AlertMessage>(json, options) ?? throw new JsonException("There is no message in it.");

    public string Write() => JsonSerializer.Serialize(this, options);

    /// <summary>In the words of a language.</summary>
    public string Says(bool chinese) => chinese ? Chinese : English;

    /// <summary>As mail: what happened, what it rests on, where to look.</summary>
    public string Mail(bool chinese)
    {
        string Say(string english, string other) => chinese ? other : english;
        StringBuilder text = new();
        text.Append(Says(chinese)).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Say("Rule", "规则")} {Rule}: {Text}\n");
        text.Append(CultureInfo.InvariantCulture, $"{Say("As known on", "截至")} {AsOf:yyyy-MM-dd}, {Say("data", "数据")} {DataVersion}, {Say("revision", "修订")} {Revision}.\n");
        if (RowsInAll > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{Say("Rows since the value before", "此前数值以来的条目")} ({RowsInAll}):\n");
        foreach (AlertRow row in Rows)
            text.Append(CultureInfo.InvariantCulture, $"- {row.Date} {row.Title} ({Changed(row.Change, chinese)})\n  {string.Join("\n  ", row.Sources.Prepend(row.Address))}\n");
        if (RowsInAll > Rows.Length)
            text.Append(CultureInfo.InvariantCulture, $"{Say("and", "另有")} {RowsInAll - Rows.Length} {Say("more", "条")}\n");
        text.Append(CultureInfo.InvariantCulture, $"\n{Say("The cell", "单元")}: {Page}\n{Say("The rule", "规则")}: {RulePage}\n");
        return text.ToString();
    }

    /// <summary>What happened to a row, in words.</summary>
    public static string Changed(string change, bool chinese) => !chinese ? change : change == "added" ? "新增" : "修改";
}
