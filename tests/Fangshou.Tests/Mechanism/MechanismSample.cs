using System.Collections.Immutable;
using CsCheck;
using Fangshou.Mechanism;

namespace Fangshou.Tests.Mechanism;

/// <summary>Worlds, parameters and plans for tests.</summary>
static class MechanismSample
{
    /// <summary>The shipped world.</summary>
    public static World China { get; } = Read("china.json");

    /// <summary>Any small world: odd numbers of firms, few or many places, agencies with gaps in their mandates.</summary>
    public static Gen<World> Worlds { get; } = Gen.Select(Gen.Int[1, 5], Gen.Int[1, 4], Gen.OneOf(Gen.Int[1, 8], Gen.Int[9, 20]), Gen.Int[0, 1_000_000]).Select((sectors, agencies, localities, salt) =>
    {
        int state = salt;
        return World.Create(
            "any",
            [.. Enumerable.Range(0, sectors).Select(s => new Sector
            {
                Id = $"s{s}", Firms = 1 + (int)Next(9), Saturation = 5 + Next(40), Growth = 0.01 + Next(0.04), Mission = Next(1), ContentExposure = Next(1.5),
                Harm = [1 + Next(1), Next(2), Next(1), Next(2), Next(1)],
            })],
            [
                // The first has a mandate over everything, so that no sector is without an agency.
                new Agency { Id = "a0", Mandate = [1, 1, 1, 1, 1], Speed = 0.1 + Next(0.5), Career = 0.5 + Next(1) },
                .. Enumerable.Range(1, agencies).Select(a => new Agency { Id = $"a{a}", Mandate = [Next(1), 0, Next(1), 0, 0], Orientation = Next(2) - 1, Capacity = 0.5 + Next(0.5), Speed = Next(0.6) }),
            ],
            [.. Enumerable.Range(0, localities).Select(l => new Locality { Id = $"l{l}", OtherRevenue = 1 + Next(9), Roles = Next(3), Judges = 0.5 + Next(10) })]);

        double Next(double most)
        {
            state = unchecked((state * 1103515245) + 12345);
            return most * ((state >> 8) & 0xFFFF) / 65536.0;
        }
    });

    /// <summary>Any parameters within their prior ranges, with or without extensions and switches.</summary>
    public static Gen<ParameterSet> Parameters { get; } = Gen.Select(Gen.Double[0, 1].Array[ParameterTable.Rows.Length], Gen.Bool, Gen.Int[0, 9]).Select((shares, core, switches) =>
    {
        ParameterSet set = core ? ParameterSet.Core : ParameterSet.Default;
        foreach (ParameterRow row in ParameterTable.Rows)
        {
            // What is off in the core stays off there.
            if (row.PriorLow is { } low && row.PriorHigh is { } high && !(core && row.Core != row.Default))
                set = set.With(row.Parameter, low + (shares[(int)row.Parameter] * (high - low)));
        }

        // Firms cannot win more than every suit.
        set = set.With(MechanismParameter.CourtCapture, Math.Min(set[MechanismParameter.CourtCapture], 1 - set[MechanismParameter.CourtBase]));
        if (switches < 3)
            set = set.With((MechanismParameter)((int)MechanismParameter.FullInformation + switches), 1);
        return set;
    });

    /// <summary>A plan with levers, incidents and a rebirth, all series recorded and states hashed.</summary>
    public static RunPlan Plan(World world, ImmutableArray<ParameterSet> parameters, int replicates, int months, ulong seed) => new()
    {
        World = world,
        Parameters = parameters,
        Replicates = replicates,
        Months = months,
        Seed = seed,
        Series = [.. Enum.GetValues<Series>()],
        HashesSteps = true,
        Interventions =
        [
            new Intervention { Month = 2, Reborn = [0] },
            new Intervention { Month = 3, Falls = [new IndexFall(0, 0.6), new IndexFall(world.Sectors.Length - 1, 0.3)] },
            new Intervention { Month = 4, Parameters = [new ParameterMove(MechanismParameter.Slump, Move.Add, 0.5), new ParameterMove(MechanismParameter.ProtectionSlope, Move.Scale, 0.5)] },
            new Intervention { Month = 4, Roles = [new RoleMove(0, Move.Set, 0), new RoleMove(world.Localities.Length - 1, Move.Add, 2)] },
            new Intervention { Month = 5, Incidents = [new PlantedIncident(0, 12)], Traits = [new TraitMove(0, SectorTrait.Mission, Move.Scale, 0.5)] },
        ],
    };

    static World Read(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "scenarios", "worlds", name));
        return WorldReader.Read(file);
    }
}
