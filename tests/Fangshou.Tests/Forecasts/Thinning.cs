using Fangshou.Forecasts;
using Fangshou.Numerics;

namespace Fangshou.Tests.Forecasts;

/// <summary>Draws events from a contagion one after the other, by thinning (Ogata 1981): nothing in common with the clusters of the code.</summary>
static class Thinning
{
    internal static double[][] Draw(Contagion model, double from, double to, ref RandomStream random, double[]? levels = null)
    {
        int cells = model.Cells;
        double[] branching = model.Branching(), level = levels is null ? new double[cells] : [.. levels], intensity = new double[cells];
        List<double>[] times = [.. Enumerable.Range(0, cells).Select(_ => new List<double>())];
        double now = from;
        while (true)
        {
            // Until the next event the intensity only falls.
            double bound = Intensities();
            double wait = -Math.Log(random.Uniform()) / bound;
            if (!((now += wait) < to))
                return [.. times.Select(t => t.ToArray())];
            for (int j = 0; j < cells; j++)
                level[j] *= Math.Exp(-model.DecayPerMonth * wait);
            double left = (random.Uniform() * bound) - Intensities();
            if (left > 0)
                continue;
            int cell = random.Index(intensity);
            times[cell].Add(now);
            level[cell] += model.DecayPerMonth;
        }

        double Intensities()
        {
            double sum = 0;
            for (int s = 0; s < cells; s++)
            {
                intensity[s] = model.BaselinesPerMonth[s];
                for (int j = 0; j < cells; j++)
                    intensity[s] += branching[(j * cells) + s] * level[j];
                sum += intensity[s];
            }
            return sum;
        }
    }

    internal static EventTimes Window(Contagion model, double end, uint number)
    {
        RandomStream random = new(7, number, 0, 0);
        return new(Draw(model, 0, end, ref random), end);
    }
}
