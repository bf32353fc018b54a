using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fangshou.Mechanism;
using Fangshou.Numerics;

namespace Fangshou.Scenarios;

/// <summary>Reads scenarios from JSON; a file may extend another and say only what differs.</summary>
public sealed class ScenarioReader
{
    const int MostFiles = 16;

    readonly Func<string, Stream?> open;
    readonly List<string> faults = [];
    readonly List<string> chain = [];

    ScenarioReader(Func<string, Stream?> open) => this.open = open;

    /// <summary>The scenario in a file.</summary>
    /// <param name="open">Opens a file by the name that another gives it; null when there is none.</param>
    /// <param name="name">The file's name.</param>
    /// <exception cref="FormatException">A file is missing, is no JSON, extends itself, or holds something unknown or out of range; the message lists every fault with its place.</exception>
    public static Scenario Read(Func<string, Stream?> open, string name)
    {
        ArgumentNullException.ThrowIfNull(open);
        ScenarioReader reader = new(open);
        Scenario? scenario = reader.Read(name);
        return reader.faults.Count > 0 || scenario is null ? throw new FormatException(string.Join(' ', reader.faults)) : scenario;
    }

    Scenario? Read(string name)
    {
        if (chain.Contains(name) || chain.Count == MostFiles)
        {
            faults.Add($"{name} extends itself: {string.Join(" → ", chain.Append(name))}.");
            return null;
        }

        chain.Add(name);
        using Stream? stream = open(name);
        if (stream is null)
        {
            faults.Add($"there is no scenario {name}.");
            return null;
        }

        List<string> own = [];
        using JsonDocument? document = JsonFields.Parse(stream, own);
        Scenario? scenario = document is null ? null : Read(new JsonFields(document.RootElement, "", own), own);
        faults.AddRange(own.Select(fault => $"{name}: {fault}"));
        return faults.Count > 0 ? null : scenario;
    }

    Scenario? Read(JsonFields file, List<string> own)
    {
        Scenario? above = null;
        if (file.Has("extends"))
        {
            above = Read(file.Text("extends"));
            if (above is null)
                return null;
        }

        World? world = file.Has("world") || above is null ? ReadWorld(file.Text("world"), own) : above.World;
        if (world is null)
            return null;

        int months = file.Whole("months", 1, RunPlan.MostMonths, above?.Months), change = file.Whole("changeMonth", 0, RunPlan.MostMonths, above?.ChangeMonth);
        if (change >= months)
            file.Fault("changeMonth", $"is {change}; the run has {months} months, so from 0 to {months - 1} is allowed.");
        string sector = file.Text("sector", above?.World.Sectors[above.Sector].Id);
        LeverReader levers = new(world, months);
        Scenario scenario = new()
        {
            Id = file.Text("id"),
            Title = file.Text("title"),
            Hypothesis = file.Text("hypothesis"),
            Verdict = file.Text("verdict", ""),
            World = world,
            Sector = Math.Max(0, levers.Sector(file, "sector", sector)),
            Parameters = Source(file, above?.Parameters),
            Seed = (ulong)file.Whole("seed", 0, int.MaxValue, (int?)above?.Seed),
            Replicates = file.Whole("replicates", 1, RunPlan.MostReplicates, above?.Replicates),
            Months = months,
            ChangeMonth = change,
            Stage = file.Has("stage") ? levers.Read(file, "stage") : above?.Stage ?? [],
            Levers = file.Has("levers") ? levers.Read(file, "levers") : above?.Levers ?? [],
            Severity = Severity(file, above?.Severity ?? 0),
            Severities = file.Has("severities") ? file.Numbers("severities") : above?.Severities ?? [],
            Horizons = file.Has("horizons") ? [.. file.Numbers("horizons").Select(h => (int)h)] : above?.Horizons ?? [.. new[] { 12 }.Where(horizon => change + horizon < months)],
            Expected = [.. file.Objects("expected").Select(Band)],
        };
        foreach (double severity in scenario.Severities.Where(severity => !(severity >= 0 && severity <= RunPlan.MostSeverity)))
            file.Fault("severities", string.Create(CultureInfo.InvariantCulture, $"holds {severity:R}; from 0 to {RunPlan.MostSeverity} is allowed."));
        foreach (int horizon in scenario.Horizons.Where(horizon => horizon < 1 || change + horizon >= months))
            file.Fault("horizons", $"holds {horizon}; from 1 to {months - change - 1} months lie after the month of change.");
        foreach (ExpectedBand band in scenario.Expected.Where(band => change + band.WithinMonths >= months))
            file.Fault("expected", $"holds a horizon of {band.WithinMonths} months; from 1 to {months - change - 1} lie after the month of change.");
        file.Done();
        return scenario;
    }

    static ParameterSource Source(JsonFields file, ParameterSource? above)
    {
        string name = file.Text("parameters", JsonNamingPolicy.CamelCase.ConvertName((above ?? ParameterSource.Calibrated).ToString()));
        foreach (ParameterSource source in Enum.GetValues<ParameterSource>())
            if (JsonNamingPolicy.CamelCase.ConvertName(source.ToString()) == name)
                return source;
        file.Fault("parameters", $"is '{name}'; core, full and calibrated are known.");
        return ParameterSource.Core;
    }

    static double Severity(JsonFields file, double otherwise)
    {
        double severity = file.Number("severity", otherwise);
        if (!(severity >= 0 && severity <= RunPlan.MostSeverity))
            file.Fault("severity", string.Create(CultureInfo.InvariantCulture, $"is {severity:R}; from 0 to {RunPlan.MostSeverity} is allowed."));
        return severity;
    }

    World? ReadWorld(string name, List<string> own)
    {
        using Stream? stream = name.Length == 0 ? null : open(name);
        if (stream is null)
        {
            own.Add($"there is no world '{name}'.");
            return null;
        }

        try
        {
            return WorldReader.Read(stream);
        }
        catch (FormatException broken)
        {
            own.Add($"{name}: {broken.Message}");
            return null;
        }
    }

    static ExpectedBand Band(JsonFields fields)
    {
        ExpectedBand band = new(fields.Number("severity", 0), fields.Whole("within", 1, RunPlan.MostMonths), fields.Number("least"), fields.Number("largest"));
        if (!(band.Least >= 0 && band.Least <= band.Largest && band.Largest <= 1))
            fields.Fault("", "is no band of probabilities: 0 ≤ least ≤ largest ≤ 1.");
        if (!(band.Severity >= 0 && band.Severity <= RunPlan.MostSeverity))
            fields.Fault("severity", string.Create(CultureInfo.InvariantCulture, $"is {band.Severity:R}; from 0 to {RunPlan.MostSeverity} is allowed."));
        fields.Done();
        return band;
    }
}

/// <summary>Reads the levers of a scenario.</summary>
sealed class LeverReader(World world, int months)
{
    internal ImmutableArray<Lever> Read(JsonFields file, string name) => [.. file.Objects(name).Select(Read)];

    /// <summary>Position of the sector with an id, or −1 with a fault.</summary>
    internal int Sector(JsonFields fields, string name, string id)
    {
        int found = world.SectorIndex(id);
        if (found < 0)
            fields.Fault(name, $"is '{id}'; the world has {string.Join(", ", EditDistance.Nearest(id, world.Sectors.Select(s => s.Id), world.Sectors.Length))}.");
        return found;
    }

    Lever Read(JsonFields fields)
    {
        int month = fields.Whole("month", 0, months - 1);
        int every = fields.Whole("every", 1, months, months), until = fields.Whole("until", 0, months - 1, month);
        List<ParameterMove> moves = [];
        foreach ((string member, Move move) in new[] { ("set", Move.Set), ("scale", Move.Scale), ("add", Move.Add) })
            if (fields.Object(member) is { } part)
                moves.AddRange(Moves(part, move));
        Intervention now = new()
        {
            Month = month,
            Parameters = [.. moves],
            Traits = [.. fields.Objects("sectors").Select(Trait).OfType<TraitMove>()],
            Roles = [.. fields.Objects("roles").Select(Roles).OfType<RoleMove>()],
            Incidents = [.. fields.Objects("incidents").Select(Incident)],
            Reborn = [.. fields.Objects("reborn").Select(Reborn)],
            Falls = [.. fields.Objects("falls").Select(Fall)],
        };
        string source = fields.Text("source");
        if (source.Length == 0)
            fields.Fault("source", "is empty; every assumption says where it comes from.");
        fields.Done();
        return new Lever([.. Enumerable.Range(0, ((Math.Max(until, month) - month) / every) + 1).Select(i => now with { Month = month + (i * every) })], source);
    }

    static IEnumerable<ParameterMove> Moves(JsonFields part, Move move)
    {
        foreach ((string key, double value) in part.AllNumbers())
        {
            if (ParameterTable.Find(key) is not { } row)
                part.Fault(key, $"is no parameter; nearest: {string.Join(", ", EditDistance.Nearest(key, ParameterTable.Rows.Select(r => r.Key), 3))}.");
            else if (move == Move.Set && ParameterSet.Fault(row, value) is { } fault)
                part.Fault("", $"sets {fault}");
            else if (move == Move.Scale && value < 0)
                part.Fault(key, string.Create(CultureInfo.InvariantCulture, $"is scaled by {value:R}; 0 or more is allowed."));
            else
                yield return new ParameterMove(row.Parameter, move, value);
        }
    }

    TraitMove? Trait(JsonFields fields)
    {
        int sector = Sector(fields, "id", fields.Text("id"));
        string name = fields.Text("trait");
        SectorTrait[] traits = Enum.GetValues<SectorTrait>();
        int trait = Array.FindIndex(traits, t => JsonNamingPolicy.CamelCase.ConvertName(t.ToString()) == name);
        if (trait < 0)
            fields.Fault("trait", $"is '{name}'; {string.Join(", ", traits.Select(t => JsonNamingPolicy.CamelCase.ConvertName(t.ToString())))} are known.");
        (Move Move, double Value)? move = OneMove(fields);
        if (move is { Value: < 0, Move: not Move.Add })
            fields.Fault("", "moves a trait below 0.");
        fields.Done();
        return sector < 0 || trait < 0 || move is null ? null : new TraitMove(sector, traits[trait], move.Value.Move, move.Value.Value);
    }

    RoleMove? Roles(JsonFields fields)
    {
        string id = fields.Text("locality");
        int place = world.LocalityIndex(id);
        if (place < 0)
            fields.Fault("locality", $"is '{id}'; the world has {string.Join(", ", EditDistance.Nearest(id, world.Localities.Select(l => l.Id), 10))}.");
        (Move Move, double Value)? move = OneMove(fields);
        if (move is { Move: Move.Set, Value: < 0 or > WorldCheck.MostRoles } or { Move: Move.Scale, Value: < 0 })
            fields.Fault("", string.Create(CultureInfo.InvariantCulture, $"moves roles by {move.Value.Value:R}; they are set from 0 to {WorldCheck.MostRoles}, and scaled by 0 or more."));
        fields.Done();
        return place < 0 || move is null ? null : new RoleMove(place, move.Value.Move, move.Value.Value);
    }

    /// <summary>The one of set, scale and add that is there; null with a fault when none or several are.</summary>
    static (Move Move, double Value)? OneMove(JsonFields fields)
    {
        (Move Move, double Value)[] moves =
        [
            .. new[] { ("set", Move.Set), ("scale", Move.Scale), ("add", Move.Add) }.Where(m => fields.Has(m.Item1)).Select(m => (m.Item2, fields.Number(m.Item1))),
        ];
        if (moves.Length == 1)
            return moves[0];
        fields.Fault("", "needs one of set, scale and add.");
        return null;
    }

    PlantedIncident Incident(JsonFields fields)
    {
        PlantedIncident incident = new(Math.Max(0, Sector(fields, "sector", fields.Text("sector"))), fields.Number("severity"));
        if (!(incident.Severity >= 0 && incident.Severity <= RunPlan.MostSeverity))
            fields.Fault("severity", string.Create(CultureInfo.InvariantCulture, $"is {incident.Severity:R}; from 0 to {RunPlan.MostSeverity} is allowed."));
        fields.Done();
        return incident;
    }

    IndexFall Fall(JsonFields fields)
    {
        IndexFall fall = new(Math.Max(0, Sector(fields, "sector", fields.Text("sector"))), fields.Number("share"));
        if (!(fall.Fall >= 0 && fall.Fall <= RunPlan.LargestFall))
            fields.Fault("share", string.Create(CultureInfo.InvariantCulture, $"is {fall.Fall:R}; from 0 to {RunPlan.LargestFall} is allowed."));
        fields.Done();
        return fall;
    }

    int Reborn(JsonFields fields)
    {
        int sector = Math.Max(0, Sector(fields, "sector", fields.Text("sector")));
        fields.Done();
        return sector;
    }
}
