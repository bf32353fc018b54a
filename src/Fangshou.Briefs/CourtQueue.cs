using System.Collections.Immutable;
using Fangshou.Dockets;
using Fangshou.Store;

namespace Fangshou.Briefs;

/// <summary>What somebody wrote about a court; null = not given.</summary>
/// <param name="Claimant">Whose dockets tell what is not given.</param>
/// <param name="Arrivals">Suits a month.</param>
/// <param name="Judges">Judges.</param>
/// <param name="Minutes">Minutes of a judge's work for a suit.</param>
/// <param name="JudgeMinutes">Minutes that a judge has in a month.</param>
/// <param name="Backlog">Suits that wait at the beginning.</param>
/// <param name="Months">Months to follow.</param>
/// <param name="Times">Streams of arrivals as multiples, with commas between.</param>
sealed record CourtText(string? Claimant, string? Arrivals, string? Judges, string? Minutes, string? JudgeMinutes, string? Backlog, string? Months, string? Times);

/// <summary>When a court's backlog explodes.</summary>
/// <param name="Claimant">Whose suits; null for a court of one's own.</param>
/// <param name="Told">The dockets that the numbers come from; null without.</param>
/// <param name="Load">The court.</param>
/// <param name="Outlooks">One for each stream of arrivals.</param>
public sealed record CourtQueue(string? Claimant, DocketLoad? Told, CourtLoad Load, ImmutableArray<CourtOutlook> Outlooks)
{
    const int MostTimes = 6, UsualMonths = 36;
    const string UsualTimes = "0.5,1,1.5,2";
    const double MostArrivals = 1e9;

    static readonly double[] minutesShown = [15, 30, 60, 120, 240, 480];

    /// <summary>Months followed.</summary>
    public int Horizon => Outlooks[0].Months.Length - 1;

    /// <summary>Judges that the arrivals keep busy.</summary>
    public double JudgesWorth => Load.ArrivalsPerMonth * Load.MinutesPerCase / Load.JudgeMinutesPerMonth;

    /// <summary>Minutes for a suit beside the court's own, for the table of least judges.</summary>
    public IEnumerable<double> MinutesShown => minutesShown.Append(Load.MinutesPerCase).Distinct().Order();

    /// <summary>The least number of judges of each stream if a suit took so many minutes.</summary>
    public IEnumerable<double> LeastJudges(double minutes) => Outlooks.Select(outlook => (outlook.Load with { MinutesPerCase = minutes }).LeastJudges);

    /// <summary>Reads what somebody wrote.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="dockets">The claimant's; none without a claimant.</param>
    /// <param name="called">What each number is called where it was written.</param>
    /// <exception cref="RefusedException">It makes no sense; the message names every fault.</exception>
    internal static CourtQueue Read(CourtText text, ImmutableArray<Docket> dockets, Func<string, string> called)
    {
        List<string> faults = [];
        DocketLoad? told = text.Claimant is null ? null : DocketLoad.Of(dockets)
            ?? throw new RefusedException(Fault.NotFound, $"no docket of '{Texts.Printable(text.Claimant)}' counts suits; give {called("arrivals")}, {called("judges")} and {called("minutes")}.");
        double month = Number("judge-minutes", text.JudgeMinutes, (name, value) => NumberText.Positive(name, value, 44_640)) ?? CourtLoad.WorkingMinutesPerMonth;
        double? suits = Number("arrivals", text.Arrivals, (name, value) => NumberText.Number(name, value, 0, MostArrivals)) ?? told?.ArrivalsPerMonth;
        double? work = Number("minutes", text.Minutes, (name, value) => NumberText.Positive(name, value, 1e6)) ?? told?.MinutesPerCase(month);
        double? bench = Number("judges", text.Judges, (name, value) => NumberText.Whole(name, value, 1, 1_000_000))
            ?? (told is not null && suits is { } filed && work is { } each ? Math.Clamp(Math.Ceiling(filed * each / month), 1, 1_000_000) : null);
        double backlog = Number("backlog", text.Backlog, (name, value) => NumberText.Number(name, value, 0, 1e9)) ?? 0;
        double months = Number("months", text.Months, (name, value) => NumberText.Whole(name, value, 1, 1200)) ?? UsualMonths;
        ImmutableArray<double> times = Times(text.Times ?? UsualTimes, called("times"), faults);
        string[] missing = [.. suits is null ? [called("arrivals")] : Array.Empty<string>(), .. bench is null ? [called("judges")] : Array.Empty<string>(), .. work is null ? [called("minutes")] : Array.Empty<string>()];
        if (faults.Count == 0 && missing.Length > 0)
            faults.Add(told is null
                ? $"{string.Join(", ", missing)} missing; give them, or {called("claimant")} to take them from the dockets, such as Lakala."
                : $"the dockets of '{Texts.Printable(text.Claimant!)}' tell no suits for each judge; give {string.Join(", ", missing)}.");
        if (times.Any(factor => factor * suits > MostArrivals))
            faults.Add($"{called("times")}: more than 1,000,000,000 suits a month.");
        if (faults.Count > 0)
            throw new RefusedException(Fault.Usage, string.Join(' ', faults));
        CourtLoad load = new() { ArrivalsPerMonth = suits!.Value, Judges = (int)bench!.Value, MinutesPerCase = work!.Value, JudgeMinutesPerMonth = month, Backlog = backlog };
        return new CourtQueue(text.Claimant, told, load, [.. times.Select(factor => CourtOutlook.Of(load, factor, (int)months))]);

        double? Number(string what, string? written, Func<string, string, double> read)
        {
            try
            {
                return written is null ? null : read(called(what), written);
            }
            catch (RefusedException fault)
            {
                faults.Add(fault.Message);
                return null;
            }
        }
    }

    static ImmutableArray<double> Times(string text, string called, List<string> faults)
    {
        string[] parts = text.Split(',');
        try
        {
            if (parts.Length <= MostTimes)
                return [.. parts.Select(part => NumberText.Number(called, part.Trim(), 0, 1000)).Distinct().Order()];
            faults.Add($"{called} takes at most {MostTimes} numbers.");
        }
        catch (RefusedException fault)
        {
            faults.Add(fault.Message);
        }

        return [];
    }
}
