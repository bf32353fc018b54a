using MathNet.Numerics.LinearAlgebra;

namespace Fangshou.Forecasts;

/// <summary>One month that a hazard is learned from.</summary>
/// <param name="Group">Position of its group.</param>
/// <param name="X">Standardised covariates.</param>
/// <param name="Came">Whether the swing came in the next month.</param>
readonly record struct HazardRow(int Group, double[] X, bool Came);

/// <summary>The mode of a hazard's posterior by Fisher scoring, with halving: the log posterior is strictly concave, so that it always gets there.</summary>
static class HazardPosterior
{
    const int MostRounds = 100, MostHalvings = 40;

    // So near the top a height is known no better, relative to its size.
    const double Rounding = 1e-12;

    internal static (Vector<double> Mode, Matrix<double> Precision) Mode(HazardRow[] rows, int groups, double prior)
    {
        int size = 1 + HazardCovariates.Number + groups;
        Vector<double> at = Vector<double>.Build.Dense(size);
        at[0] = prior;
        (double height, Vector<double> score, Matrix<double> information) = Evaluate(rows, at, prior);
        for (int round = 0; round < MostRounds; round++)
        {
            Vector<double> step = information.Cholesky().Solve(score);
            double longest = step.AbsoluteMaximum();
            // No linear predictor needs to move by more than two at once.
            step *= Math.Min(1, 2 / Math.Max(2, longest));
            double lowest = height - (Rounding * (1 + Math.Abs(height)));
            for (int halving = 0; halving < MostHalvings; halving++, step /= 2)
            {
                (height, score, information) = Evaluate(rows, at + step, prior);
                if (height >= lowest)
                    break;
            }

            at += step;
            if (longest < 1e-9)
                break;
        }

        return (at, information);
    }

    /// <summary>The log posterior but for a constant, its gradient, and its expected information.</summary>
    internal static (double Height, Vector<double> Score, Matrix<double> Information) Evaluate(HazardRow[] rows, Vector<double> at, double prior)
    {
        int size = at.Count, covariates = HazardCovariates.Number;
        double inverse = 1 / (Hazard.PriorSd * Hazard.PriorSd);
        Vector<double> score = -at * inverse;
        score[0] = prior - at[0];
        double height = -0.5 * (score[0] * score[0]);
        for (int k = 1; k < size; k++)
            height -= 0.5 * at[k] * at[k] * inverse;
        Matrix<double> information = Matrix<double>.Build.DenseDiagonal(size, inverse);
        information[0, 0] = 1;
        Span<int> place = stackalloc int[covariates + 2];
        Span<double> value = stackalloc double[covariates + 2];
        foreach (HazardRow row in rows)
        {
            (place[0], value[0]) = (0, 1);
            (place[covariates + 1], value[covariates + 1]) = (1 + covariates + row.Group, 1);
            double predictor = at[0] + at[1 + covariates + row.Group];
            for (int k = 0; k < covariates; k++)
            {
                (place[k + 1], value[k + 1]) = (k + 1, row.X[k]);
                predictor += at[k + 1] * row.X[k];
            }

            double mu = Math.Exp(predictor), p = -double.ExpM1(-mu), slope = mu * ((row.Came ? 1 : 0) - p) / p, weight = mu * mu * (1 - p) / p;
            height += row.Came ? Math.Log(p) : -mu;
            for (int i = 0; i < place.Length; i++)
            {
                score[place[i]] += slope * value[i];
                for (int j = 0; j < place.Length; j++)
                    information[place[i], place[j]] += weight * value[i] * value[j];
            }
        }

        return (height, score, information);
    }
}
