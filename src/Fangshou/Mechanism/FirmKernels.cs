using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fangshou.Numerics;
using Lane = System.Runtime.Intrinsics.Vector512<double>;

namespace Fangshou.Mechanism;

/// <summary>Loops over the firms of a sector, each a leaf: with nothing called inside, running sums stay in registers.</summary>
static class FirmKernels
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Lane Sum(ReadOnlySpan<Lane> values)
    {
        Lane sum = default;
        for (int i = 0; i < values.Length; i++)
            sum += values[i];
        return sum;
    }

    /// <summary>Sizes of the firms at home in one place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Lane SumAt(ReadOnlySpan<Lane> sizes, ReadOnlySpan<Lane> homes, double place)
    {
        Lane here = Vector512.Create(place), sum = default;
        for (int i = 0; i < sizes.Length; i++)
            sum += sizes[i] & Vector512.Equals(homes[i], here);
        return sum;
    }

    /// <summary>Protection in one place for each sector, from what its firms there are worth (equation 2).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Protect(Span<Lane> row, ReadOnlySpan<Lane> signals, double otherRevenue, double slope, double cap, double suspended)
    {
        Lane all = default;
        for (int s = 0; s < row.Length; s++)
            all += row[s];
        Lane inverse = Lane.One / (all + Vector512.Create(otherRevenue)), steep = Vector512.Create(slope), most = Vector512.Create(cap), lost = Vector512.Create(suspended);
        for (int s = 0; s < row.Length; s++)
        {
            Lane kept = Lane.One - (lost * Vector512.MaxNative(signals[s], Lane.Zero));
            row[s] = most * (Lane.One - LaneMath.Exp(-(steep * (row[s] * inverse)))) * kept;
        }
    }

    /// <summary>Gives the firms at home in a place what holds there; the others keep what they have.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Assign(ReadOnlySpan<Lane> homes, double place, in Lane local, Span<Lane> assigned)
    {
        Lane here = Vector512.Create(place), value = local;
        for (int i = 0; i < homes.Length; i++)
            assigned[i] = Vector512.ConditionalSelect(Vector512.Equals(homes[i], here), value, assigned[i]);
    }

    /// <summary>Weight of each firm in its sector; returns the weighted mean of the protections.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Lane Weigh(ReadOnlySpan<Lane> sizes, ReadOnlySpan<Lane> protections, in Lane total, Span<Lane> weights)
    {
        Lane inverse = Lane.One / Vector512.MaxNative(total, Vector512.Create(StepConstants.LeastSize)), share = default;
        for (int i = 0; i < sizes.Length; i++)
        {
            Lane w = sizes[i] * inverse;
            weights[i] = w;
            share += w * protections[i];
        }

        return share;
    }

    /// <summary>Sizes after a month; a firm that has left stays away, and one below the least size leaves (equation 4).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Grow(Span<Lane> sizes, ReadOnlySpan<Lane> shocks, in Lane growth, double noise, double leastSize)
    {
        Lane mean = growth, spread = Vector512.Create(noise), leaving = Vector512.Create(leastSize), least = Vector512.Create(StepConstants.LeastSize), largest = Vector512.Create(StepConstants.LargestSize);
        for (int i = 0; i < sizes.Length; i++)
        {
            Lane old = sizes[i], x = Vector512.MinNative(Vector512.MaxNative(old * LaneMath.Exp(mean + (spread * shocks[i])), least), largest);
            sizes[i] = x & Vector512.GreaterThan(old, Lane.Zero) & Vector512.GreaterThanOrEqual(x, leaving);
        }
    }

    /// <summary>Pairs of uniforms into pairs of normals.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ToNormals(Span<Lane> pairs)
    {
        for (int i = 0; i + 1 < pairs.Length; i += 2)
            (pairs[i], pairs[i + 1]) = LaneRandom.ToNormals(pairs[i], pairs[i + 1]);
    }

    /// <summary>The firm at which the running sum passes the mark, or the last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Lane SizeAt(ReadOnlySpan<Lane> sizes, ReadOnlySpan<Lane> reach, in Lane mark)
    {
        Lane at = mark, target = sizes[^1], found = default;
        for (int i = 0; i < sizes.Length; i++)
        {
            Lane passed = Vector512.GreaterThanOrEqual(reach[i], at);
            target = Vector512.ConditionalSelect(Vector512.AndNot(passed, found), sizes[i], target);
            found |= passed;
        }

        return target;
    }
}
