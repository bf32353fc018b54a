using System.Collections.Immutable;

namespace Fangshou.Claims;

/// <summary>What the evidence says of a sentence.</summary>
public enum Verdict
{
    /// <summary>Every test holds.</summary>
    Supported,

    /// <summary>Every test that could be decided fails.</summary>
    Contradicted,

    /// <summary>Some tests hold and some fail, or some hold and others cannot be decided.</summary>
    Mixed,

    /// <summary>No test could be decided.</summary>
    NotEnough,
}

/// <summary>On which side of a number the evidence must lie.</summary>
public enum Side
{
    /// <summary>At or above it; for a day, on it or after.</summary>
    AtLeast,

    /// <summary>At or below it; for a day, on it or before.</summary>
    AtMost,
}

/// <summary>A part of a claim that the evidence can refute.</summary>
/// <param name="Says">What it says, in words.</param>
/// <param name="Measure">The number asked for.</param>
/// <param name="Side">On which side of the threshold it must lie.</param>
/// <param name="Threshold">The threshold, in the measure's unit; a day as <see cref="DateOnly.DayNumber"/>.</param>
public sealed record ClaimTest(string Says, Measure Measure, Side Side, double Threshold)
{
    /// <summary>What it says in Chinese; empty where nobody has translated it.</summary>
    public string SaysZh { get; init; } = "";

    /// <summary>Asks the evidence.</summary>
    /// <remarks>Undecided when there is no number, and when its interval holds numbers on both sides.</remarks>
    public TestResult Check(Evidence evidence)
    {
        Measurement found = Measure.Take(evidence);
        Verdict verdict = found.Lacking.Length > 0 ? Verdict.NotEnough
            : Side == Side.AtLeast ? Of(found.Low >= Threshold, found.High < Threshold)
            : Of(found.High <= Threshold, found.Low > Threshold);
        return new TestResult(this, found, verdict);

        static Verdict Of(bool holds, bool fails) => holds ? Verdict.Supported : fails ? Verdict.Contradicted : Verdict.NotEnough;
    }
}

/// <summary>What came of a test.</summary>
/// <param name="Test">The test.</param>
/// <param name="Found">The number.</param>
/// <param name="Verdict">Supported, contradicted, or not enough evidence.</param>
public sealed record TestResult(ClaimTest Test, Measurement Found, Verdict Verdict);

/// <summary>A sentence about regulation, turned into tests.</summary>
public sealed record Claim
{
    /// <summary>A slug.</summary>
    public required string Id { get; init; }

    /// <summary>The sentence, in our words.</summary>
    public required string Sentence { get; init; }

    /// <summary>The sentence in Chinese; empty where nobody has translated it, as with the other Chinese texts.</summary>
    public string SentenceZh { get; init; } = "";

    /// <summary>Who said it, and where.</summary>
    public required string By { get; init; }

    /// <summary>The same in Chinese.</summary>
    public string ByZh { get; init; } = "";

    /// <summary>When.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Where it can be read.</summary>
    public required string Source { get; init; }

    /// <summary>What would refute it, in words.</summary>
    public required string RefutedBy { get; init; }

    /// <summary>The same in Chinese.</summary>
    public string RefutedByZh { get; init; } = "";

    /// <summary>What cannot be tested of it, or why a threshold is what it is; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>The same in Chinese.</summary>
    public string NoteZh { get; init; } = "";

    /// <summary>True when every text that is there is there in Chinese too.</summary>
    public bool IsInChinese => SentenceZh.Length > 0 && ByZh.Length > 0 && RefutedByZh.Length > 0 && (Note.Length == 0 || NoteZh.Length > 0) && Tests.All(test => test.SaysZh.Length > 0);

    /// <summary>The tests, at least one.</summary>
    public required ImmutableArray<ClaimTest> Tests { get; init; }

    /// <summary>Asks the evidence.</summary>
    public ClaimResult Check(Evidence evidence)
    {
        ImmutableArray<TestResult> results = [.. Tests.Select(test => test.Check(evidence))];
        int hold = results.Count(r => r.Verdict == Verdict.Supported), fail = results.Count(r => r.Verdict == Verdict.Contradicted);
        Verdict verdict = hold + fail == 0 ? Verdict.NotEnough : hold == results.Length ? Verdict.Supported : hold == 0 ? Verdict.Contradicted : Verdict.Mixed;
        return new ClaimResult(this, results, verdict);
    }
}

/// <summary>What came of a claim.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Tests">Its tests, in their order.</param>
/// <param name="Verdict">What they say together.</param>
public sealed record ClaimResult(Claim Claim, ImmutableArray<TestResult> Tests, Verdict Verdict);
