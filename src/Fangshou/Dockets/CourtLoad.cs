using Fangshou.Numerics;
using MathNet.Numerics.Distributions;

namespace Fangshou.Dockets;

/// <summary>Suits that come to a court, and the judges who hear them.</summary>
/// <remarks>
/// Suits come by chance (Poisson), each takes one judge's time of exponential length, and waits until a judge is free: M/M/c (Erlang 1917; Gross and others 2008, ch. 2).
/// Months are those of working time: while a judge works on other suits, the clock of these stands still.
/// </remarks>
public sealed record CourtLoad
{
    /// <summary>Suits filed a month, λ. 0…1e9.</summary>
    public required double ArrivalsPerMonth { get; init; }

    /// <summary>Judges, c. 1…1,000,000.</summary>
    public required int Judges { get; init; }

    /// <summary>Minutes of a judge's work that a suit takes, on average. Above 0, at most 1e6.</summary>
    public required double MinutesPerCase { get; init; }

    /// <summary>Minutes that a judge has for such suits in a month. Above 0, at most 44,640, which are all of them.</summary>
    public double JudgeMinutesPerMonth { get; init; } = WorkingMinutesPerMonth;

    /// <summary>Suits that wait at the beginning. 0…1e9.</summary>
    public double Backlog { get; init; }

    /// <summary>Working minutes in a month: 250 working days of 8 hours a year, as China's labour authority counts them (notice 3 of 2008).</summary>
    public const double WorkingMinutesPerMonth = 250 * 8 * 60 / 12;

    /// <summary>Suits that the judges can dispose of in a month, cμ.</summary>
    public double Capacity => Judges * JudgeMinutesPerMonth / MinutesPerCase;

    /// <summary>Utilisation ρ: suits filed over suits that can be disposed of. At 1 and above the backlog grows without end.</summary>
    public double Utilisation => ArrivalsPerMonth / Capacity;

    /// <summary>The least number of judges with whom the backlog does not grow without end.</summary>
    public double LeastJudges => Math.Floor(ArrivalsPerMonth * MinutesPerCase / JudgeMinutesPerMonth) + 1;

    /// <summary>Minutes per case at which the judges would just fall behind; infinite without arrivals.</summary>
    public double CriticalMinutes => Judges * JudgeMinutesPerMonth / ArrivalsPerMonth;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; the message names all that are.</exception>
    public void Check()
    {
        string[] faults =
        [
            .. Fault(ArrivalsPerMonth is >= 0 and <= 1e9, nameof(ArrivalsPerMonth), "0 to 1,000,000,000"),
            .. Fault(Judges is >= 1 and <= 1_000_000, nameof(Judges), "1 to 1,000,000"),
            .. Fault(MinutesPerCase is > 0 and <= 1e6, nameof(MinutesPerCase), "above 0, at most 1,000,000"),
            .. Fault(JudgeMinutesPerMonth is > 0 and <= 44_640, nameof(JudgeMinutesPerMonth), "above 0, at most 44,640"),
            .. Fault(Backlog is >= 0 and <= 1e9, nameof(Backlog), "0 to 1,000,000,000"),
        ];
        if (faults.Length > 0)
            throw new ArgumentOutOfRangeException(null, string.Join("; ", faults));

        static string[] Fault(bool isRight, string name, string range) => isRight ? [] : [$"{name} must be {range}"];
    }

    /// <summary>The same court with arrivals times a factor.</summary>
    public CourtLoad Times(double factor) => this with { ArrivalsPerMonth = factor * ArrivalsPerMonth };

    /// <summary>The steady state; null where there is none, at a utilisation of 1 or more.</summary>
    /// <remarks>O(judges).</remarks>
    public SteadyQueue? Steady()
    {
        if (Utilisation >= 1)
            return null;
        double waits = ErlangC(Judges, Judges * Utilisation), waiting = waits * Utilisation / (1 - Utilisation);
        double wait = waits / (Capacity - ArrivalsPerMonth);
        return new SteadyQueue(waits, waiting, wait, wait + (MinutesPerCase / JudgeMinutesPerMonth));
    }

    /// <summary>Probability that all servers are busy when a suit comes (Erlang 1917).</summary>
    /// <param name="servers">c ≥ 1.</param>
    /// <param name="load">Arrivals over the service rate of one server, 0 ≤ a &lt; c.</param>
    /// <remarks>By the recursion of Erlang B, which stays in 0…1 for any number of servers (Gross and others 2008, §2.3–2.4).</remarks>
    internal static double ErlangC(int servers, double load)
    {
        double blocked = 1;
        for (int k = 1; k <= servers; k++)
            blocked = load * blocked / (k + (load * blocked));
        return blocked / (1 - (load / servers * (1 - blocked)));
    }

    /// <summary>Backlog if everything came and went evenly: what waits at first, and what is filed beyond the capacity; never below 0.</summary>
    /// <param name="months">Months from the beginning, ≥ 0.</param>
    public double Fluid(double months) => Math.Max(0, Backlog + ((ArrivalsPerMonth - Capacity) * months));

    /// <summary>P(at most so many suits wait) after some months, by the diffusion that a busy queue comes close to.</summary>
    /// <param name="suits">z ≥ 0.</param>
    /// <param name="months">t &gt; 0.</param>
    /// <remarks>
    /// Brownian motion kept above 0 with drift λ − cμ and variance λ + cμ a month, from <see cref="Backlog"/>:
    /// Φ((z − b − θt)/σ√t) − exp(2θz/σ²) Φ((−z − b − θt)/σ√t) (Harrison 1985, ch. 1). Good where judges are seldom idle; below a utilisation of one half it errs by a suit or two.
    /// </remarks>
    internal double BacklogAtMost(double suits, double months)
    {
        double drift = ArrivalsPerMonth - Capacity, variance = ArrivalsPerMonth + Capacity, spread = Math.Sqrt(variance * months);
        double above = Normal.CDF(0, 1, (suits - Backlog - (drift * months)) / spread);
        // In logarithms: far out the one factor is beyond all numbers and the other below them.
        double reflected = Math.Exp((2 * drift * suits / variance) + NormalTail.LogCdf((-suits - Backlog - (drift * months)) / spread));
        return Math.Clamp(above - reflected, 0, 1);
    }

    /// <summary>The number of waiting suits that is not exceeded with a probability.</summary>
    /// <param name="probability">Strictly between 0 and 1.</param>
    /// <param name="months">Months from the beginning, ≥ 0.</param>
    /// <remarks>By bisection, to a billionth of a suit or, beyond one suit, of the number.</remarks>
    public double BacklogQuantile(double probability, double months)
    {
        if (months <= 0)
            return Backlog;
        double low = 0, high = Fluid(months) + Backlog + (12 * Math.Sqrt((ArrivalsPerMonth + Capacity) * months)) + 1;
        while (high - low > 1e-9 * Math.Max(1, high))
        {
            double middle = (low + high) / 2;
            if (BacklogAtMost(middle, months) < probability)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }
}

/// <summary>A court in its steady state.</summary>
/// <param name="WaitProbability">Chance that a suit must wait for a judge.</param>
/// <param name="Waiting">Mean number of suits that wait.</param>
/// <param name="WaitMonths">Mean wait until a judge takes a suit up, months of working time; 0 for those that need not wait among them.</param>
/// <param name="TotalMonths">The same with the judge's work.</param>
public readonly record struct SteadyQueue(double WaitProbability, double Waiting, double WaitMonths, double TotalMonths);
