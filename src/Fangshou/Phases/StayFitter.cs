using Fangshou.Numerics;

namespace Fangshou.Phases;

/// <summary>The law of stays of one state during EM: how it answers expected counts with a likelier law.</summary>
/// <remarks>
/// Given how many stays are expected to have lasted d (at risk) and to have ended there, the likelihood is that of independent
/// trials, Σ_d ended·ln h(d) + (at risk − ended)·ln(1 − h(d)). Right-censored stays are at risk and do not end, so censoring needs
/// no imputation; the nonparametric answer is the estimator of Kaplan and Meier (1958).
/// </remarks>
abstract class StayFitter
{
    internal abstract StayLaw Law { get; }

    /// <summary>Number of free parameters.</summary>
    internal abstract int Parameters { get; }

    /// <summary>Moves to a law under which the expected counts are at least as likely.</summary>
    /// <param name="atRisk">Expected observations at which a stay has lasted d. D.</param>
    /// <param name="ended">Expected number of those after which it ends. D.</param>
    internal abstract void Maximise(ReadOnlySpan<double> atRisk, ReadOnlySpan<double> ended);

    internal static StayFitter Create(StayFamily family, int minimum, int longest, double mean, int length) => family switch
    {
        StayFamily.ShiftedNegativeBinomial => new NegativeBinomialFitter(minimum, longest, mean, length),
        _ => new HazardFitter(minimum, longest, mean),
    };

    /// <summary>Free hazards from the shortest stay on; with D = 1 the geometric law.</summary>
    sealed class HazardFitter : StayFitter
    {
        readonly double[] hazard;
        readonly int minimum;

        internal HazardFitter(int minimum, int longest, double mean)
        {
            (this.minimum, hazard) = (minimum, new double[longest]);
            hazard.AsSpan(minimum - 1).Fill(1 / Math.Max(mean - minimum + 1, 1));
        }

        internal override StayLaw Law => StayLaw.FromHazard(hazard);

        internal override int Parameters => hazard.Length - minimum + 1;

        internal override void Maximise(ReadOnlySpan<double> atRisk, ReadOnlySpan<double> ended)
        {
            for (int d = minimum - 1; d < hazard.Length; d++)
                hazard[d] = atRisk[d] > 0 ? Math.Min(ended[d] / atRisk[d], 1) : hazard[d];
        }
    }

    /// <summary>The shifted negative binomial by line searches in ln(mean beyond the shortest stay) and ln size.</summary>
    sealed class NegativeBinomialFitter : StayFitter
    {
        const double SmallestExtra = 0.01;
        const double Reach = 1;
        const double Precision = 1e-4;

        readonly double[] hazard;
        readonly int minimum;
        readonly double largestExtra;
        double logExtra, logSize;

        internal NegativeBinomialFitter(int minimum, int longest, double mean, int length)
        {
            (this.minimum, hazard, largestExtra) = (minimum, new double[longest], 10.0 * length);
            logExtra = Math.Log(Math.Clamp(mean - minimum, 0.5, largestExtra));
        }

        internal override StayLaw Law =>
            StayLaw.ShiftedNegativeBinomial(minimum, minimum + Math.Exp(logExtra), Math.Exp(logSize), hazard.Length);

        internal override int Parameters => 2;

        internal override void Maximise(ReadOnlySpan<double> atRisk, ReadOnlySpan<double> ended)
        {
            double[] risk = atRisk.ToArray(), ends = ended.ToArray();
            logExtra = LineSearch.Maximise(x => LogLikelihood(risk, ends, x, logSize), logExtra, Reach, Math.Log(SmallestExtra), Math.Log(largestExtra), Precision);
            logSize = LineSearch.Maximise(x => LogLikelihood(risk, ends, logExtra, x), logSize, Reach, Math.Log(StayLaw.SmallestSize) + Precision, Math.Log(StayLaw.LargestSize) - Precision, Precision);
        }

        double LogLikelihood(double[] atRisk, double[] ended, double logExtra, double logSize)
        {
            StayLaw.FillShiftedNegativeBinomial(minimum, minimum + Math.Exp(logExtra), Math.Exp(logSize), hazard);
            double sum = 0;
            for (int d = minimum - 1; d < hazard.Length; d++)
            {
                double lasting = atRisk[d] - ended[d];
                sum += (ended[d] > 0 ? ended[d] * Math.Log(hazard[d]) : 0) + (lasting > 0 ? lasting * Math.Log(1 - hazard[d]) : 0);
            }
            return sum;
        }
    }
}
