using Law = MathNet.Numerics.Distributions.Normal;

namespace Fangshou.Calibration;

/// <summary>Shape of a prior.</summary>
public enum PriorKind
{
    /// <summary>Every value between the bounds is as likely as any other.</summary>
    Uniform,

    /// <summary>The logarithm is uniform: every factor is as likely as any other. Bounds above 0.</summary>
    LogUniform,

    /// <summary>Normal, cut off at the bounds where they are finite.</summary>
    Normal,
}

/// <summary>What is held likely of one parameter before the model is compared with anything.</summary>
/// <remarks>Made by the methods named after its kind. Its ranges are checked by <see cref="PriorSpace"/>, so that all faults are told at once.</remarks>
public sealed record Prior
{
    // Less than this between the bounds, and the quantile function would return the bounds and little else.
    const double LeastMass = 1e-12;

    Prior(string name, PriorKind kind, double low, double high) => (Name, Kind, Low, High) = (name, kind, low, high);

    /// <summary>The parameter's name; not empty.</summary>
    public string Name { get; init; }

    /// <summary>Its shape.</summary>
    public PriorKind Kind { get; }

    /// <summary>Smallest value, in the parameter's unit; −∞ only for a normal.</summary>
    public double Low { get; init; }

    /// <summary>Largest value, in the parameter's unit; above <see cref="Low"/>; +∞ only for a normal.</summary>
    public double High { get; init; }

    /// <summary>Mean of the normal before it is cut off; 0 and without meaning for other kinds.</summary>
    public double Mean { get; init; }

    /// <summary>Standard deviation of the normal before it is cut off, above 0; 1 and without meaning for other kinds.</summary>
    public double Sd { get; init; } = 1;

    /// <summary>Uniform between two bounds.</summary>
    public static Prior Uniform(string name, double low, double high) => new(name, PriorKind.Uniform, low, high);

    /// <summary>Uniform in the logarithm between two bounds above 0.</summary>
    public static Prior LogUniform(string name, double low, double high) => new(name, PriorKind.LogUniform, low, high);

    /// <summary>Normal, cut off at the bounds if there are any.</summary>
    public static Prior Normal(string name, double mean, double sd, double low = double.NegativeInfinity, double high = double.PositiveInfinity) =>
        new(name, PriorKind.Normal, low, high) { Mean = mean, Sd = sd };

    /// <summary>The value that the parameter stays below with a given probability: the inverse of its distribution function.</summary>
    /// <param name="u">Probability. Brought into [2⁻⁵³, 1 − 2⁻⁵³] first, so the result is finite; not NaN.</param>
    /// <returns>A value between the bounds.</returns>
    public double Quantile(double u)
    {
        u = Math.Clamp(u, 1.0 / (1L << 53), 1 - (1.0 / (1L << 53)));
        double value = Kind switch
        {
            PriorKind.Uniform => Low + (u * (High - Low)),
            PriorKind.LogUniform => Low * Math.Exp(u * Math.Log(High / Low)),
            _ => NormalQuantile(u),
        };
        return Math.Clamp(value, Low, High);
    }

    /// <summary>Density at a value, per unit of the parameter; 0 outside the bounds.</summary>
    public double Density(double value) => Math.Exp(LogDensity(value));

    /// <summary>ln density at a value, nats; −∞ outside the bounds.</summary>
    public double LogDensity(double value)
    {
        if (!(value >= Low && value <= High))
            return double.NegativeInfinity;
        double z = (value - Mean) / Sd;
        return Kind switch
        {
            PriorKind.Uniform => -Math.Log(High - Low),
            PriorKind.LogUniform => -Math.Log(value) - Math.Log(Math.Log(High / Low)),
            _ => (-0.5 * z * z) - Math.Log(Sd * Math.Sqrt(2 * Math.PI) * Mass),
        };
    }

    /// <summary>Notes what is wrong with it.</summary>
    internal void Check(Faults faults)
    {
        faults.Require(!string.IsNullOrWhiteSpace(Name), $"A parameter has no name");
        if (!(Low < High))
        {
            faults.Add($"{Name}: the lower bound {Low:R} must be below the upper {High:R}");
            return;
        }

        switch (Kind)
        {
            case PriorKind.Normal:
                bool shaped = double.IsFinite(Mean) && double.IsFinite(Sd) && Sd > 0;
                faults.Require(shaped, $"{Name}: the mean {Mean:R} must be finite, the standard deviation {Sd:R} finite and above 0");
                faults.Require(!shaped || Mass >= LeastMass, $"{Name}: less than {LeastMass:R} of the normal lies between {Low:R} and {High:R}");
                break;
            default:
                faults.Require(double.IsFinite(High - Low), $"{Name}: the bounds {Low:R} and {High:R} must be finite, and their distance too");
                faults.Require(Kind != PriorKind.LogUniform || Low > 0, $"{Name}: the lower bound {Low:R} of a log-uniform prior must be above 0");
                break;
        }
    }

    /// <summary>Share of the normal between the bounds.</summary>
    double Mass
    {
        get
        {
            (double from, double to, _) = Tails();
            return to - from;
        }
    }

    double NormalQuantile(double u)
    {
        (double from, double to, bool mirrored) = Tails();
        double z = Law.InvCDF(0, 1, from + ((mirrored ? 1 - u : u) * (to - from)));
        return Mean + (Sd * (mirrored ? -z : z));
    }

    /// <summary>Distribution function at the bounds; of the mirrored law when both lie above the mean, where small tails keep their digits.</summary>
    (double From, double To, bool Mirrored) Tails()
    {
        double a = (Low - Mean) / Sd, b = (High - Mean) / Sd;
        return a > 0 ? (Law.CDF(0, 1, -b), Law.CDF(0, 1, -a), true) : (Law.CDF(0, 1, a), Law.CDF(0, 1, b), false);
    }
}
