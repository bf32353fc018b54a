using System.Globalization;
using System.Text;
using Fangshou.Ledger;
using Fangshou.Phases;

namespace Fangshou.Store;

/// <summary>What somebody wants to be told of. Its text is the rule as it would be written; reading that text gives the condition again.</summary>
/// <param name="Cell">What it is about.</param>
abstract record AlertCondition(Cell Cell)
{
    /// <summary>Updates in a row that it has to hold for, 1…12.</summary>
    public int Updates { get; init; } = 1;

    /// <summary>As words for a rule: <c> and stays two updates</c>, or nothing for one.</summary>
    protected string Stays => Updates == 1 ? "" : $" and stays {NumberWords.Of(Updates)} updates";
}

/// <summary>Which way a probability goes.</summary>
enum Crossing
{
    /// <summary>It reaches the threshold or goes above it.</summary>
    Passes,

    /// <summary>It goes below the threshold.</summary>
    FallsBelow,
}

/// <summary>A probability passes a threshold, or falls below one.</summary>
/// <param name="Cell">What it is about.</param>
/// <param name="Phase">The phase that is meant; a forecast is of crackdown or easing.</param>
/// <param name="Within">Months that the forecast reaches; null for the phase now.</param>
/// <param name="Way">Which way it goes.</param>
/// <param name="Threshold">Per cent, above 0 and below 100.</param>
/// <param name="Again">Per cent: once it has told, it is armed again when the probability is below (after passing) or above (after falling) this.</param>
sealed record ChanceCondition(Cell Cell, Phase Phase, int? Within, Crossing Way, decimal Threshold, decimal Again) : AlertCondition(Cell)
{
    /// <summary>Points by which a probability has to go back, unless the rule says otherwise.</summary>
    public const decimal Margin = 5;

    /// <summary>Where it is armed again when the rule does not say: <see cref="Margin"/> points back, and half of the way where there are fewer than twice as many.</summary>
    public static decimal UsualAgain(Crossing way, decimal threshold) =>
        way == Crossing.Passes ? threshold - Math.Min(Margin, threshold / 2) : threshold + Math.Min(Margin, (100 - threshold) / 2);

    /// <summary>True when a probability is past the threshold.</summary>
    /// <param name="probability">0…1.</param>
    public bool IsPast(double probability) => Way == Crossing.Passes ? probability >= Share(Threshold) : probability < Share(Threshold);

    /// <summary>True when a probability has gone back so far that the rule is armed again.</summary>
    /// <param name="probability">0…1.</param>
    public bool IsBack(double probability) => Way == Crossing.Passes ? probability < Share(Again) : probability > Share(Again);

    public override string ToString()
    {
        StringBuilder text = new($"P({Json.Word(Phase)}");
        if (Within is { } months)
            text.Append(CultureInfo.InvariantCulture, $" within {months} month{(months == 1 ? "" : "s")}");
        text.Append(CultureInfo.InvariantCulture, $") in {Cell} {(Way == Crossing.Passes ? "passes" : "falls below")} {Threshold:0.##} %{Stays}");
        if (Again != UsualAgain(Way, Threshold))
            text.Append(CultureInfo.InvariantCulture, $" and is armed again {(Way == Crossing.Passes ? "below" : "above")} {Again:0.##} %");
        return text.ToString();
    }

    static double Share(decimal percent) => (double)(percent / 100);
}

/// <summary>The most probable phase becomes another.</summary>
sealed record PhaseCondition(Cell Cell) : AlertCondition(Cell)
{
    public override string ToString() => $"the phase of {Cell} changes{Stays}";
}

/// <summary>A row about a cell is added to the ledger.</summary>
/// <param name="Cell">What it is about.</param>
/// <param name="LeastSeverity">1…5.</param>
/// <param name="Direction">Which way it pushes; null for any.</param>
/// <param name="Kind">What sort of thing; null for any.</param>
sealed record RowCondition(Cell Cell, int LeastSeverity = 1, Direction? Direction = null, EventKind? Kind = null) : AlertCondition(Cell)
{
    /// <summary>True for a row that is meant, if it is about the cell.</summary>
    public bool Means(Event e) => e.Severity >= LeastSeverity && (Direction is null || e.Direction == Direction) && (Kind is null || e.Kind == Kind);

    public override string ToString()
    {
        string[] filters =
        [
            .. LeastSeverity > 1 ? [string.Create(CultureInfo.InvariantCulture, $"severity at least {LeastSeverity}")] : Array.Empty<string>(),
            .. Direction is { } direction ? [$"direction {Json.Word(direction)}"] : Array.Empty<string>(),
            .. Kind is { } kind ? [$"kind {Json.Word(kind)}"] : Array.Empty<string>(),
        ];
        return $"a row is added to {Cell}{(filters.Length == 0 ? "" : " with " + string.Join(" and ", filters))}";
    }
}

/// <summary>Small numbers as rules write them.</summary>
static class NumberWords
{
    static readonly string[] words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>The largest that has a word.</summary>
    public static int Largest => words.Length;

    /// <param name="number">1…12.</param>
    public static string Of(int number) => words[number - 1];

    /// <summary>The number of a word or of digits; null when it is neither.</summary>
    public static int? Read(string word) =>
        Array.FindIndex(words, w => w.Equals(word, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? place + 1
        : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
