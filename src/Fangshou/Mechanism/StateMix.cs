using System.Runtime.Intrinsics;

namespace Fangshou.Mechanism;

/// <summary>A hash of numbers by their bits: FNV-1a over 64-bit words (Fowler, Noll and Vo). It finds differences; it keeps no secrets.</summary>
static class StateMix
{
    internal const ulong Start = 14695981039346656037;

    const ulong Prime = 1099511628211;

    internal static ulong Add(ulong hash, ulong word) => unchecked((hash ^ word) * Prime);

    /// <summary>One hash for each of the eight lanes of a state.</summary>
    internal static Vector512<ulong> Of(ReadOnlySpan<Vector512<double>> state)
    {
        Vector512<ulong> hash = Vector512.Create(Start), prime = Vector512.Create(Prime);
        foreach (Vector512<double> numbers in state)
            hash = unchecked((hash ^ numbers.AsUInt64()) * prime);
        return hash;
    }
}
