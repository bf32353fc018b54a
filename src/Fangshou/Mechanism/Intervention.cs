using System.Collections.Immutable;

namespace Fangshou.Mechanism;

/// <summary>How a lever moves a number.</summary>
public enum Move
{
    /// <summary>To the value.</summary>
    Set,

    /// <summary>By the value as a factor.</summary>
    Scale,

    /// <summary>By the value as a difference.</summary>
    Add,
}

/// <summary>A trait of a sector that a lever can move.</summary>
public enum SectorTrait
{
    /// <summary>Mission priority.</summary>
    Mission,

    /// <summary>Growth while young.</summary>
    Growth,

    /// <summary>Size at which growth stops.</summary>
    Saturation,

    /// <summary>Content exposure.</summary>
    ContentExposure,
}

/// <summary>A parameter moved by a lever.</summary>
public readonly record struct ParameterMove(MechanismParameter Parameter, Move Move, double Value);

/// <summary>A sector's trait moved by a lever.</summary>
/// <param name="Sector">Position in the world.</param>
/// <param name="Trait">Which trait.</param>
/// <param name="Move">How.</param>
/// <param name="Value">To or by what.</param>
public readonly record struct TraitMove(int Sector, SectorTrait Trait, Move Move, double Value);

/// <summary>The roles that a place plays towards its firms, moved by a lever: at 0 it shelters nobody any more.</summary>
/// <param name="Locality">Position in the world.</param>
/// <param name="Move">How.</param>
/// <param name="Value">To or by what; the result stops at the ends of the range of <see cref="Locality.Roles"/>.</param>
public readonly record struct RoleMove(int Locality, Move Move, double Value);

/// <summary>An incident planted in a sector.</summary>
/// <param name="Sector">Position in the world.</param>
/// <param name="Severity">Before the public's resonance, ≥ 0; 1 is a week of national headlines, 10 a scandal like Ezubao or Sanlu.</param>
public readonly record struct PlantedIncident(int Sector, double Severity);

/// <summary>A fall of a sector's index from one month to the next, whatever its cause.</summary>
/// <param name="Sector">Position in the world.</param>
/// <param name="Fall">Share of the index that is lost, 0…<see cref="RunPlan.LargestFall"/>; confidence is the index's square root.</param>
public readonly record struct IndexFall(int Sector, double Fall);

/// <summary>What is done from outside at the start of a month; moves last, incidents do not.</summary>
public sealed record Intervention
{
    /// <summary>Month, counted from the start of the run.</summary>
    public required int Month { get; init; }

    /// <summary>Parameters moved, in order.</summary>
    public ImmutableArray<ParameterMove> Parameters { get; init; } = [];

    /// <summary>Traits of sectors moved, in order.</summary>
    public ImmutableArray<TraitMove> Traits { get; init; } = [];

    /// <summary>Roles of places moved, in order.</summary>
    public ImmutableArray<RoleMove> Roles { get; init; } = [];

    /// <summary>Incidents of this month.</summary>
    public ImmutableArray<PlantedIncident> Incidents { get; init; } = [];

    /// <summary>Falls of indices; after a rebirth of the same month.</summary>
    public ImmutableArray<IndexFall> Falls { get; init; } = [];

    /// <summary>Positions of sectors that begin anew, young and clean.</summary>
    public ImmutableArray<int> Reborn { get; init; } = [];

    /// <summary>The number after a move.</summary>
    public static double Apply(double current, Move move, double value) => move switch
    {
        Move.Set => value,
        Move.Scale => current * value,
        _ => current + value,
    };
}
