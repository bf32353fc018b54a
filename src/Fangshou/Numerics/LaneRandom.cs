using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fangshou.Numerics;

/// <summary>Uniform numbers of one month for eight replicates: <see cref="Philox"/> with the counter (agent, step, replicate, stream).</summary>
/// <remarks>
/// A number depends on its name alone: any subset of replicates, on any thread, in any order, draws the same. Two of the ten rounds see only
/// replicate and step, and are done once for all agents. Pinned by: LaneRandomLaws against <see cref="Philox.Scramble"/>.
/// </remarks>
readonly struct LaneRandom
{
    /// <summary>How many replicates march together.</summary>
    internal const int Lanes = 8;

    const int Rounds = 10;

    const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    readonly uint seedHigh;
    readonly KeySchedule keys;
    readonly Vector512<ulong> low, firstHigh, firstLow;

    /// <param name="seed">The run's seed.</param>
    /// <param name="step">Month, counted from the start of the run; 0 for what is drawn before it.</param>
    /// <param name="firstReplicate">Number of the replicate in lane 0; the others follow.</param>
    internal LaneRandom(ulong seed, uint step, uint firstReplicate)
    {
        unchecked
        {
            uint key0 = (uint)seed, key1 = (uint)(seed >> 32);
            seedHigh = key1;
            for (int round = 0; round < Rounds; round++)
            {
                keys[2 * round] = Vector512.Create((ulong)key0);
                keys[(2 * round) + 1] = Vector512.Create((ulong)key1);
                key0 += Weyl0;
                key1 += Weyl1;
            }

            Vector512<ulong> replicate = Vector512.Create((ulong)firstReplicate) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
            low = Product(replicate, Multiplier1);
            firstLow = Product(Vector512.ShiftRightLogical(low, 32) ^ Vector512.Create((ulong)step) ^ keys[0], Multiplier0);
            firstHigh = Vector512.ShiftRightLogical(firstLow, 32);
        }
    }

    /// <summary>Two independent uniforms on (0, 1] per lane: multiples of 2⁻⁵³, plus 2⁻⁵⁴.</summary>
    /// <param name="stream">What is drawn.</param>
    /// <param name="agent">For whom.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal (Vector512<double> First, Vector512<double> Second) Uniforms(uint stream, uint agent)
    {
        unchecked
        {
            // Rounds one and two: what the agent and the stream add to them is the same in all lanes.
            ulong agentProduct = (ulong)Multiplier0 * agent;
            ulong thirdProduct = (ulong)Multiplier1 * (uint)((agentProduct >> 32) ^ stream ^ seedHigh);
            Vector512<ulong> c0 = low ^ Vector512.Create(thirdProduct >> 32) ^ keys[2];
            Vector512<ulong> c1 = Vector512.Create((ulong)(uint)thirdProduct);
            Vector512<ulong> c2 = firstHigh ^ Vector512.Create((ulong)(uint)agentProduct) ^ keys[3];
            Vector512<ulong> c3 = firstLow;

            // Only the low half of each 64-bit word counts; what gathers above it is dropped by the next product.
            Round(ref c0, ref c1, ref c2, ref c3, in keys[4], in keys[5]);
            Round(ref c0, ref c1, ref c2, ref c3, in keys[6], in keys[7]);
            Round(ref c0, ref c1, ref c2, ref c3, in keys[8], in keys[9]);
            Round(ref c0, ref c1, ref c2, ref c3, in keys[10], in keys[11]);
            Round(ref c0, ref c1, ref c2, ref c3, in keys[12], in keys[13]);
            Round(ref c0, ref c1, ref c2, ref c3, in keys[14], in keys[15]);
            Round(ref c0, ref c1, ref c2, ref c3, in keys[16], in keys[17]);
            Round(ref c0, ref c1, ref c2, ref c3, in keys[18], in keys[19]);
            return (ToUnit(c0, c1), ToUnit(c2, c3));
        }
    }

    /// <summary>Two independent standard normals per lane (Box and Muller 1958), from one pair of uniforms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal (Vector512<double> First, Vector512<double> Second) Normals(uint stream, uint agent)
    {
        (Vector512<double> u, Vector512<double> v) = Uniforms(stream, agent);
        return ToNormals(u, v);
    }

    /// <summary>Two independent standard normals from two independent uniforms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<double> First, Vector512<double> Second) ToNormals(Vector512<double> u, Vector512<double> v)
    {
        Vector512<double> radius = Vector512.Sqrt(Vector512.Create(-2.0) * LaneMath.Log(u));
        (Vector512<double> cos, Vector512<double> sin) = LaneMath.Turn(v);
        return (radius * cos, radius * sin);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Round(ref Vector512<ulong> c0, ref Vector512<ulong> c1, ref Vector512<ulong> c2, ref Vector512<ulong> c3, in Vector512<ulong> key0, in Vector512<ulong> key1)
    {
        Vector512<ulong> product0 = Product(c0, Multiplier0), product1 = Product(c2, Multiplier1);
        c0 = Vector512.ShiftRightLogical(product1, 32) ^ c1 ^ key0;
        c1 = product1;
        c2 = Vector512.ShiftRightLogical(product0, 32) ^ c3 ^ key1;
        c3 = product0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> ToUnit(Vector512<ulong> high, Vector512<ulong> low)
    {
        Vector512<ulong> bits = Vector512.ShiftLeft(high, 32) | (low & Vector512.Create(0xFFFF_FFFFUL));
        Vector512<long> top = Vector512.ShiftRightLogical(bits, 11).AsInt64();
        return (Vector512.ConvertToDouble(top) + Vector512.Create(0.5)) * Vector512.Create(1.0 / (1UL << 53));
    }

    /// <summary>The 64-bit product of the low halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Product(Vector512<ulong> word, uint multiplier)
    {
        if (Avx512F.IsSupported)
            return Avx512F.Multiply(word.AsUInt32(), Vector512.Create((ulong)multiplier).AsUInt32());
        if (Avx2.IsSupported)
        {
            Vector256<uint> factor = Vector256.Create((ulong)multiplier).AsUInt32();
            return Vector512.Create(Avx2.Multiply(word.GetLower().AsUInt32(), factor), Avx2.Multiply(word.GetUpper().AsUInt32(), factor));
        }

        return unchecked((word & Vector512.Create(0xFFFF_FFFFUL)) * Vector512.Create((ulong)multiplier));
    }

    /// <summary>The two words of the key in each round.</summary>
    [InlineArray(2 * Rounds)]
    struct KeySchedule
    {
        Vector512<ulong> first;
    }
}
