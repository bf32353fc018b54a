namespace Fangshou.Numerics;

/// <summary>A named stream of random numbers: the seed and three words name it, a running count walks through it.</summary>
/// <remarks>
/// Two streams with different names never share a number, and a stream gives the same numbers wherever and whenever it is opened.
/// A mutable struct: pass it by reference.
/// </remarks>
public struct RandomStream
{
    readonly uint key0, key1, word1, word2, word3;
    uint block;
    double spare;
    bool hasSpare;

    /// <summary>Opens the stream that the words name.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="word1">For example the chain.</param>
    /// <param name="word2">For example the sweep.</param>
    /// <param name="word3">For example the cell and what is drawn.</param>
    public RandomStream(ulong seed, uint word1, uint word2, uint word3)
    {
        unchecked
        {
            key0 = (uint)seed;
            key1 = (uint)(seed >> 32);
        }

        this.word1 = word1;
        this.word2 = word2;
        this.word3 = word3;
    }

    /// <summary>A word that a text names: its hash, the same everywhere and always (FNV-1a over UTF-16 units).</summary>
    public static uint Word(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        uint hash = 2166136261;
        unchecked
        {
            foreach (char c in text)
                hash = (hash ^ c) * 16777619;
        }

        return hash;
    }

    /// <summary>Uniform on (0, 1]: a multiple of 2⁻⁵³ plus 2⁻⁵⁴, which rounds to 1 once in 2⁵³ draws.</summary>
    public double Uniform()
    {
        if (hasSpare)
        {
            hasSpare = false;
            return spare;
        }

        (uint x0, uint x1, uint x2, uint x3) = Philox.Scramble(block, word1, word2, word3, key0, key1);
        unchecked
        {
            block++;
        }

        spare = ToUnit(x2, x3);
        hasSpare = true;
        return ToUnit(x0, x1);
    }

    /// <summary>Standard normal, by inversion of one uniform.</summary>
    public double Normal() => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, Uniform());

    /// <summary>Gamma with the given shape (&gt; 0) and scale 1.</summary>
    /// <remarks>Marsaglia and Tsang (2000), ACM TOMS 26:363–372; shapes below 1 by their power of a uniform.</remarks>
    public double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(Uniform(), 1 / shape);

        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal(), v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(Uniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }

    /// <summary>Beta with the given shapes (&gt; 0).</summary>
    public double Beta(double a, double b)
    {
        double x = Gamma(a), y = Gamma(b);
        return x / (x + y);
    }

    /// <summary>Poisson with the given mean (≥ 0), by inversion below 30 and by splitting in gamma waiting times above.</summary>
    /// <remarks>Ahrens and Dieter (1974): a Poisson count up to a gamma-distributed waiting time is binomial; here the remainder is drawn anew.</remarks>
    public int Poisson(double mean)
    {
        int count = 0;
        while (mean > 30)
        {
            int step = (int)(mean * 7 / 8);
            double wait = Gamma(step);
            if (wait > mean)
                return count + Binomial(step - 1, mean / wait);
            count += step;
            mean -= wait;
        }

        double p = Math.Exp(-mean), u = Uniform(), cumulative = p;
        for (int k = 0; u > cumulative && p > 0; k++)
        {
            p *= mean / (k + 1);
            cumulative += p;
            count++;
        }

        return count;
    }

    /// <summary>Negative binomial with the given mean and size: variance mean + mean²/size.</summary>
    public int NegativeBinomial(double mean, double size) => Poisson(mean * Gamma(size) / size);

    /// <summary>An index drawn with probability proportional to its weight.</summary>
    /// <param name="weights">Not negative, not all 0, finite.</param>
    public int Index(ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (double weight in weights)
            total += weight;

        double u = Uniform() * total;
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
                continue;
            last = i;
            u -= weights[i];
            if (u <= 0)
                return i;
        }

        // Rounding left a crumb of the total: it belongs to the last possible index.
        return last;
    }

    int Binomial(int trials, double p)
    {
        int successes = 0;
        for (int i = 0; i < trials; i++)
            successes += Uniform() < p ? 1 : 0;
        return successes;
    }

    static double ToUnit(uint high, uint low) => (((((ulong)high << 32) | low) >> 11) + 0.5) * (1.0 / (1UL << 53));
}
