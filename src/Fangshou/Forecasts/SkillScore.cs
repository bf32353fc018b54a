using Fangshou.Numerics;

namespace Fangshou.Forecasts;

/// <summary>How much of a baseline's loss a forecaster saves: 1 − mean loss / mean loss of the baseline, with a 90 % interval by block bootstrap.</summary>
/// <param name="Value">At most 1; 0 when no better than the baseline, negative when worse. Null when the baseline lost nothing.</param>
/// <param name="Low">5 % quantile of the resampled values; null when there is no interval.</param>
/// <param name="High">95 % quantile.</param>
/// <param name="Blocks">Blocks that were drawn from.</param>
/// <param name="Resamples">Resamples that have a skill: those in which the baseline lost something.</param>
public sealed record SkillScore(double? Value, double? Low, double? High, int Blocks, int Resamples)
{
    /// <summary>Resamples drawn.</summary>
    public const int Drawn = 2000;

    const double Level = 0.9;

    const uint Tag = 0x5C_11;

    /// <summary>Compares the losses of two forecasters of the same outcomes.</summary>
    /// <param name="loss">The forecaster's losses by a proper score, finite, ≥ 0. n ≥ 1.</param>
    /// <param name="baselineLoss">The baseline's, in the same order. n.</param>
    /// <param name="blocks">The block of each: outcomes of one block go together, such as a sector's year. n.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <typeparam name="TBlock">What names a block.</typeparam>
    /// <exception cref="ArgumentException">There is none, the lengths differ, or a loss is negative or not finite.</exception>
    /// <remarks>
    /// Draws whole blocks with replacement, as many as there are, and takes percentiles (Efron and Tibshirani 1993, ch. 13; blocks that do not overlap
    /// as in Carlstein 1986, Ann. Stat. 14:1171–1179). Takes blocks for independent: what lasts longer than a block, or reaches across, makes the interval too narrow.
    /// There is no interval with fewer than two blocks, nor when the baseline lost nothing in over a twentieth of the resamples, for then nobody
    /// can say where these belong. Blocks are numbered as they first appear, so the order of the losses is part of the seed's meaning.
    /// O(n + <see cref="Drawn"/>·blocks).
    /// </remarks>
    public static SkillScore Of<TBlock>(ReadOnlySpan<double> loss, ReadOnlySpan<double> baselineLoss, ReadOnlySpan<TBlock> blocks, ulong seed)
        where TBlock : notnull
    {
        Losses.Check(loss, baselineLoss, blocks.Length);
        Dictionary<TBlock, int> numbers = [];
        List<(double Loss, double Baseline)> sums = [];
        (double Loss, double Baseline) all = default;
        for (int i = 0; i < loss.Length; i++)
        {
            if (!numbers.TryGetValue(blocks[i], out int number))
            {
                numbers.Add(blocks[i], number = sums.Count);
                sums.Add(default);
            }

            sums[number] = (sums[number].Loss + loss[i], sums[number].Baseline + baselineLoss[i]);
            all = (all.Loss + loss[i], all.Baseline + baselineLoss[i]);
        }

        double[] skills = sums.Count < 2 ? [] : Resample(sums, seed);
        bool interval = skills.Length >= 0.95 * Drawn;
        return new SkillScore(
            all.Baseline > 0 ? 1 - (all.Loss / all.Baseline) : null,
            interval ? Quantiles.OfSorted(skills, (1 - Level) / 2) : null,
            interval ? Quantiles.OfSorted(skills, (1 + Level) / 2) : null,
            sums.Count,
            skills.Length);
    }

    /// <summary>The skill in each resample that has one, ascending.</summary>
    static double[] Resample(List<(double Loss, double Baseline)> sums, ulong seed)
    {
        List<double> skills = new(Drawn);
        for (int r = 0; r < Drawn; r++)
        {
            RandomStream random = new(seed, (uint)r, 0, Tag);
            double loss = 0, baseline = 0;
            for (int b = 0; b < sums.Count; b++)
            {
                // A uniform may round to 1.
                (double l, double m) = sums[Math.Min(sums.Count - 1, (int)(random.Uniform() * sums.Count))];
                loss += l;
                baseline += m;
            }

            if (baseline > 0)
                skills.Add(1 - (loss / baseline));
        }

        skills.Sort();
        return [.. skills];
    }
}
