using CsCheck;
using Fangshou.Mechanism;
using Fangshou.Phases;

namespace Fangshou.Tests.Mechanism.Oracles;

/// <summary>The fast reading of simulated acts is the semi-Markov path of the measurement of real ones, with the dwell that it states.</summary>
public class BlindReadingOracle
{
    const int Months = 150, Phases = 3;

    [Fact]
    public void A_path_is_as_probable_as_the_best_one_of_the_semi_Markov_model()
    {
        SemiMarkovModel model = Model();
        History history = EnsembleRun.Run(
            new RunPlan { World = MechanismSample.China, Parameters = [ParameterSet.Core, ParameterSet.Default], Replicates = 16, Months = Months + 100, Seed = 9 }, 2);
        BlindReading reading = BlindReading.Of(history, 100, 2);
        int crackdowns = 0;
        for (int r = 0; r < history.Replicates; r++)
            for (int s = 0; s < history.Sectors; s++)
            {
                double[] emission = Emission(history, r, s);
                int[] best = new int[Months];
                double logBest = model.Viterbi(emission, best);
                int[] read = [.. reading.Path(r, s).ToArray().Select(phase => (int)phase)];
                crackdowns += read.Contains((int)Phase.Crackdown) ? 1 : 0;

                // Two paths may be equally probable; then either will do.
                if (!read.SequenceEqual(best))
                    Assert.Equal(logBest, LogProbability(read, emission), 1e-7);
            }

        Assert.InRange(crackdowns, 60, history.Replicates * history.Sectors);
    }

    /// <summary>Against every path of a short run: the first stay may be short, a later one may not.</summary>
    [Fact]
    public void No_path_of_any_short_series_is_more_probable() => Gen.Int[0, 6].Array[2 * 9].Sample(
        counts =>
        {
            const int Short = 9;
            History history = new(new RunPlan { World = MechanismSample.China, Parameters = [ParameterSet.Core], Replicates = 1, Months = Short, Seed = 1 });
            for (int t = 0; t < Short; t++)
                (history.Row(Series.Restrictive, 0, t)[0], history.Row(Series.Loosening, 0, t)[0]) = (counts[t], counts[Short + t]);
            double[] emission = Emission(history, 0, 0, 0, Short);
            double found = LogProbability([.. BlindReading.Of(history, 0, 1).Path(0, 0).ToArray().Select(phase => (int)phase)], emission), best = double.NegativeInfinity;
            for (int code = 0; code < 19683; code++)
            {
                int[] path = new int[Short];
                for (int t = 0, rest = code; t < Short; t++, rest /= Phases)
                    path[t] = rest % Phases;
                best = Math.Max(best, LogProbability(path, emission));
            }

            Assert.Equal(best, found, 1e-9);
        },
        iter: 50);

    /// <summary>ln P(path and acts) by the definition: a geometric first stay, later ones of at least six months, the last one unfinished.</summary>
    static double LogProbability(int[] path, double[] emission)
    {
        double sum = Math.Log(BlindReading.Initial[path[0]]);
        for (int start = 0, end; start < path.Length; start = end)
        {
            for (end = start + 1; end < path.Length && path[end] == path[start]; end++)
            {
            }

            int shortest = start == 0 ? 1 : BlindReading.ShortestStay, length = end - start;
            bool last = end == path.Length;
            if (length < shortest && !last)
                return double.NegativeInfinity;
            sum += Math.Max(0, length - shortest) * Math.Log(BlindReading.GoingOn);
            if (!last)
                sum += Math.Log((1 - BlindReading.GoingOn) * BlindReading.Next[(path[start] * Phases) + path[end]]);
        }

        for (int t = 0; t < path.Length; t++)
            sum += emission[(t * Phases) + path[t]];
        return sum;
    }

    static double[] Emission(History history, int replicate, int sector, int from = 100, int months = Months)
    {
        double[] emission = new double[months * Phases];
        for (int t = 0; t < months; t++)
            for (int k = 0; k < Phases; k++)
                emission[(t * Phases) + k] =
                    (history.At(Series.Restrictive, replicate, from + t, sector) * Math.Log(BlindReading.RestrictiveRate[k])) - BlindReading.RestrictiveRate[k]
                    + (history.At(Series.Loosening, replicate, from + t, sector) * Math.Log(BlindReading.LooseningRate[k])) - BlindReading.LooseningRate[k];
        return emission;
    }

    /// <summary>The measurement's own model with this dwell; its first stay is taken as geometric, as it is here.</summary>
    static SemiMarkovModel Model()
    {
        const int Longest = 2 * Months;
        SemiMarkovModel model = new(Phases, Longest);
        double[] dwell = new double[Longest];
        for (int d = 0; d < Longest; d++)
            dwell[d] = d < BlindReading.ShortestStay - 1 ? 0 : Math.Pow(BlindReading.GoingOn, d - BlindReading.ShortestStay + 1) * (1 - BlindReading.GoingOn);
        dwell[^1] /= 1 - BlindReading.GoingOn;
        for (int k = 0; k < Phases; k++)
            model.SetDwell(k, dwell);
        model.SetTransition(BlindReading.Next);
        for (int k = 0; k < Phases; k++)
        {
            model.Initial[k] = BlindReading.Initial[k];
            double onward = 1;
            for (int d = 0; d < Longest; d++)
            {
                bool last = d == Longest - 1;
                model.Residual[(k * Longest) + d] = last ? onward : onward * (1 - BlindReading.GoingOn);
                onward *= last ? 0 : BlindReading.GoingOn;
                model.ResidualOnward[(k * Longest) + d] = onward;
            }
        }

        return model;
    }
}
