using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Phases;

namespace Fangshou.Store;

/// <summary>Reads rules in words. The grammar is a table in docs/guide/alerts.md.</summary>
/// <remarks>Letters may be large or small, blanks are free, full-width brackets and per-cent signs are taken. What does not fit the grammar ends the reading; values that make no sense are named all together.</remarks>
sealed class AlertGrammar
{
    /// <summary>The longest rule, characters.</summary>
    public const int Longest = 300;

    static readonly ImmutableArray<string> phases = [.. Enum.GetValues<Phase>().Select(Json.Word)], directions = [.. Enum.GetValues<Direction>().Select(Json.Word)], kinds = [.. Enum.GetValues<EventKind>().Select(Json.Word)];

    readonly ImmutableArray<string> tokens;
    readonly Codebook codebook;
    readonly List<string> faults = [];
    int place;

    AlertGrammar(string text, Codebook codebook)
    {
        this.codebook = codebook;
        tokens = Split(text);
    }

    /// <summary>Rules that can be written as they stand, one of each kind.</summary>
    public static ImmutableArray<string> Examples { get; } =
    [
        "P(crackdown within 6 months) in CN/generative-ai passes 30 % and stays two updates",
        "P(crackdown) in CN/ai falls below 20 %",
        "the phase of CN/gaming changes",
        "a row is added to CN/ai with severity at least 4",
    ];

    /// <summary>Reads a rule.</summary>
    /// <exception cref="RefusedException">It cannot be understood; the message says what was expected where, and names the nearest word, or every value that makes no sense.</exception>
    public static AlertCondition Parse(string text, Codebook codebook)
    {
        if (text.Length > Longest)
            throw new RefusedException(Fault.Usage, string.Create(CultureInfo.InvariantCulture, $"the rule has {text.Length} characters; at most {Longest} are read."));
        AlertGrammar grammar = new(text, codebook);
        AlertCondition condition = grammar.Rule();
        return grammar.faults.Count == 0 ? condition : throw new RefusedException(Fault.Usage, [.. grammar.faults]);
    }

    AlertCondition Rule()
    {
        AlertCondition condition = Expect("P", "the", "a") switch
        {
            "P" => Chance(),
            "the" => Change(),
            _ => Added(),
        };
        if (place < tokens.Length)
            throw Unexpected("the end of the rule");
        return condition;
    }

    ChanceCondition Chance()
    {
        Expect("(");
        Phase phase = Enum.GetValues<Phase>()[phases.IndexOf(Expect([.. phases]))];
        int? within = null;
        if (Expect("within", ")") == "within")
        {
            within = Months(phase);
            Expect("months", "month");
            Expect(")");
        }

        Expect("in");
        Cell cell = ReadCell();
        if (within is not null && cell != default && (cell.Sector is null || cell.Area is not null))
            faults.Add($"forecasts are made for whole sectors, such as CN/ai, not for {cell}.");
        Crossing way = Expect("passes", "falls") == "passes" ? Crossing.Passes : Crossing.FallsBelow;
        if (way == Crossing.FallsBelow)
            Expect("below");
        decimal threshold = Percent();
        int updates = 1;
        decimal? again = null;
        List<string> open = ["stays", "is"];
        while (open.Count > 0 && Next("and"))
        {
            string clause = Expect([.. open]);
            open.Remove(clause);
            if (clause == "stays")
                updates = Updates();
            else
                again = Again(way, threshold);
        }

        return new ChanceCondition(cell, phase, within, way, threshold, again ?? ChanceCondition.UsualAgain(way, threshold)) { Updates = updates };
    }

    int Months(Phase phase)
    {
        if (phase == Phase.Lax)
            faults.Add("forecasts are of crackdown and easing; of lax only the probability now can be watched: P(lax).");
        string word = Take("a number of months");
        if (NumberWords.Read(word) is { } months && Outlook.Horizons.Contains(months))
            return months;
        faults.Add(string.Create(CultureInfo.InvariantCulture, $"'{Texts.Printable(word)}' months: forecasts reach {string.Join(", ", Outlook.Horizons)} months."));
        return Outlook.Horizons[0];
    }

    decimal Again(Crossing way, decimal threshold)
    {
        Expect("armed");
        Expect("again");
        Expect(way == Crossing.Passes ? "below" : "above");
        decimal again = Percent();
        if (way == Crossing.Passes ? again > threshold : again < threshold)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"a rule that {(way == Crossing.Passes ? "passes" : "falls below")} {threshold:0.##} % cannot be armed again {(way == Crossing.Passes ? "below" : "above")} {again:0.##} %: that is not back."));
        return again;
    }

    PhaseCondition Change()
    {
        Expect("phase");
        Expect("of");
        Cell cell = ReadCell();
        Expect("changes");
        int updates = 1;
        if (Next("and"))
        {
            Expect("stays");
            updates = Updates();
        }

        return new PhaseCondition(cell) { Updates = updates };
    }

    RowCondition Added()
    {
        foreach (string word in (string[])["row", "is", "added", "to"])
            Expect(word);
        RowCondition row = new(ReadCell());
        List<string> open = ["severity", "direction", "kind"];
        for (bool more = Next("with"); more; more = open.Count > 0 && Next("and"))
        {
            string filter = Expect([.. open]);
            open.Remove(filter);
            row = filter switch
            {
                "severity" => row with { LeastSeverity = Severity() },
                "direction" => row with { Direction = Enum.GetValues<Direction>()[directions.IndexOf(Expect([.. directions]))] },
                _ => row with { Kind = Enum.GetValues<EventKind>()[kinds.IndexOf(Expect([.. kinds]))] },
            };
        }

        return row;
    }

    int Severity()
    {
        Expect("at");
        Expect("least");
        string word = Take("a severity from 1 to 5");
        if (NumberWords.Read(word) is >= 1 and <= 5 and var severity)
            return severity;
        faults.Add($"severity '{Texts.Printable(word)}' is no whole number from 1 to 5.");
        return 1;
    }

    int Updates()
    {
        string word = Take("a number of updates");
        Expect("updates", "update");
        if (NumberWords.Read(word) is { } number && number >= 1 && number <= NumberWords.Largest)
            return number;
        faults.Add(string.Create(CultureInfo.InvariantCulture, $"'{Texts.Printable(word)}' updates: a number from one to {NumberWords.Of(NumberWords.Largest)} is meant."));
        return 1;
    }

    decimal Percent()
    {
        string word = Take("a number of per cent");
        Expect("%");
        if (decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal percent) && percent is > 0 and < 100 && decimal.Round(percent, 1) == percent)
            return percent;
        faults.Add($"'{Texts.Printable(word)}' %: a number above 0 and below 100 with at most one decimal is meant.");
        return 50;
    }

    Cell ReadCell()
    {
        string word = Take("a cell such as CN/ai");
        try
        {
            return Cell.Parse(word, codebook);
        }
        catch (FormatException unknown)
        {
            faults.Add($"the cell {Texts.Printable(word)}: {Texts.Printable(unknown.Message, 300)}");
            return default;
        }
    }

    /// <summary>One of some words, as they are spelt here.</summary>
    string Expect(params string[] words)
    {
        string? found = place < tokens.Length ? words.FirstOrDefault(w => w.Equals(tokens[place], StringComparison.OrdinalIgnoreCase)) : null;
        if (found is null)
            throw Unexpected(Listed(words), words);
        place++;
        return found;
    }

    bool Next(string word)
    {
        if (place >= tokens.Length || !tokens[place].Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        place++;
        return true;
    }

    string Take(string what) => place < tokens.Length ? tokens[place++] : throw Unexpected(what);

    RefusedException Unexpected(string expected, params string[] words)
    {
        string where = place == 0 ? "a rule begins with " : $"after '{Texts.Printable(string.Join(' ', tokens.Take(place)), 200)}' comes ";
        string found = place < tokens.Length ? $", not '{Texts.Printable(tokens[place])}'" : ", and the rule ends";
        string near = place < tokens.Length && Texts.Nearest(tokens[place].ToLowerInvariant(), words, 1) is [var nearest] ? $"; did you mean '{nearest}'?" : ".";
        // Values that were wrong before this place are told as well.
        return new RefusedException(Fault.Usage, [.. faults, where + expected + found + near]);
    }

    static string Listed(string[] words) => words.Length == 1 ? $"'{words[0]}'" : $"{string.Join(", ", words[..^1].Select(w => $"'{w}'"))} or '{words[^1]}'";

    static ImmutableArray<string> Split(string text)
    {
        List<string> found = [];
        int begun = -1;
        string plain = text.Replace('（', '(').Replace('）', ')').Replace('％', '%').TrimEnd().TrimEnd('.', '。');
        for (int i = 0; i <= plain.Length; i++)
        {
            char c = i < plain.Length ? plain[i] : ' ';
            bool isSign = c is '(' or ')' or '%';
            if (begun >= 0 && (isSign || char.IsWhiteSpace(c)))
            {
                found.Add(plain[begun..i]);
                begun = -1;
            }

            if (isSign)
                found.Add(c.ToString());
            else if (begun < 0 && !char.IsWhiteSpace(c))
                begun = i;
        }

        return [.. found];
    }
}
