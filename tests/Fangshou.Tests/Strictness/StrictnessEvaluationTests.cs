using System.Collections.Immutable;
using CsCheck;
using Fangshou.Strictness;

namespace Fangshou.Tests.Strictness;

public class StrictnessEvaluationTests
{
    /// <summary>Invented: regulatory sentences have a duty, constitutive ones have none; the other words are shared.</summary>
    static readonly ImmutableArray<LabelledText> kites =
    [
        .. Enumerable.Range(0, 60).Select(i => i % 2 == 0
            ? new LabelledText($"Maker {Name(i)} of kites {((string[])["shall", "must", "must not", "is required to"])[i / 2 % 4]} sing in the town.", "regulatory")
            : new LabelledText($"Maker {Name(i)} of kites lives and was seen to sing in the town.", "constitutive")),
    ];

    static string Name(int i) => new([.. $"{i:00}".Select(digit => (char)('a' + digit - '0'))]);

    static StrictnessEvaluation Evaluate(ImmutableArray<LabelledText> texts) => StrictnessEvaluation.Of(texts, TextStrictnessTests.Terms, 1);

    static MethodScore Of(StrictnessEvaluation result, string method) => result.Scores.Single(score => score.Name == method);

    [Fact]
    public void Labels_that_follow_the_terms_are_found_by_the_terms_and_the_rule()
    {
        StrictnessEvaluation result = Evaluate(kites);
        Assert.Equal(1, Of(result, "terms").Accuracy);
        Assert.Equal(1, Of(result, "rule").Accuracy);
        Assert.InRange(Of(result, "majority").Balanced, 0.3, 0.6);
        Assert.Equal([("constitutive", 30), ("regulatory", 30)], result.Classes);
        Assert.Null(result.Tau);
    }

    /// <summary>Every text has words of its own and nothing in common with others: whoever finds its label has seen it.</summary>
    [Fact]
    public void Nothing_is_learnt_from_the_text_itself()
    {
        StrictnessEvaluation result = Evaluate([.. Enumerable.Range(0, 80).Select(i => new LabelledText($"{Name(i)}x {Name(i)}y {Name(i)}z", i % 4 == 0 ? "rare" : "common"))]);
        Assert.Equal(Of(result, "majority").Correct, Of(result, "words").Correct);
        Assert.Equal(0.75, Of(result, "words").Accuracy, 1e-12);
        Assert.Equal(0.5, Of(result, "words").Balanced, 1e-12);
        Assert.DoesNotContain(result.Scores, score => score.Name == "rule");
    }

    [Fact]
    public void The_order_of_texts_changes_nothing()
    {
        StrictnessEvaluation expected = Evaluate(kites);
        Gen.Shuffle(kites.ToArray()).Sample(shuffled => Assert.Equal(expected.Scores, Evaluate([.. shuffled]).Scores), iter: 10);
    }

    [Fact]
    public void A_level_that_follows_the_index_has_a_high_rank_correlation_and_its_reverse_a_low_one()
    {
        ImmutableArray<LabelledText> Texts(int sign) => [.. kites.Select(text => text with { Label = text.Label == "regulatory" ? "3" : "1", Level = sign * (text.Label == "regulatory" ? 3 : 1) })];
        Assert.Equal(1, Evaluate(Texts(1)).Tau!.Value.Value, 1e-12);
        Assert.Equal(-1, Evaluate(Texts(-1)).Tau!.Value.Value, 1e-12);
    }

    [Fact]
    public void Too_few_texts_or_labels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Evaluate(kites[..9]));
        Assert.Throws<ArgumentException>(() => Evaluate([.. kites.Where(text => text.Label == "regulatory")]));
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 1, 2, 3, 4 }, 1)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 4, 3, 2, 1 }, -1)]
    [InlineData(new double[] { 1, 2, 2, 3 }, new double[] { 1, 2, 3, 3 }, 0.8)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 3, 4, 1, 2, 5 }, 0.2)]
    [InlineData(new double[] { 1, 1, 1 }, new double[] { 1, 2, 3 }, double.NaN)]
    public void Rank_correlation_by_hand(double[] x, double[] y, double tau) => Assert.Equal(tau, StrictnessEvaluation.KendallTau(x, y), 1e-12);

    /// <summary>Manning, Raghavan and Schütze (2008), Introduction to Information Retrieval, example 13.1.</summary>
    [Fact]
    public void Naive_Bayes_labels_the_example_of_the_textbook()
    {
        NaiveBayes classifier = new([
            (["Chinese", "Beijing", "Chinese"], "yes"), (["Chinese", "Chinese", "Shanghai"], "yes"),
            (["Chinese", "Macao"], "yes"), (["Tokyo", "Japan", "Chinese"], "no")]);
        Assert.Equal("yes", classifier.Label(["Chinese", "Chinese", "Chinese", "Tokyo", "Japan"]));
        Assert.Equal("no", classifier.Label(["Chinese", "Tokyo", "Japan"]));
        Assert.Equal("yes", classifier.Label(["Osaka"]));
    }
}
