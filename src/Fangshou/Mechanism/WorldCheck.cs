using System.Collections.Immutable;
using System.Globalization;

namespace Fangshou.Mechanism;

/// <summary>Finds all that is out of range in the parts of a world.</summary>
static class WorldCheck
{
    const int MostSectors = 64, MostAgencies = 64, MostLocalities = 1000, MostFirms = 10_000;

    /// <summary>Most roles of a place, as a multiple of the usual.</summary>
    internal const double MostRoles = 10;

    public static ImmutableArray<string> Faults(ImmutableArray<Sector> sectors, ImmutableArray<Agency> agencies, ImmutableArray<Locality> localities)
    {
        List<string> faults = [];
        Count("sectors", sectors.Length, MostSectors);
        Count("agencies", agencies.Length, MostAgencies);
        Count("localities", localities.Length, MostLocalities);
        Twice("sector", sectors.Select(s => s.Id));
        Twice("agency", agencies.Select(a => a.Id));
        Twice("locality", localities.Select(l => l.Id));
        foreach (Sector sector in sectors)
        {
            Within(sector.Id, "firms", sector.Firms, 1, MostFirms);
            Within(sector.Id, "saturation", sector.Saturation, 0.01, 1e6);
            Within(sector.Id, "growth", sector.Growth, 0, 0.2);
            Within(sector.Id, "mission", sector.Mission, 0, 10);
            Within(sector.Id, "contentExposure", sector.ContentExposure, 0, 2);
            Weights(sector.Id, "harm", sector.Harm, 1000);
            if (!sector.Harm.IsDefault && sector.Harm.Sum() <= 0)
                faults.Add($"{sector.Id}: harm is 0 in every area.");
        }

        foreach (Agency agency in agencies)
        {
            Weights(agency.Id, "mandate", agency.Mandate, 1);
            Within(agency.Id, "orientation", agency.Orientation, -1, 1);
            Within(agency.Id, "capacity", agency.Capacity, 0, 1);
            Within(agency.Id, "career", agency.Career, 0, 3);
            Within(agency.Id, "speed", agency.Speed, 0, 0.6);
        }

        foreach (Locality locality in localities)
        {
            Within(locality.Id, "otherRevenue", locality.OtherRevenue, 0.001, 1e6);
            Within(locality.Id, "roles", locality.Roles, 0, MostRoles);
            Within(locality.Id, "judges", locality.Judges, 0.001, 1e6);
        }

        return [.. faults];

        void Count(string what, int count, int most)
        {
            if (count < 1 || count > most)
                faults.Add($"There are {count} {what}; from 1 to {most} are allowed.");
        }

        void Twice(string what, IEnumerable<string> ids)
        {
            foreach (string id in ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key))
                faults.Add($"The {what} {id} stands there twice.");
        }

        void Within(string id, string what, double value, double least, double largest)
        {
            if (!(value >= least && value <= largest))
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{id}: {what} is {value:R}; from {least:R} to {largest:R} is allowed."));
        }

        void Weights(string id, string what, ImmutableArray<double> weights, double largest)
        {
            if (weights.IsDefault || weights.Length != World.Areas)
                faults.Add($"{id}: {what} has {(weights.IsDefault ? 0 : weights.Length)} values; {World.Areas} are needed, one for each area of harm.");
            else
                foreach (double weight in weights)
                    Within(id, what, weight, 0, largest);
        }
    }
}
