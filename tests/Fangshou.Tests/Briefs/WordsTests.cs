using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Phases;

namespace Fangshou.Tests.Briefs;

public class WordsTests
{
    [Theory]
    [InlineData(0, "under 5 %", "不足5%")]
    [InlineData(0.0499, "under 5 %", "不足5%")]
    [InlineData(0.05, "5 %", "5%")]
    [InlineData(0.505, "51 %", "51%")]
    [InlineData(0.95, "95 %", "95%")]
    [InlineData(0.9501, "over 95 %", "95%以上")]
    [InlineData(1, "over 95 %", "95%以上")]
    public void Probabilities_are_whole_per_cent_and_never_near_certain(double probability, string english, string chinese)
    {
        Assert.Equal(english, Words.For(Language.English).Percent(probability).Replace('\u00a0', ' '));
        Assert.Equal(chinese, Words.For(Language.Chinese).Percent(probability));
    }

    [Theory]
    [InlineData(0.02, "less than 1 in 20")]
    [InlineData(0.06, "about 1 in 10")]
    [InlineData(0.71, "about 7 in 10")]
    [InlineData(0.94, "about 9 in 10")]
    [InlineData(0.97, "more than 19 in 20")]
    public void Frequencies_are_natural(double probability, string english) => Assert.Equal(english, Words.For(Language.English).Frequency(probability));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void What_is_no_probability_is_refused(double value)
    {
        foreach (Language language in Enum.GetValues<Language>())
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Words.For(language).Percent(value));
            Assert.Throws<ArgumentOutOfRangeException>(() => Words.For(language).Frequency(value));
        }
    }

    [Fact]
    public void Letters_tell_the_phases_apart_without_colour()
    {
        foreach (Language language in Enum.GetValues<Language>())
            Assert.Equal(3, Enum.GetValues<Phase>().Select(Words.For(language).Letter).Distinct().Count());
    }

    [Fact]
    public void Dates_say_no_more_than_is_known()
    {
        Words words = Words.For(Language.English);
        Event day = BriefSample.Rows[0] with { Date = new(new DateOnly(2021, 4, 1)), Precision = DatePrecision.Day };

        Assert.Equal("1 Apr 2021", words.Format(day));
        Assert.Equal("Apr 2021", words.Format(day with { Precision = DatePrecision.Month }));
        Assert.Equal("Q2 2021", words.Format(day with { Precision = DatePrecision.Quarter }));
        Assert.Equal("2021", words.Format(day with { Precision = DatePrecision.Year }));
    }

    [Fact]
    public void A_spell_as_old_as_the_record_is_not_said_to_begin_with_it()
    {
        LaneReading known = BriefSample.Brief.Lead, old = known with { Spell = known.Spell! with { Start = known.Path.Signals.Months[0].Month } };
        Assert.False(known.BeganBeforeRecord);
        Assert.True(old.BeganBeforeRecord);
        (Words english, Words chinese) = (Words.For(Language.English), Words.For(Language.Chinese));
        Assert.StartsWith("It began in", english.Since(known), StringComparison.Ordinal);
        Assert.StartsWith("It was under way when the record begins", english.Since(old), StringComparison.Ordinal);
        Assert.StartsWith("It has lasted at least", english.Lasting(old), StringComparison.Ordinal);
        Assert.Equal(("or before", "或更早"), (english.SinceRange(old), chinese.SinceRange(old)));
        Assert.Contains("至今至少", chinese.Lasting(old), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_stands_out_from_its_ground_by_at_least_four_and_a_half()
    {
        foreach (Palette palette in new[] { Palette.Light, Palette.Dark })
            Assert.All(palette.TextPairs, pair => Assert.True(Palette.Contrast(pair.Text, pair.Background) >= 4.5, $"{pair.Name}: {Palette.Contrast(pair.Text, pair.Background)}"));
    }

    [Fact]
    public void Contrast_of_black_and_white_is_twenty_one() => Assert.Equal(21, Palette.Contrast("#000000", "#FFFFFF"), 1e-9);
}
