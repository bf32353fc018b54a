using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using Fangshou.Numerics;

namespace Fangshou.Bench;

/// <summary>
/// A small agent kernel whose arithmetic is fixed (17 operations, one exponential, one draw for each agent and step), so that it can be written by hand in C too:
/// what the machine allows. 1,056 agents, 600 steps, 64 replicates.
/// </summary>
/// <remarks>One Philox block serves four agents. Compare with the C version at -O3 -march=native in the same hour; see bench/results.</remarks>
public class AgentLimitBench
{
    const int Agents = 1056, Steps = 600, Replicates = 64, Lanes = 8;
    const double Pull = 0.7, Gain = 1.3, Own = 0.4, Speed = 0.1, Memory = 0.95, New = 0.05;

    readonly Vector512<double>[] x = new Vector512<double>[Agents / Lanes], p = new Vector512<double>[Agents / Lanes], weight = new Vector512<double>[Agents / Lanes], offset = new Vector512<double>[Agents / Lanes];
    readonly Vector512<double>[] draws = new Vector512<double>[Agents / Lanes];

    /// <summary>All replicates, one thread; the mean of the states, to be compared with C's.</summary>
    [Benchmark(OperationsPerInvoke = Agents * Steps * Replicates)]
    public double Run()
    {
        double sum = 0;
        for (uint replicate = 0; replicate < Replicates; replicate++)
        {
            Begin();
            for (uint t = 0; t < Steps; t++)
            {
                Draw(t, replicate);
                Update(0.3 + (0.4 * (t % 12) / 12));
            }

            foreach (Vector512<double> states in x)
                sum += Vector512.Sum(states);
        }

        return sum / Agents / Replicates;
    }

    void Begin()
    {
        for (int i = 0; i < Agents; i++)
        {
            x[i / Lanes] = x[i / Lanes].WithElement(i % Lanes, 0.5);
            p[i / Lanes] = p[i / Lanes].WithElement(i % Lanes, 0.2);
            weight[i / Lanes] = weight[i / Lanes].WithElement(i % Lanes, 0.1 + (0.8 * i / Agents));
            offset[i / Lanes] = offset[i / Lanes].WithElement(i % Lanes, -0.5 + (1.0 * (i * 7 % Agents) / Agents));
        }
    }

    void Draw(uint step, uint replicate)
    {
        const int Quarter = Agents / Lanes / 4;
        for (int i = 0; i < Quarter; i++)
        {
            Vector512<ulong> c0 = Vector512.Create((ulong)(i * Lanes)) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7), c1 = Vector512.Create((ulong)step), c2 = Vector512.Create((ulong)replicate), c3 = Vector512<ulong>.One;
            uint key0 = 42, key1 = 0;
            for (int round = 0; round < 10; round++)
            {
                Vector512<ulong> a = Product(c0, 0xD2511F53), b = Product(c2, 0xCD9E8D57);
                (c0, c1, c2, c3) = ((b >> 32) ^ c1 ^ Vector512.Create((ulong)key0), b, (a >> 32) ^ c3 ^ Vector512.Create((ulong)key1), a);
                key0 = unchecked(key0 + 0x9E3779B9);
                key1 = unchecked(key1 + 0xBB67AE85);
            }

            draws[i] = Unit(c0);
            draws[i + Quarter] = Unit(c1);
            draws[i + (2 * Quarter)] = Unit(c2);
            draws[i + (3 * Quarter)] = Unit(c3);
        }
    }

    void Update(double level)
    {
        for (int i = 0; i < x.Length; i++)
        {
            Vector512<double> e = (Of(Pull) * (Of(level) - x[i])) + (weight[i] * p[i]), z = (Of(Gain) * e) - (Of(Own) * x[i]) + offset[i];
            Vector512<double> act = Vector512<double>.One & Vector512.LessThan(draws[i], LaneMath.Logistic(z));
            x[i] += Of(Speed) * (act - x[i]);
            p[i] = (Of(Memory) * p[i]) + (Of(New) * (act - p[i]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Product(Vector512<ulong> word, uint multiplier) => Avx512F.IsSupported
        ? Avx512F.Multiply(word.AsUInt32(), Vector512.Create((ulong)multiplier).AsUInt32())
        : unchecked((word & Vector512.Create(0xFFFF_FFFFUL)) * Vector512.Create((ulong)multiplier));

    // As in C: the upper 31 bits of the word.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Unit(Vector512<ulong> word) => Vector512.ConvertToDouble(((word & Vector512.Create(0xFFFF_FFFFUL)) >> 1).AsInt64()) * Of(4.656612873077393e-10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Of(double number) => Vector512.Create(number);
}
