namespace Fangshou.Numerics;

/// <summary>Draws from a density known up to a constant, one coordinate at a time.</summary>
internal static class SliceSampler
{
    const int MostSteps = 60;

    /// <summary>One update by stepping out and shrinking (Neal 2003, Annals of Statistics 31:705–767, figures 3 and 5).</summary>
    /// <param name="current">A point of positive density.</param>
    /// <param name="width">First guess of the slice's width, &gt; 0; affects speed, not the law.</param>
    /// <param name="low">The support's lower end (−∞ allowed).</param>
    /// <param name="high">The support's upper end (+∞ allowed).</param>
    /// <param name="logDensity">ln density up to a constant; −∞ outside the support.</param>
    /// <param name="random">Advanced by as many uniforms as it takes.</param>
    internal static double Draw<TDensity>(double current, double width, double low, double high, ref TDensity logDensity, ref RandomStream random)
        where TDensity : struct, ILogDensity, allows ref struct
    {
        double level = logDensity.At(current) + Math.Log(random.Uniform());
        double left = current - (width * random.Uniform()), right = left + width;
        int budget = MostSteps, toLeft = (int)(budget * random.Uniform());
        for (int i = 0; i < toLeft && left > low && logDensity.At(left) > level; i++)
            left -= width;
        for (int i = toLeft; i < budget - 1 && right < high && logDensity.At(right) > level; i++)
            right += width;

        left = Math.Max(left, low);
        right = Math.Min(right, high);
        while (true)
        {
            double candidate = left + ((right - left) * random.Uniform());
            if (logDensity.At(candidate) > level || right - left < 1e-13 * (1 + Math.Abs(current)))
                return candidate;
            if (candidate < current)
                left = candidate;
            else
                right = candidate;
        }
    }
}

/// <summary>A log density along one coordinate; a struct so that the sampler's calls are direct.</summary>
internal interface ILogDensity
{
    /// <summary>ln density at <paramref name="x"/>, up to a constant.</summary>
    double At(double x);
}
