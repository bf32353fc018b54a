using System.Collections.Immutable;
using CsCheck;
using Fangshou.Ledger;
using Fangshou.Strictness;

namespace Fangshou.Tests.Strictness;

public class TextStrictnessTests
{
    internal static readonly ImmutableArray<StrictnessTerm> Terms =
        StrictnessTermReader.Read(name => File.Exists(At(name)) ? File.OpenRead(At(name)) : null, null);

    /// <summary>Invented sentences, each with the categories of its hits in order.</summary>
    internal static readonly (string Sentence, TermCategory[] Hits)[] Planted =
    [
        ("Every kite maker shall keep a record of sales.", [TermCategory.Obligation]),
        ("No kite shall fly at night, and a maker must not sell one.", [TermCategory.Obligation, TermCategory.Prohibition]),
        ("A maker who sells one is fined EUR 5 000.", [TermCategory.SanctionAmount]),
        ("The penalty is EUR 20 million or 4 % of annual turnover.", [TermCategory.SanctionAmount, TermCategory.SanctionAmount]),
        ("Toy kites are exempt unless they are large.", [TermCategory.Exemption, TermCategory.Exemption]),
        ("The town encourages kites and gives subsidies.", [TermCategory.Promotion, TermCategory.Promotion]),
        ("Makers take appropriate care in a timely way.", [TermCategory.Vague, TermCategory.Vague]),
        ("This rule shall apply from May 2031.", [TermCategory.Constitutive]),
        ("A maker may lend a kite.", [TermCategory.Permission]),
        ("The sky is blue.", []),
        ("风筝制造者应当登记销售情况。", [TermCategory.Obligation]),
        ("任何人不得在夜间放风筝。", [TermCategory.Prohibition]),
        ("违反规定的，处一万元以上十万元以下罚款。", [TermCategory.SanctionAmount]),
        ("情节严重的，由主管部门吊销许可证。", [TermCategory.Vague, TermCategory.Sanction]),
        ("儿童风筝除外。", [TermCategory.Exemption]),
        ("国家鼓励和支持风筝发展。", [TermCategory.Promotion, TermCategory.Promotion]),
        ("本规定所称风筝，是指纸制飞行物。", [TermCategory.Constitutive, TermCategory.Constitutive]),
        ("天空是蓝的。", []),
    ];

    static readonly Gen<string[]> texts = Gen.Int[0, Planted.Length - 1].Array[0, 20].Select(which => which.Select(i => Planted[i].Sentence).ToArray());

    static string At(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    static TextStrictness Read(params IEnumerable<string> paragraphs) => TextStrictness.Of(RuleText.Read("kites", string.Join("\n\n", paragraphs)), Terms);

    static int[] Counts(TextStrictness read) => [.. Enum.GetValues<TermCategory>().Select(category => read.Rate(category).Count)];

    public static TheoryData<int> Sentences => [.. Enumerable.Range(0, Planted.Length)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_planted_sentence_is_counted_as_planted(int i)
    {
        (string sentence, TermCategory[] hits) = Planted[i];
        TextStrictness read = Read(sentence);
        Assert.Equal(hits, read.Hits.Select(hit => hit.Term.Category));
        Assert.Equal(sentence.Any(c => c > '\u3400') ? TextLanguage.Chinese : TextLanguage.English, read.Language);
    }

    [Fact]
    public void Every_category_is_planted_in_both_languages_but_permission() => Assert.All(
        Enum.GetValues<TermCategory>().Except([TermCategory.Permission, TermCategory.Sanction]),
        category => Assert.Equal(2, Planted.Where(p => p.Hits.Contains(category)).Select(p => p.Sentence.Any(c => c > '\u3400')).Distinct().Count()));

    [Fact]
    public void Counts_of_a_text_are_those_of_its_sentences() => texts.Sample(sentences =>
        Assert.Equal(
            Enum.GetValues<TermCategory>().Select(category => sentences.Sum(s => Planted.Single(p => p.Sentence == s).Hits.Count(c => c == category))),
            Counts(Read(sentences))));

    [Fact]
    public void The_order_of_paragraphs_changes_no_count() => Gen.Select(texts, Gen.Int[0, 20]).Sample((sentences, turn) =>
        Assert.Equal(Counts(Read(sentences)), Counts(Read(sentences.Skip(turn).Concat(sentences.Take(turn))))));

    [Fact]
    public void Hits_stand_where_they_say_and_never_overlap() => texts.Sample(sentences =>
    {
        TextStrictness read = Read(sentences);
        Assert.All(read.Hits, hit => Assert.Equal(hit.Text, read.Text.Sentences[hit.Sentence].Text.Substring(hit.Place, hit.Text.Length)));
        Assert.All(read.Hits.Zip(read.Hits.Skip(1)), pair => Assert.True(pair.First.Sentence < pair.Second.Sentence || pair.First.Place + pair.First.Text.Length <= pair.Second.Place));
    });

    [Fact]
    public void A_text_twice_over_has_the_same_rates_and_the_same_index() => texts.Where(s => s.Length > 0).Sample(sentences =>
    {
        TextStrictness once = Read(sentences), twice = Read([.. sentences, .. sentences]);
        Assert.All(Enum.GetValues<TermCategory>(), category => Assert.Equal(once.Rate(category).PerThousand, twice.Rate(category).PerThousand, 1e-9));
        Assert.Equal(once.Index(1).Value, twice.Index(1).Value, 1e-12);
    });

    [Fact]
    public void The_index_lies_in_its_interval_and_is_the_same_every_time() => texts.Sample(sentences =>
    {
        StrictnessIndex index = Read(sentences).Index(7), again = Read(sentences).Index(7);
        Assert.Equal(index, again);
        if (!double.IsNaN(index.Value))
            Assert.True(index.Low <= index.Value + 1e-12 && index.Value <= index.High + 1e-12);
    }, iter: 20);

    [Fact]
    public void A_stricter_word_raises_the_index_and_a_softer_one_lowers_it()
    {
        string[] text = ["Makers must keep records.", "Makers take reasonable care."];
        Assert.True(Read([.. text, "Sellers must not lie."]).Index(1).Value > Read(text).Index(1).Value);
        Assert.True(Read([.. text, "The town supports sellers."]).Index(1).Value < Read(text).Index(1).Value);
        Assert.True(double.IsNaN(Read("The sky is blue.").Index(1).Low));

        // One hit proves little.
        Assert.Equal(0.2065, Read("Makers must sing.").Index(1).Low, 1e-4);
        Assert.True(double.IsNaN(Read("").Rate(TermCategory.Vague).PerThousand));
    }

    [Fact]
    public void A_hit_is_found_on_its_line()
    {
        TextStrictness read = TextStrictness.Of(RuleText.Read("x", "# Kites\n\nThe sky is blue, and\nevery maker shall keep\nrecords. A seller must\nnot lie.\n\n- One shall sing.\n\n第一条 制造者\n应当登记。"), Terms);
        Assert.Equal([("shall", 4), ("must not", 5), ("shall", 8), ("应当", 11)], read.Hits.Select(hit => (hit.Text, hit.Line)));
        Assert.Equal("第一条 制造者应当登记。", read.Text.Sentences[^1].Text);
    }

    [Fact]
    public void Marks_comments_code_and_addresses_are_no_text()
    {
        RuleText text = RuleText.Read("x", "<!-- shall\nshall -->\n## Duties\n```\nshall\n```\n> **A maker** [must](https://example.org/shall) sing. See https://example.org/must-not now.\n1. See Art. 5 and No. 7 here. Then stop.");
        Assert.Equal(["Duties", "A maker must sing.", "See now.", "See Art. 5 and No. 7 here.", "Then stop."], text.Sentences.Select(s => s.Text.Replace("  ", " ", StringComparison.Ordinal)));
        Assert.Equal("must", Assert.Single(TextStrictness.Of(text, Terms).Hits).Text);
    }

    [Fact]
    public void Sentences_read_again_are_the_same_sentences() => texts.Sample(sentences =>
    {
        RuleText text = RuleText.Read("x", string.Join(' ', sentences));
        string[] read = [.. text.Sentences.Select(s => s.Text)];
        Assert.Equal(read, RuleText.Read("x", string.Join("\n\n", read)).Sentences.Select(s => s.Text));
        Assert.Equal(string.Concat(sentences).Count(c => !char.IsWhiteSpace(c)), text.Sentences.Sum(s => s.Characters));
    });

    /// <summary>Texts over which a reader with quadratic steps would sit until the tests are stopped.</summary>
    [Theory]
    [InlineData("<!-- ")]
    [InlineData("[a](")]
    [InlineData("[[")]
    [InlineData("shall ")]
    [InlineData("shall.\n")]
    [InlineData("应当\n")]
    [InlineData("除")]
    public void A_long_text_of_one_thing_is_read_and_holds_no_more_than_was_written(string piece)
    {
        const int Characters = 1_000_000;
        RuleText text = RuleText.Read("x", string.Concat(Enumerable.Repeat(piece, Characters / piece.Length)));
        Assert.InRange(text.Sentences.Sum(s => s.Characters), 0, Characters);
        Assert.InRange(TextStrictness.Of(text, Terms).Hits.Length, 0, Characters);
    }

    [Theory]
    [InlineData("[a-z", "the pattern is none")]
    [InlineData("(?<=a)b", "the pattern is none")]
    [InlineData("a*", "matches nothing at all")]
    public void A_pattern_that_is_none_is_told_with_its_line(string pattern, string message)
    {
        Ledger.MemoryPackage package = new Ledger.MemoryPackage().Set(StrictnessTermReader.File, "id,language,category,pattern,source,note", "one,en,vague,fair,s,n", $"two,en,vague,{pattern},s,n");
        Finding fault = Assert.Single(Assert.Throws<LedgerFormatException>(() => StrictnessTermReader.Read(package.Open, null)).Findings);
        Assert.Equal((StrictnessTermReader.File, 3, "pattern"), (fault.File, fault.Row, fault.Column));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }
}
