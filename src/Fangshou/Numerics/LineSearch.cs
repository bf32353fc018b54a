namespace Fangshou.Numerics;

/// <summary>Ascent along one coordinate.</summary>
static class LineSearch
{
    const double Golden = 0.6180339887498949;

    /// <summary>A point within reach at which the function is at least as large as at the present one.</summary>
    /// <param name="function">What to climb. Finite, or −∞ where the point is impossible.</param>
    /// <param name="present">The present point, inside the bounds.</param>
    /// <param name="reach">How far from it to look. &gt; 0.</param>
    /// <param name="low">Lower bound of the point.</param>
    /// <param name="high">Upper bound of the point.</param>
    /// <param name="precision">Width of the bracket at which to stop. &gt; 0.</param>
    /// <returns>The best point seen; the present one when nothing better was.</returns>
    /// <remarks>Golden-section search (Kiefer 1953, Proc. AMS 4:502–506); the maximum over the bracket when there is only one in it.</remarks>
    internal static double Maximise(Func<double, double> function, double present, double reach, double low, double high, double precision)
    {
        double left = Math.Max(low, present - reach), right = Math.Min(high, present + reach);
        double inner = right - (Golden * (right - left)), outer = left + (Golden * (right - left));
        double atInner = function(inner), atOuter = function(outer);
        var (best, atBest) = (present, function(present));
        while (right - left > precision)
        {
            if (atInner >= atOuter)
            {
                (right, outer, atOuter) = (outer, inner, atInner);
                inner = right - (Golden * (right - left));
                atInner = function(inner);
            }
            else
            {
                (left, inner, atInner) = (inner, outer, atOuter);
                outer = left + (Golden * (right - left));
                atOuter = function(outer);
            }
            if (Math.Max(atInner, atOuter) > atBest)
                (best, atBest) = atInner > atOuter ? (inner, atInner) : (outer, atOuter);
        }
        return best;
    }
}
