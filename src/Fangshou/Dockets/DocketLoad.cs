using System.Collections.Immutable;

namespace Fangshou.Dockets;

/// <summary>What dockets of one claimant say about a court's load.</summary>
public sealed record DocketLoad
{
    /// <summary>The docket that counts the suits.</summary>
    public required Docket Suits { get; init; }

    /// <summary>The docket that tells the suits for each judge and year; null when none does.</summary>
    public required Docket? Pace { get; init; }

    /// <summary>Suits a month, spread evenly over the years counted.</summary>
    public double ArrivalsPerMonth => Suits.Cases!.Value / Suits.Years / 12;

    /// <summary>Judges who would be kept wholly busy at the pace told; null without one.</summary>
    public double? JudgesWorth => Pace?.YearlyPerJudge is > 0 and double pace ? ArrivalsPerMonth * 12 / pace : null;

    /// <summary>Minutes per case if a judge did nothing else; null without a pace.</summary>
    /// <param name="judgeMinutesPerMonth">Minutes that a judge has in a month.</param>
    public double? MinutesPerCase(double judgeMinutesPerMonth) => Pace?.YearlyPerJudge is > 0 and double pace ? judgeMinutesPerMonth * 12 / pace : null;

    /// <summary>Takes the docket with the most suits, and that with the most suits for each judge; null when no suits are counted.</summary>
    /// <param name="dockets">Dockets of one claimant.</param>
    public static DocketLoad? Of(ImmutableArray<Docket> dockets) => dockets.Where(d => d.Cases > 0).MaxBy(d => d.Cases) is { } suits
        ? new DocketLoad { Suits = suits, Pace = dockets.Where(d => d.YearlyPerJudge > 0).MaxBy(d => d.YearlyPerJudge) }
        : null;
}
