namespace Fangshou.Phases;

/// <summary>What all cells of a lane share: one draw of the pooled parameters.</summary>
internal sealed class PooledParameters
{
    // A cell's own parameters, each with a pooled mean and spread.
    internal const int Base = 0, Ratio = 1, Loosening = 2, LooseningRatio = 3, OwnRates = 4;

    internal PooledParameters(int phases)
    {
        Phases = phases;
        StayLogMean = new double[phases];
        Next = new double[phases];
        Visits = new double[phases];
    }

    internal int Phases { get; }

    /// <summary>Means between cells of: ln lax tightening, ln crackdown ratio, ln lax loosening, ln easing ratio.</summary>
    internal double[] Mean { get; } = new double[OwnRates];

    /// <summary>Their standard deviations between cells.</summary>
    internal double[] Spread { get; } = new double[OwnRates];

    /// <summary>ln tightening while easing over lax.</summary>
    internal double EasingTightening { get; set; }

    /// <summary>ln loosening in a crackdown over lax.</summary>
    internal double CrackdownLoosening { get; set; }

    internal double TightenSize { get; set; }

    internal double EaseSize { get; set; }

    /// <summary>ln mean stay, months, by phase.</summary>
    internal double[] StayLogMean { get; }

    /// <summary>Standard deviation of a cell's ln mean stay around it.</summary>
    internal double StaySpread { get; set; }

    /// <summary>P(the next phase in cyclic order follows), by phase left.</summary>
    internal double[] Next { get; }

    /// <summary>How often each phase is visited in the long run; sums to 1.</summary>
    internal double[] Visits { get; }

    /// <summary>Sets what follows a phase, and the visits that result.</summary>
    internal void SetNext(int phase, double next)
    {
        Next[phase] = next;
        if (Phases == 2)
        {
            Visits.AsSpan().Fill(0.5);
            return;
        }

        // Stationary law of the cyclic chain, by cofactors: phase k is entered from k−1 by "next" and from k+1 by "next but one".
        double total = 0;
        for (int k = 0; k < 3; k++)
        {
            double a = Next[(k + 1) % 3], b = Next[(k + 2) % 3];
            total += Visits[k] = 1 - (a * (1 - b));
        }

        for (int k = 0; k < 3; k++)
            Visits[k] /= total;
    }

    /// <summary>How many numbers <see cref="CopyTo"/> writes.</summary>
    internal int Count => (2 * OwnRates) + 5 + (2 * Phases);

    /// <summary>The same names for what is written, for diagnostics.</summary>
    internal string[] Names()
    {
        string[] own = ["lax tightening", "crackdown ratio", "lax loosening", "easing ratio"];
        string[] letters = ["lax", "crackdown", "easing"];
        return
        [
            .. own.Select(n => $"mean ln {n}"), .. own.Select(n => $"spread of ln {n}"),
            "easing tightening", "crackdown loosening", "tightening size", "easing size", "stay spread",
            .. letters.Take(Phases).Select(n => $"ln mean stay {n}"), .. letters.Take(Phases).Select(n => $"next after {n}"),
        ];
    }

    internal void CopyTo(Span<double> row)
    {
        Mean.CopyTo(row);
        Spread.CopyTo(row[OwnRates..]);
        Span<double> rest = row[(2 * OwnRates)..];
        rest[0] = EasingTightening;
        rest[1] = CrackdownLoosening;
        rest[2] = TightenSize;
        rest[3] = EaseSize;
        rest[4] = StaySpread;
        StayLogMean.CopyTo(rest[5..]);
        Next.CopyTo(rest[(5 + Phases)..]);
    }

    internal void CopyFrom(ReadOnlySpan<double> row)
    {
        row[..OwnRates].CopyTo(Mean);
        row.Slice(OwnRates, OwnRates).CopyTo(Spread);
        ReadOnlySpan<double> rest = row[(2 * OwnRates)..];
        EasingTightening = rest[0];
        CrackdownLoosening = rest[1];
        TightenSize = rest[2];
        EaseSize = rest[3];
        StaySpread = rest[4];
        rest.Slice(5, Phases).CopyTo(StayLogMean);
        for (int k = 0; k < Phases; k++)
            SetNext(k, rest[5 + Phases + k]);
    }

    /// <summary>P(next phase | phase left), K×K: in cyclic order, or the only other phase.</summary>
    internal void FillTransition(Span<double> transition)
    {
        transition.Clear();
        for (int k = 0; k < Phases; k++)
        {
            int next = (k + 1) % Phases;
            transition[(k * Phases) + next] = Phases == 2 ? 1 : Next[k];
            if (Phases == 3)
                transition[(k * Phases) + ((k + 2) % Phases)] = 1 - Next[k];
        }
    }
}
