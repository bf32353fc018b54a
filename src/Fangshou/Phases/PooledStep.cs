using Fangshou.Numerics;

namespace Fangshou.Phases;

/// <summary>The Gibbs steps that renew the pooled parameters given every cell of a panel.</summary>
internal static class PooledStep
{
    /// <summary>Draws from the prior's centre: where every chain starts before it is spread out.</summary>
    internal static PooledParameters Begin(PhasePriors priors, ref RandomStream random)
    {
        int phases = priors.Phases.Length;
        PooledParameters pooled = new(phases);
        LogNormalPrior[] means = Means(priors);
        for (int i = 0; i < PooledParameters.OwnRates; i++)
        {
            // What a lane without an easing signal does not use stays at its centre.
            bool used = priors.UsesEasing || i < PooledParameters.Loosening;
            pooled.Mean[i] = means[i].Mean + (used ? means[i].Sd * random.Normal() : 0);
            pooled.Spread[i] = priors.RateSpread * (used ? Math.Abs(random.Normal()) : 1);
        }

        foreach (int ratio in (ReadOnlySpan<int>)[PooledParameters.Ratio, PooledParameters.LooseningRatio])
            pooled.Mean[ratio] = Math.Max(pooled.Mean[ratio], priors.Lowest(ratio) + 0.2);
        pooled.TightenSize = random.Gamma(priors.CountSize.Shape) / priors.CountSize.Rate;
        pooled.EaseSize = priors.CountSize.Shape / priors.CountSize.Rate;
        pooled.EasingTightening = priors.EasingTighteningRatio.Mean;
        pooled.CrackdownLoosening = priors.CrackdownLooseningRatio.Mean;
        if (priors.UsesEasing)
        {
            pooled.EaseSize = random.Gamma(priors.CountSize.Shape) / priors.CountSize.Rate;
            pooled.EasingTightening += priors.EasingTighteningRatio.Sd * random.Normal();
            pooled.CrackdownLoosening += priors.CrackdownLooseningRatio.Sd * random.Normal();
        }

        pooled.StaySpread = priors.StaySpread * Math.Abs(random.Normal());
        for (int k = 0; k < phases; k++)
        {
            pooled.StayLogMean[k] = priors.MeanStay[k].Mean + (priors.MeanStay[k].Sd * random.Normal());
            pooled.SetNext(k, phases == 2 ? 1 : random.Beta(priors.Following[k].Next, priors.Following[k].NextButOne));
        }

        return pooled;
    }

    /// <summary>Renews every pooled parameter once.</summary>
    internal static void Draw(PooledParameters pooled, CellChain[] cells, PhasePriors priors, ref RandomStream random)
    {
        LogNormalPrior[] means = Means(priors);
        int own = priors.UsesEasing ? PooledParameters.OwnRates : 2;
        for (int i = 0; i < own; i++)
        {
            double lowest = priors.Lowest(i);
            MeanDensity mean = new(pooled, cells, i, lowest, means[i]);
            pooled.Mean[i] = SliceSampler.Draw(pooled.Mean[i], 1, double.NegativeInfinity, double.PositiveInfinity, ref mean, ref random);
            SpreadDensity spread = new(pooled, cells, i, lowest, priors.RateSpread);
            pooled.Spread[i] = SliceSampler.Draw(pooled.Spread[i], 0.5, 1e-3, double.PositiveInfinity, ref spread, ref random);
            Interweave(pooled, cells, i, lowest, means[i], priors.RateSpread, ref random);
        }

        DrawShifts(pooled, cells, priors, ref random);
        SizeDensity tighten = new(pooled, cells, Easing: false, priors.CountSize);
        pooled.TightenSize = Math.Exp(SliceSampler.Draw(Math.Log(pooled.TightenSize), 1, -4, 8, ref tighten, ref random));
        if (priors.UsesEasing)
        {
            SizeDensity ease = new(pooled, cells, Easing: true, priors.CountSize);
            pooled.EaseSize = Math.Exp(SliceSampler.Draw(Math.Log(pooled.EaseSize), 1, -4, 8, ref ease, ref random));
        }

        DrawStays(pooled, cells, priors, ref random);
        DrawMoves(pooled, cells, priors, ref random);
    }

    /// <summary>Renews mean and spread once more with the cells' standardised deviations held instead of their values.</summary>
    /// <remarks>Where the data say little about each cell, the values pin the mean and the chain crawls; this step does not. Yu and Meng (2011), JCGS 20:531–570.</remarks>
    static void Interweave(PooledParameters pooled, CellChain[] cells, int parameter, double lowest, LogNormalPrior prior, double scale, ref RandomStream random)
    {
        if (cells.Length == 0)
            return;
        double[] deviations = [.. cells.Select(c => (c.Own[parameter] - pooled.Mean[parameter]) / pooled.Spread[parameter])];
        ShiftedDensity mean = new(pooled, cells, parameter, lowest, deviations, prior, scale, OfSpread: false);
        pooled.Mean[parameter] = SliceSampler.Draw(pooled.Mean[parameter], 0.5, double.NegativeInfinity, double.PositiveInfinity, ref mean, ref random);
        mean.Place(pooled.Mean[parameter]);
        ShiftedDensity spread = mean with { OfSpread = true };
        pooled.Spread[parameter] = SliceSampler.Draw(pooled.Spread[parameter], 0.3, 1e-3, double.PositiveInfinity, ref spread, ref random);
        spread.Place(pooled.Spread[parameter]);
    }

    static LogNormalPrior[] Means(PhasePriors priors) => [priors.LaxTightening, priors.CrackdownRatio, priors.LaxLoosening, priors.EasingRatio];

    static void DrawShifts(PooledParameters pooled, CellChain[] cells, PhasePriors priors, ref RandomStream random)
    {
        if (!priors.UsesEasing)
            return;
        ShiftDensity easing = new(pooled, cells, Easing: false, 2, priors.EasingTighteningRatio);
        pooled.EasingTightening = SliceSampler.Draw(pooled.EasingTightening, 0.6, double.NegativeInfinity, double.PositiveInfinity, ref easing, ref random);
        ShiftDensity crackdown = new(pooled, cells, Easing: true, 1, priors.CrackdownLooseningRatio);
        pooled.CrackdownLoosening = SliceSampler.Draw(pooled.CrackdownLoosening, 0.6, double.NegativeInfinity, double.PositiveInfinity, ref crackdown, ref random);
    }

    static void DrawStays(PooledParameters pooled, CellChain[] cells, PhasePriors priors, ref RandomStream random)
    {
        for (int k = 0; k < pooled.Phases; k++)
        {
            StayMeanDensity mean = new(pooled, cells, k, priors.MeanStay[k]);
            pooled.StayLogMean[k] = SliceSampler.Draw(pooled.StayLogMean[k], 0.6, double.NegativeInfinity, double.PositiveInfinity, ref mean, ref random);
        }

        StaySpreadDensity spread = new(pooled, cells, priors.StaySpread);
        pooled.StaySpread = SliceSampler.Draw(pooled.StaySpread, 0.3, 1e-3, double.PositiveInfinity, ref spread, ref random);
    }

    static void DrawMoves(PooledParameters pooled, CellChain[] cells, PhasePriors priors, ref RandomStream random)
    {
        int phases = pooled.Phases;
        if (phases == 2)
            return;
        Span<int> moves = stackalloc int[phases * phases];
        moves.Clear();
        foreach (CellChain cell in cells)
            cell.CountMoves(moves);
        for (int k = 0; k < phases; k++)
        {
            (double next, double other) = priors.Following[k];
            DrawNext(pooled, cells, k, next + moves[(k * phases) + ((k + 1) % phases)], other + moves[(k * phases) + ((k + 2) % phases)], ref random);
        }
    }

    /// <summary>Proposes from the moves' own conditional and accepts by what the first phases of the cells say of it.</summary>
    static void DrawNext(PooledParameters pooled, CellChain[] cells, int phase, double next, double other, ref RandomStream random)
    {
        double present = pooled.Next[phase], before = 0, after = 0;
        foreach (CellChain cell in cells)
            before += cell.LogFirstPhase(pooled);
        pooled.SetNext(phase, random.Beta(next, other));
        foreach (CellChain cell in cells)
            after += cell.LogFirstPhase(pooled);
        if (Math.Log(random.Uniform()) > after - before)
            pooled.SetNext(phase, present);
    }

    readonly struct MeanDensity(PooledParameters pooled, CellChain[] cells, int parameter, double lowest, LogNormalPrior prior) : ILogDensity
    {
        public double At(double x)
        {
            double z = (x - prior.Mean) / prior.Sd, sum = -0.5 * z * z;
            double spread = pooled.Spread[parameter];
            foreach (CellChain cell in cells)
            {
                double e = (cell.Own[parameter] - x) / spread;
                sum -= 0.5 * e * e;
            }

            return sum - (cells.Length * LogMassAboveTruncation(lowest, x, spread));
        }
    }

    readonly struct SpreadDensity(PooledParameters pooled, CellChain[] cells, int parameter, double lowest, double scale) : ILogDensity
    {
        public double At(double x)
        {
            if (x <= 0)
                return double.NegativeInfinity;
            double sum = -0.5 * x * x / (scale * scale), mean = pooled.Mean[parameter];
            foreach (CellChain cell in cells)
            {
                double e = (cell.Own[parameter] - mean) / x;
                sum -= (0.5 * e * e) + Math.Log(x);
            }

            return sum - (cells.Length * LogMassAboveTruncation(lowest, mean, x));
        }
    }

    readonly record struct ShiftedDensity(
        PooledParameters Pooled, CellChain[] Cells, int Parameter, double Lowest, double[] Deviations, LogNormalPrior Prior, double Scale, bool OfSpread) : ILogDensity
    {
        /// <summary>Moves the mean (or the spread) and every cell with it.</summary>
        public void Place(double x)
        {
            (OfSpread ? Pooled.Spread : Pooled.Mean)[Parameter] = x;
            for (int c = 0; c < Cells.Length; c++)
                Cells[c].Own[Parameter] = Pooled.Mean[Parameter] + (Pooled.Spread[Parameter] * Deviations[c]);
        }

        public double At(double x)
        {
            if (OfSpread && x <= 0)
                return double.NegativeInfinity;
            Place(x);
            double z = OfSpread ? x / Scale : (x - Prior.Mean) / Prior.Sd;
            double sum = (-0.5 * z * z) - (Cells.Length * LogMassAboveTruncation(Lowest, Pooled.Mean[Parameter], Pooled.Spread[Parameter]));
            foreach (CellChain cell in Cells)
            {
                if (cell.Own[Parameter] <= Lowest)
                    return double.NegativeInfinity;
                sum += cell.LogLikelihoodOfOwn(Pooled, Parameter);
            }

            return sum;
        }
    }

    /// <summary>ln of the share of a cell's normal that its truncation leaves: the price of a mean near the bound.</summary>
    static double LogMassAboveTruncation(double lowest, double mean, double spread) => double.IsNegativeInfinity(lowest)
        ? 0
        : NormalTail.LogCdf((mean - lowest) / spread);

    readonly record struct ShiftDensity(PooledParameters Pooled, CellChain[] Cells, bool Easing, int Phase, LogNormalPrior Prior) : ILogDensity
    {
        public double At(double x)
        {
            if (Easing)
                Pooled.CrackdownLoosening = x;
            else
                Pooled.EasingTightening = x;
            double z = (x - Prior.Mean) / Prior.Sd, sum = -0.5 * z * z;
            foreach (CellChain cell in Cells)
                sum += cell.LogLikelihoodOfRate(Pooled, Easing, Phase);
            return sum;
        }
    }

    /// <summary>Over ln size, so the gamma prior gains the Jacobian's size.</summary>
    readonly record struct SizeDensity(PooledParameters Pooled, CellChain[] Cells, bool Easing, (double Shape, double Rate) Prior) : ILogDensity
    {
        public double At(double x)
        {
            double size = Math.Exp(x), sum = (Prior.Shape * x) - (Prior.Rate * size);
            foreach (CellChain cell in Cells)
                sum += cell.LogLikelihoodOfSize(Pooled, Easing, size);
            return sum;
        }
    }

    readonly record struct StayMeanDensity(PooledParameters Pooled, CellChain[] Cells, int Phase, LogNormalPrior Prior) : ILogDensity
    {
        public double At(double x)
        {
            double z = (x - Prior.Mean) / Prior.Sd, sum = -0.5 * z * z;
            foreach (CellChain cell in Cells)
                sum += cell.LogLikelihoodOfStays(Pooled, Phase, x + (Pooled.StaySpread * cell.StayEffect[Phase]));
            return sum;
        }
    }

    readonly record struct StaySpreadDensity(PooledParameters Pooled, CellChain[] Cells, double Scale) : ILogDensity
    {
        public double At(double x)
        {
            if (x <= 0)
                return double.NegativeInfinity;
            double sum = -0.5 * x * x / (Scale * Scale);
            foreach (CellChain cell in Cells)
                sum += cell.LogLikelihoodOfStays(Pooled, x);
            return sum;
        }
    }
}
