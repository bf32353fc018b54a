namespace Fangshou.Numerics;

/// <summary>A self-exciting point process whose excitation decays exponentially: λ(t) = μ + Σ_{tᵢ &lt; t} α·exp(−β·(t − tᵢ)).</summary>
/// <param name="Baseline">μ, events per unit of time without excitation. &gt; 0, finite.</param>
/// <param name="Jump">α, by how much an event raises the intensity, events per unit of time. ≥ 0, finite. An event triggers α/β others.</param>
/// <param name="Decay">β, per unit of time. &gt; 0, finite; 1/β is the memory.</param>
/// <remarks>Source: Hawkes (1971), Biometrika 58:83–90; recursion: Ozaki (1979), Ann. Inst. Statist. Math. 31:145–155.</remarks>
public sealed record ExponentialHawkes(double Baseline, double Jump, double Decay)
{
    /// <summary>Mean number of events that an event triggers directly, α/β; the process explodes from 1 on.</summary>
    public double BranchingRatio => Jump / Decay;

    /// <summary>ln of the density of the events seen from 0 to the end of watching, nats.</summary>
    /// <param name="times">Times of the events, ascending, each in 0…<paramref name="end"/>; equal times are events that do not excite each other.</param>
    /// <param name="end">End of watching. ≥ 0, finite, in the unit of time of the parameters.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range, or a time is out of order or out of bounds; the message names it.</exception>
    /// <remarks>O(n), no allocation. No event at all is a valid outcome. Pinned by: the double sum over all pairs; MODEL.md V5.</remarks>
    public double LogLikelihood(ReadOnlySpan<double> times, double end)
    {
        Require(times, end);
        return LogLikelihood(times, end, Baseline, Jump, Decay);
    }

    /// <summary>Expected number of events before each event, given those before it: ∫λ from 0 to tᵢ.</summary>
    /// <param name="times">Times of the events, ascending, ≥ 0.</param>
    /// <param name="rescaled">Receives the transformed times. n, overwritten. If the model is true they are a Poisson process of rate 1.</param>
    /// <exception cref="ArgumentException">As for <see cref="LogLikelihood(ReadOnlySpan{double}, double)"/>, or the lengths differ.</exception>
    /// <remarks>O(n). Source: the time-rescaling theorem; Ogata (1988), J. Amer. Statist. Assoc. 83:9–27.</remarks>
    public void Rescale(ReadOnlySpan<double> times, Span<double> rescaled)
    {
        Require(times, times.IsEmpty ? 0 : times[^1]);
        if (rescaled.Length != times.Length)
            throw new ArgumentException($"There are {rescaled.Length} places for {times.Length} events.", nameof(rescaled));
        double excitation = 0, before = 0;
        for (int i = 0; i < times.Length; i++)
        {
            // Each earlier event has spent 1 − e^(−β·age) of its α/β; what is left of all of them is the excitation over β.
            excitation *= i == 0 ? 0 : Math.Exp(-Decay * (times[i] - before));
            rescaled[i] = (Baseline * times[i]) + (((Jump * i) - excitation) / Decay);
            excitation += Jump;
            before = times[i];
        }
    }

    static double LogLikelihood(ReadOnlySpan<double> times, double end, double baseline, double jump, double decay)
    {
        double sum = -baseline * end, excitation = 0, simultaneous = 0, before = 0;
        foreach (double time in times)
        {
            if (time > before)
            {
                excitation = (excitation + simultaneous) * Math.Exp(-decay * (time - before));
                simultaneous = 0;
                before = time;
            }
            sum += Math.Log(baseline + excitation) + (jump / decay * double.ExpM1(-decay * (end - time)));
            simultaneous += jump;
        }
        return sum;
    }

    void Require(ReadOnlySpan<double> times, double end)
    {
        if (!(Baseline > 0) || !double.IsFinite(Baseline))
            throw new ArgumentException($"The baseline is {Baseline:R}; it is above 0 and finite.", nameof(times));
        if (!(Jump >= 0) || !double.IsFinite(Jump))
            throw new ArgumentException($"The jump is {Jump:R}; it is 0 or more and finite.", nameof(times));
        if (!(Decay > 0) || !double.IsFinite(Decay))
            throw new ArgumentException($"The decay is {Decay:R}; it is above 0 and finite.", nameof(times));
        if (!(end >= 0) || !double.IsFinite(end))
            throw new ArgumentException($"Watching ends at {end:R}; the end is 0 or later and finite.", nameof(end));
        double before = 0;
        for (int i = 0; i < times.Length; i++)
        {
            if (!(times[i] >= before && times[i] <= end))
                throw new ArgumentException($"Event {i} is at {times[i]:R}; times ascend from 0 to {end:R}.", nameof(times));
            before = times[i];
        }
    }
}
