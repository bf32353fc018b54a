using System.Collections.Immutable;

namespace Fangshou.Calibration;

/// <summary>The parameters that may vary, independent of each other before anything is compared: D of them.</summary>
/// <remarks>Methods draw points of the unit cube, or normal scores; this turns them into parameters.</remarks>
public sealed class PriorSpace
{
    /// <summary>Takes priors in the order in which a simulation receives its parameters.</summary>
    /// <param name="priors">One per parameter; at least one, names differ.</param>
    /// <exception cref="ArgumentException">Names every parameter whose prior is out of its range, and why.</exception>
    public PriorSpace(params ReadOnlySpan<Prior> priors)
    {
        Priors = [.. priors];
        Names = [.. Priors.Select(p => p.Name)];
        Faults faults = new();
        faults.Require(Priors.Length > 0, $"There are no parameters; at least one is needed");
        foreach (Prior prior in Priors)
            prior.Check(faults);
        foreach (IGrouping<string, Prior> same in Priors.GroupBy(p => p.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add($"{same.Key} is the name of {same.Count()} parameters; names must differ");
        faults.Throw(nameof(priors));
    }

    /// <summary>The priors, in order.</summary>
    public ImmutableArray<Prior> Priors { get; }

    /// <summary>The parameters' names, in order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Number of parameters, D.</summary>
    public int Count => Priors.Length;

    /// <summary>Turns a point of the unit cube into parameters, each by its own quantile function.</summary>
    /// <param name="unit">Probabilities. D, each in [0, 1].</param>
    /// <param name="parameters">Receives the parameters. D, overwritten; may be the same span.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public void Map(ReadOnlySpan<double> unit, Span<double> parameters)
    {
        RequireLength(unit.Length, nameof(unit));
        RequireLength(parameters.Length, nameof(parameters));
        for (int i = 0; i < Priors.Length; i++)
            parameters[i] = Priors[i].Quantile(unit[i]);
    }

    /// <summary>ln joint density, nats; −∞ when any parameter is outside its bounds.</summary>
    /// <param name="parameters">D.</param>
    /// <exception cref="ArgumentException">The span has the wrong length.</exception>
    public double LogDensity(ReadOnlySpan<double> parameters)
    {
        RequireLength(parameters.Length, nameof(parameters));
        double sum = 0;
        for (int i = 0; i < Priors.Length; i++)
            sum += Priors[i].LogDensity(parameters[i]);
        return sum;
    }

    void RequireLength(int length, string name)
    {
        if (length != Priors.Length)
            throw new ArgumentException($"{name} has {length} values for {Priors.Length} parameters.", name);
    }
}
