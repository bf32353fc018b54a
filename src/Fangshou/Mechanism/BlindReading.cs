using System.Runtime.Intrinsics;
using Fangshou.Numerics;
using Fangshou.Phases;
using Lane = System.Runtime.Intrinsics.Vector512<double>;

namespace Fangshou.Mechanism;

/// <summary>Phases read from the acts of a simulated run alone, as a stranger would read them: nothing of the state behind them is known.</summary>
/// <remarks>
/// The most probable path of a hidden semi-Markov chain with fixed rates: Poisson counts, a shortest stay of six months and a geometric rest, as
/// <see cref="SemiMarkovModel"/> with such a dwell would find it. The rest being geometric, each phase is a row of six months of which only the last can be left,
/// and eight replicates are read at once. O(T·K) time for each sector and group of replicates.
/// </remarks>
public sealed class BlindReading
{
    /// <summary>Shortest stay, months.</summary>
    public const int ShortestStay = 6;

    /// <summary>P(a stay goes on for another month) after the shortest stay.</summary>
    public const double GoingOn = 0.985;

    const int Phases = 3;

    readonly byte[] phases;
    readonly int sectors;

    BlindReading(int from, int months, int replicates, int sectors)
    {
        From = from;
        Months = months;
        Replicates = replicates;
        this.sectors = sectors;
        phases = new byte[checked((long)replicates * sectors * months)];
    }

    /// <summary>The first month that was read.</summary>
    public int From { get; }

    /// <summary>How many months were read.</summary>
    public int Months { get; }

    /// <summary>Replicates.</summary>
    public int Replicates { get; }

    /// <summary>Restrictive acts a month in each phase.</summary>
    internal static ReadOnlySpan<double> RestrictiveRate => [0.35, 3.6, 0.7];

    /// <summary>Loosening acts a month in each phase.</summary>
    internal static ReadOnlySpan<double> LooseningRate => [0.35, 0.35, 1.3];

    /// <summary>P(phase of the first month).</summary>
    internal static ReadOnlySpan<double> Initial => [0.9, 0.05, 0.05];

    /// <summary>P(next phase | phase left), rows are "from".</summary>
    internal static ReadOnlySpan<double> Next => [0, 0.9, 0.1, 0.15, 0, 0.85, 0.8, 0.2, 0];

    /// <summary>Phases of one replicate and sector, a byte a month: 0 lax, 1 crackdown, 2 easing.</summary>
    public ReadOnlySpan<byte> Path(int replicate, int sector) => phases.AsSpan(((replicate * sectors) + sector) * Months, Months);

    /// <summary>Reads all replicates and sectors of a history.</summary>
    /// <param name="history">Needs the series of restrictive and loosening acts.</param>
    /// <param name="from">First month read; earlier ones are the run's warming up.</param>
    /// <param name="threads">How many threads; the reading does not depend on it.</param>
    public static BlindReading Of(History history, int from, int threads) => Of(history, from, history?.Months ?? 0, threads);

    /// <summary>Reads all replicates and sectors of a history up to a month, as if the rest had not happened yet.</summary>
    /// <param name="history">Needs the series of restrictive and loosening acts.</param>
    /// <param name="from">First month read.</param>
    /// <param name="until">First month not read.</param>
    /// <param name="threads">How many threads; the reading does not depend on it.</param>
    public static BlindReading Of(History history, int from, int until, int threads)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(until, history.Months);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, until);
        BlindReading reading = new(from, until - from, history.Replicates, history.Sectors);
        Parallel.For(0, history.Plan.Groups, new ParallelOptions { MaxDegreeOfParallelism = threads }, group =>
        {
            byte[] came = new byte[reading.Months * 2 * Phases];
            for (int s = 0; s < history.Sectors; s++)
                reading.Read(history, group, s, came);
        });
        return reading;
    }

    /// <param name="history">The run.</param>
    /// <param name="group">Group of eight replicates.</param>
    /// <param name="sector">Position of the sector.</param>
    /// <param name="came">Workspace: for each month and phase, one bit a lane: whether its last place was reached by staying, and which of two phases its first place was reached from.</param>
    void Read(History history, int group, int sector, byte[] came)
    {
        Span<Lane> score = stackalloc Lane[Phases * ShortestStay], last = stackalloc Lane[Phases], emission = stackalloc Lane[Phases];
        score.Fill(Vector512.Create(-1e9));
        for (int k = 0; k < Phases; k++)
            score[(k * ShortestStay) + ShortestStay - 1] = Vector512.Create(RealMath.Log(Initial[k]));
        Lane stay = Vector512.Create(RealMath.Log(GoingOn));
        for (int t = 0; t < Months; t++)
        {
            Emit(history, group, sector, From + t, emission);
            if (t > 0)
            {
                for (int k = 0; k < Phases; k++)
                    last[k] = score[(k * ShortestStay) + ShortestStay - 1];
                for (int k = 0; k < Phases; k++)
                {
                    Span<Lane> row = score.Slice(k * ShortestStay, ShortestStay);
                    (int first, int second) = (k == 0 ? 1 : 0, k == 2 ? 1 : 2);
                    Lane one = last[first] + Leaving(first, k), two = last[second] + Leaving(second, k);
                    Lane staying = row[^1] + stay, stays = Vector512.GreaterThan(staying, row[^2]), fromSecond = Vector512.GreaterThan(two, one);
                    came[((t * Phases) + k) * 2] = (byte)stays.ExtractMostSignificantBits();
                    came[(((t * Phases) + k) * 2) + 1] = (byte)fromSecond.ExtractMostSignificantBits();
                    row[^1] = Vector512.ConditionalSelect(stays, staying, row[^2]);
                    for (int j = ShortestStay - 2; j > 0; j--)
                        row[j] = row[j - 1];
                    row[0] = Vector512.ConditionalSelect(fromSecond, two, one);
                }
            }

            for (int j = 0; j < score.Length; j++)
                score[j] += emission[j / ShortestStay];
        }

        for (int lane = 0; lane < RunPlan.GroupSize && (group * RunPlan.GroupSize) + lane < Replicates; lane++)
            Trace(score, came, lane, phases.AsSpan(((((group * RunPlan.GroupSize) + lane) * sectors) + sector) * Months, Months));
    }

    static Lane Leaving(int from, int to) => Vector512.Create(RealMath.Log(Next[(from * Phases) + to] * (1 - GoingOn)));

    /// <summary>ln P(the month's acts | phase), nats, up to what is the same for all phases.</summary>
    static void Emit(History history, int group, int sector, int month, Span<Lane> emission)
    {
        Lane restrictive = Widen(history.Row(Series.Restrictive, group, month), sector), loosening = Widen(history.Row(Series.Loosening, group, month), sector);
        for (int k = 0; k < Phases; k++)
            emission[k] = (restrictive * Vector512.Create(RealMath.Log(RestrictiveRate[k]))) + (loosening * Vector512.Create(RealMath.Log(LooseningRate[k]))) - Vector512.Create(RestrictiveRate[k] + LooseningRate[k]);
    }

    static Lane Widen(ReadOnlySpan<float> row, int sector)
    {
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Create(row.Slice(sector * RunPlan.GroupSize, RunPlan.GroupSize)));
        return Vector512.Create(low, high);
    }

    static void Trace(ReadOnlySpan<Lane> score, ReadOnlySpan<byte> came, int lane, Span<byte> path)
    {
        int place = 0;
        for (int j = 1; j < score.Length; j++)
            place = score[j][lane] > score[place][lane] ? j : place;
        for (int t = path.Length - 1; t >= 0; t--)
        {
            int phase = place / ShortestStay, step = place % ShortestStay;
            path[t] = (byte)phase;
            ReadOnlySpan<byte> bits = came.Slice(((t * Phases) + phase) * 2, 2);
            if (step == ShortestStay - 1)
                place -= (bits[0] >> lane & 1) == 1 ? 0 : 1;
            else if (step > 0)
                place--;
            else
                place = ((((bits[1] >> lane & 1) == 1 ? (phase == 2 ? 1 : 2) : (phase == 0 ? 1 : 0)) + 1) * ShortestStay) - 1;
        }
    }
}
