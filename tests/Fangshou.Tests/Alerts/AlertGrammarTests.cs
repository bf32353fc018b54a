using CsCheck;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Store;

namespace Fangshou.Tests.Alerts;

public class AlertGrammarTests
{
    static readonly Codebook codebook = PackageFolder.ShippedCodebook()!;

    static readonly Gen<Cell> sectors = Of([.. codebook.Sectors.Terms.Select(term => new Cell("CN", term.Id)), new("US", "ai"), new("EU", "gaming")]);

    static readonly Gen<Cell> cells = Gen.OneOf(sectors, Of(new Cell("CN"), new Cell("CN", null, "data-privacy"), new Cell("CN", "ai", "content-control"), Cell.Parse("CN/ai/data-privacy+antitrust", codebook)));

    static readonly Gen<decimal> percents = Gen.Int[1, 999].Select(tenths => tenths / 10m);

    static readonly Gen<AlertCondition> conditions = Gen.OneOf(
        Gen.Select(sectors, Gen.Bool, Of([.. Outlook.Horizons]), Gen.Bool, percents, percents, Gen.Int[1, 12]).Select((cell, crackdown, months, passes, a, b, updates) => Chance(cell, crackdown ? Phase.Crackdown : Phase.Easing, months, passes, a, b, updates)),
        Gen.Select(cells, Gen.Enum<Phase>(), Gen.Bool, percents, percents, Gen.Int[1, 12]).Select((cell, phase, passes, a, b, updates) => Chance(cell, phase, null, passes, a, b, updates)),
        Gen.Select(cells, Gen.Int[1, 12]).Select((cell, updates) => (AlertCondition)new PhaseCondition(cell) { Updates = updates }),
        Gen.Select(cells, Gen.Int[1, 5], Gen.Enum<Direction>().Nullable(), Gen.Enum<EventKind>().Nullable()).Select((cell, severity, direction, kind) => (AlertCondition)new RowCondition(cell, severity, direction, kind)));

    static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    static AlertCondition Chance(Cell cell, Phase phase, int? within, bool passes, decimal a, decimal b, int updates)
    {
        Crossing way = passes ? Crossing.Passes : Crossing.FallsBelow;
        decimal threshold = passes ? Math.Max(a, b) : Math.Min(a, b), again = passes ? Math.Min(a, b) : Math.Max(a, b);
        return new ChanceCondition(cell, phase, within, way, threshold, updates % 2 == 0 ? again : ChanceCondition.UsualAgain(way, threshold)) { Updates = updates };
    }

    [Fact]
    public void The_words_of_a_condition_read_as_the_condition() => conditions.Sample(condition => Assert.Equal(condition, AlertGrammar.Parse(condition.ToString(), codebook)));

    [Fact]
    public void Letters_blanks_and_wide_signs_do_not_matter() => conditions.Sample(condition =>
    {
        string text = condition.ToString();
        Assert.Equal(condition, AlertGrammar.Parse($"  {text.Replace(" ", " \t", StringComparison.Ordinal).Replace("(", " （ ", StringComparison.Ordinal).Replace(")", "）", StringComparison.Ordinal).Replace(" \t%", "％", StringComparison.Ordinal)} 。", codebook));
        string cell = condition.Cell.ToString();
        Assert.Equal(condition, AlertGrammar.Parse(text.ToUpperInvariant().Replace(cell.ToUpperInvariant(), cell, StringComparison.Ordinal), codebook));
    });

    [Theory]
    [InlineData("P(crackdown within 6 months) in CN/generative-ai passes 30 % and stays two updates")]
    [InlineData("P(crackdown within 1 month) in CN/ai passes 0.5 %")]
    [InlineData("P(crackdown) in CN/ai falls below 20 % and is armed again above 40 %")]
    [InlineData("P(lax) in CN/*/data-privacy passes 62.5 % and stays twelve updates and is armed again below 10 %")]
    [InlineData("the phase of CN/gaming changes")]
    [InlineData("the phase of CN changes and stays three updates")]
    [InlineData("a row is added to CN/ai with severity at least 4")]
    [InlineData("a row is added to US/ai with severity at least 2 and direction ease and kind action")]
    public void Canonical_rules_stay_as_they_are(string rule) => Assert.Equal(rule, AlertGrammar.Parse(rule, codebook).ToString());

    [Theory]
    [InlineData("P(crackdown) in CN/ai passes 30% and is armed again below 25 %", "P(crackdown) in CN/ai passes 30 %")]
    [InlineData("P(crackdown) in CN/ai passes 30 % and is armed again below 12 % and stays 2 updates", "P(crackdown) in CN/ai passes 30 % and stays two updates and is armed again below 12 %")]
    [InlineData("a row is added to CN/ai/ with kind action and severity at least four.", "a row is added to CN/ai with severity at least 4 and kind action")]
    [InlineData("The phase of CN/gaming changes and stays one update", "the phase of CN/gaming changes")]
    public void Other_ways_to_write_a_rule_have_one_canonical_form(string rule, string canonical) => Assert.Equal(canonical, AlertGrammar.Parse(rule, codebook).ToString());

    [Theory]
    [InlineData("", "a rule begins with 'P', 'the' or 'a', and the rule ends.")]
    [InlineData("when P(crackdown)", "a rule begins with 'P', 'the' or 'a', not 'when'")]
    [InlineData("P(crakdown) in CN/ai passes 30 %", "after 'P (' comes 'lax', 'crackdown' or 'easing', not 'crakdown'; did you mean 'crackdown'?")]
    [InlineData("P(crackdown) in CN/ai pases 30 %", "after 'P ( crackdown ) in CN/ai' comes 'passes' or 'falls', not 'pases'; did you mean 'passes'?")]
    [InlineData("P(crackdown) in CN/ai passes 30", "comes '%', and the rule ends.")]
    [InlineData("P(crackdown) in CN/ai passes 30 % or 40 %", "comes the end of the rule, not 'or'.")]
    [InlineData("P(crackdown) in CN/ai passes 30 % and stays two updates and stays two updates", "comes 'is', not 'stays'")]
    [InlineData("P(crackdown within 7 months) in CN/ai passes 30 %", "'7' months: forecasts reach 1, 3, 6, 12, 24 months.")]
    [InlineData("P(lax within 6 months) in CN/ai passes 30 %", "only the probability now can be watched")]
    [InlineData("P(crackdown within 6 months) in CN/ai/data-privacy passes 30 %", "forecasts are made for whole sectors, such as CN/ai, not for CN/ai/data-privacy.")]
    [InlineData("P(crackdown) in CN/gamign passes 30 %", "gaming")]
    [InlineData("P(crackdown) in CN/ai passes 0 %", "'0' %: a number above 0 and below 100")]
    [InlineData("P(crackdown) in CN/ai passes 100 %", "'100' %: a number above 0 and below 100")]
    [InlineData("P(crackdown) in CN/ai passes 30.25 %", "at most one decimal")]
    [InlineData("P(crackdown) in CN/ai passes 30 % and stays thirteen updates", "'thirteen' updates: a number from one to twelve is meant.")]
    [InlineData("P(crackdown) in CN/ai passes 30 % and is armed again below 40 %", "cannot be armed again below 40 %: that is not back.")]
    [InlineData("P(crackdown) in CN/ai passes 30 % and is armed again above 40 %", "comes 'below', not 'above'")]
    [InlineData("a row is added to CN/ai with severity at least 6", "severity '6' is no whole number from 1 to 5.")]
    [InlineData("a row is added to CN/ai with severity at least 4 and severity at least 3", "comes 'direction' or 'kind', not 'severity'")]
    [InlineData("a row is added to CN/ai with direction tigten", "did you mean 'tighten'?")]
    public void What_cannot_be_understood_is_told_with_what_was_expected(string rule, string said) =>
        Assert.Contains(said, Assert.Throws<RefusedException>(() => AlertGrammar.Parse(rule, codebook)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_value_that_makes_no_sense_is_named_in_one_pass() =>
        Assert.Equal(4, Assert.Throws<RefusedException>(() => AlertGrammar.Parse("P(crackdown within 7 months) in XX/ai passes 0 % and stays 99 updates", codebook)).Faults.Length);

    [Fact]
    public void Whatever_is_written_is_read_or_refused_in_a_sentence() => Gen.OneOf(Gen.String, Gen.Select(conditions, Gen.Int[0, 120], Gen.String[0, 5]).Select((condition, at, noise) => condition.ToString().Insert(Math.Min(at, condition.ToString().Length), noise))).Sample(text =>
    {
        try
        {
            AlertGrammar.Parse(text, codebook);
        }
        catch (RefusedException refused)
        {
            Assert.All(refused.Faults, fault => Assert.DoesNotContain(fault, char.IsControl));
            Assert.Equal(Fault.Usage, refused.Fault);
        }
    });

    [Fact]
    public void The_examples_are_canonical_rules() => Assert.All(AlertGrammar.Examples, rule => Assert.Equal(rule, AlertGrammar.Parse(rule, codebook).ToString()));
}
