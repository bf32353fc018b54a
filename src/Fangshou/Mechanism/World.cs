using System.Collections.Immutable;

namespace Fangshou.Mechanism;

/// <summary>An area of harm: what a sector does to people that a law may forbid.</summary>
public enum HarmArea
{
    /// <summary>Abuse of market power.</summary>
    Competition,

    /// <summary>Misuse and leaks of data.</summary>
    Data,

    /// <summary>Harm to workers.</summary>
    Labour,

    /// <summary>Financial loss.</summary>
    Finance,

    /// <summary>Harm to consumers, minors and safety.</summary>
    Consumers,
}

/// <summary>A sector of firms.</summary>
public sealed record Sector
{
    /// <summary>As in the ledger's vocabulary, for example "ai".</summary>
    public required string Id { get; init; }

    /// <summary>Firms, 1…10,000.</summary>
    public required int Firms { get; init; }

    /// <summary>Total size at which the sector stops growing, &gt; 0.</summary>
    public required double Saturation { get; init; }

    /// <summary>Growth while young, ln size a month, 0…0.2.</summary>
    public required double Growth { get; init; }

    /// <summary>Mission priority that leadership gives it, in units of pressure, 0…10.</summary>
    public required double Mission { get; init; }

    /// <summary>How much of it is content that the content agency watches, 0…2.</summary>
    public required double ContentExposure { get; init; }

    /// <summary>Weight of each <see cref="HarmArea"/> in the harm that it does; not negative, not all 0; scaled to sum to 1.</summary>
    public required ImmutableArray<double> Harm { get; init; }
}

/// <summary>An agency that enforces.</summary>
public sealed record Agency
{
    /// <summary>As in the ledger's vocabulary, for example "SAMR".</summary>
    public required string Id { get; init; }

    /// <summary>Mandate over each <see cref="HarmArea"/>, 0…1.</summary>
    public required ImmutableArray<double> Mandate { get; init; }

    /// <summary>−1 the growth camp … 1 the controllers.</summary>
    public double Orientation { get; init; }

    /// <summary>Largest effort that it can sustain, 0…1.</summary>
    public double Capacity { get; init; } = 1;

    /// <summary>How strongly careers in it hang on the signal, as a multiple of the parameter career, 0…3.</summary>
    public double Career { get; init; } = 1;

    /// <summary>Share of the way to its target effort that it goes in a month, 0…0.6.</summary>
    public required double Speed { get; init; }
}

/// <summary>A local government with its court.</summary>
public sealed record Locality
{
    /// <summary>For example "Hangzhou".</summary>
    public required string Id { get; init; }

    /// <summary>Revenue that does not come from these sectors, in units of firm size, &gt; 0.</summary>
    public required double OtherRevenue { get; init; }

    /// <summary>How many roles it plays towards the firms (investor, client, incubator, court), as a multiple of the usual, 0…10.</summary>
    public double Roles { get; init; } = 1;

    /// <summary>Claims that its court can dispose of, a month, &gt; 0.</summary>
    public double Judges { get; init; } = 25;
}

/// <summary>What stays as it is while the mechanism runs: sectors, agencies, places and who has a mandate over what.</summary>
public sealed class World
{
    /// <summary>Harm that an agency must have a mandate over, as a share of a sector's, to be in charge of that sector.</summary>
    public const double LeastMandate = 0.12;

    internal const int Areas = 5;

    World(string id, ImmutableArray<Sector> sectors, ImmutableArray<Agency> agencies, ImmutableArray<Locality> localities)
    {
        Id = id;
        Sectors = sectors;
        Agencies = agencies;
        Localities = localities;
    }

    /// <summary>A name for the whole.</summary>
    public string Id { get; }

    /// <summary>The sectors.</summary>
    public ImmutableArray<Sector> Sectors { get; }

    /// <summary>The agencies.</summary>
    public ImmutableArray<Agency> Agencies { get; }

    /// <summary>The local governments.</summary>
    public ImmutableArray<Locality> Localities { get; }

    /// <summary>Firms of all sectors.</summary>
    public int Firms => Sectors.Sum(sector => sector.Firms);

    /// <summary>True when an agency is in charge of a sector: its mandate covers more than <see cref="LeastMandate"/> of the harm.</summary>
    public bool InCharge(int agency, int sector)
    {
        double covered = 0;
        for (int k = 0; k < Areas; k++)
            covered += Agencies[agency].Mandate[k] * Sectors[sector].Harm[k];
        return covered > LeastMandate;
    }

    /// <summary>Position of a sector, or −1.</summary>
    public int SectorIndex(string id)
    {
        for (int s = 0; s < Sectors.Length; s++)
            if (Sectors[s].Id == id)
                return s;
        return -1;
    }

    /// <summary>Position of a place, or −1.</summary>
    public int LocalityIndex(string id)
    {
        for (int l = 0; l < Localities.Length; l++)
            if (Localities[l].Id == id)
                return l;
        return -1;
    }

    /// <summary>A world whose parts have been checked.</summary>
    /// <param name="id">A name for the whole.</param>
    /// <param name="sectors">1…64.</param>
    /// <param name="agencies">1…64; each sector needs one in charge.</param>
    /// <param name="localities">1…1,000.</param>
    /// <exception cref="ArgumentException">Something is out of range; the message lists every fault.</exception>
    public static World Create(string id, ImmutableArray<Sector> sectors, ImmutableArray<Agency> agencies, ImmutableArray<Locality> localities)
    {
        ImmutableArray<string> faults = WorldCheck.Faults(sectors, agencies, localities);
        if (!faults.IsEmpty)
            throw new ArgumentException(string.Join(' ', faults));
        World world = new(id, [.. sectors.Select(Scaled)], agencies, localities);
        ImmutableArray<string> alone = [.. world.Sectors.Where((_, s) => !Enumerable.Range(0, agencies.Length).Any(a => world.InCharge(a, s))).Select(sector => sector.Id)];
        return alone.IsEmpty ? world : throw new ArgumentException($"No agency has a mandate over {string.Join(", ", alone)}.");
    }

    /// <summary>The same world with one trait moved.</summary>
    internal World With(TraitMove move)
    {
        Sector sector = Sectors[move.Sector];
        double Moved(double current) => Math.Max(0, Intervention.Apply(current, move.Move, move.Value));
        Sector changed = move.Trait switch
        {
            SectorTrait.Mission => sector with { Mission = Moved(sector.Mission) },
            SectorTrait.Growth => sector with { Growth = Moved(sector.Growth) },
            SectorTrait.Saturation => sector with { Saturation = Math.Max(0.01, Moved(sector.Saturation)) },
            _ => sector with { ContentExposure = Moved(sector.ContentExposure) },
        };
        return new World(Id, Sectors.SetItem(move.Sector, changed), Agencies, Localities);
    }

    /// <summary>The same world with the roles of one place moved.</summary>
    internal World With(RoleMove move)
    {
        Locality place = Localities[move.Locality];
        return new World(Id, Sectors, Agencies, Localities.SetItem(move.Locality, place with { Roles = Math.Clamp(Intervention.Apply(place.Roles, move.Move, move.Value), 0, WorldCheck.MostRoles) }));
    }

    static Sector Scaled(Sector sector)
    {
        double total = sector.Harm.Sum();
        return sector with { Harm = [.. sector.Harm.Select(weight => weight / total)] };
    }
}
