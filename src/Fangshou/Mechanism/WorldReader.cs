using System.Collections.Immutable;
using System.Text.Json;

namespace Fangshou.Mechanism;

/// <summary>Reads a world from JSON.</summary>
public static class WorldReader
{
    const int MostFirms = 10_000;

    /// <summary>The world that a file describes.</summary>
    /// <param name="stream">JSON with the members id, title, note, sectors, agencies and localities; see docs/method/mechanism.md.</param>
    /// <exception cref="FormatException">The text is no JSON, a member is missing, unknown or out of range; the message lists every fault with its place.</exception>
    public static World Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        List<string> faults = [];
        using JsonDocument? document = JsonFields.Parse(stream, faults);
        World? world = document is null ? null : Read(new JsonFields(document.RootElement, "", faults), faults);
        return world is null || faults.Count > 0 ? throw new FormatException(string.Join(' ', faults)) : world;
    }

    static World? Read(JsonFields file, List<string> faults)
    {
        string id = file.Text("id");
        file.Text("title", "");
        file.Text("note", "");
        ImmutableArray<Sector> sectors = [.. file.Objects("sectors", needed: true).Select(Sector)];
        ImmutableArray<Agency> agencies = [.. file.Objects("agencies", needed: true).Select(Agency)];
        ImmutableArray<Locality> localities = [.. file.Objects("localities", needed: true).Select(Locality)];
        file.Done();
        if (faults.Count > 0)
            return null;
        try
        {
            return World.Create(id, sectors, agencies, localities);
        }
        catch (ArgumentException outOfRange)
        {
            faults.Add(outOfRange.Message);
            return null;
        }
    }

    static Sector Sector(JsonFields fields)
    {
        Sector sector = new()
        {
            Id = fields.Text("id"),
            Firms = fields.Whole("firms", 1, MostFirms),
            Saturation = fields.Number("saturation"),
            Growth = fields.Number("growth"),
            Mission = fields.Number("mission"),
            ContentExposure = fields.Number("contentExposure"),
            Harm = fields.Numbers("harm"),
        };
        fields.Done();
        return sector;
    }

    static Agency Agency(JsonFields fields)
    {
        Agency agency = new()
        {
            Id = fields.Text("id"),
            Mandate = fields.Numbers("mandate"),
            Orientation = fields.Number("orientation", 0),
            Capacity = fields.Number("capacity", 1),
            Career = fields.Number("career", 1),
            Speed = fields.Number("speed"),
        };
        fields.Done();
        return agency;
    }

    static Locality Locality(JsonFields fields)
    {
        Locality locality = new()
        {
            Id = fields.Text("id"),
            OtherRevenue = fields.Number("otherRevenue"),
            Roles = fields.Number("roles", 1),
            Judges = fields.Number("judges", 25),
        };
        fields.Done();
        return locality;
    }
}
