using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fangshou.Mechanism;

/// <summary>A hash of all that decides a run's numbers.</summary>
static class PlanHash
{
    /// <summary>SHA-256 in lower-case hex.</summary>
    internal static string Of(RunPlan plan)
    {
        StringBuilder text = new(RunPlan.ModelVersion);
        Add(plan.Replicates, plan.FirstReplicate, plan.Months);
        text.Append(plan.Seed).Append(plan.HashesSteps).AppendJoin(',', plan.Series).Append('\n');
        foreach (ParameterSet set in plan.Parameters)
            Add([.. ParameterTable.Rows.Select(row => set[row.Parameter])]);
        foreach (Sector sector in plan.World.Sectors)
            Add([sector.Firms, sector.Saturation, sector.Growth, sector.Mission, sector.ContentExposure, .. sector.Harm]);
        foreach (Agency agency in plan.World.Agencies)
            Add([.. agency.Mandate, agency.Orientation, agency.Capacity, agency.Career, agency.Speed]);
        foreach (Locality locality in plan.World.Localities)
            Add(locality.OtherRevenue, locality.Roles, locality.Judges);
        foreach (Intervention now in plan.Interventions)
        {
            Add(now.Month);
            foreach (ParameterMove move in now.Parameters)
                Add((int)move.Parameter, (int)move.Move, move.Value);
            foreach (TraitMove move in now.Traits)
                Add(move.Sector, (int)move.Trait, (int)move.Move, move.Value);
            foreach (PlantedIncident incident in now.Incidents)
                Add(incident.Sector, incident.Severity);
            Add([.. now.Reborn.Select(s => (double)s)]);
            foreach (IndexFall fall in now.Falls)
                Add(fall.Sector, fall.Fall);
            foreach (RoleMove move in now.Roles)
                Add(move.Locality, (int)move.Move, move.Value);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void Add(params ReadOnlySpan<double> numbers)
        {
            foreach (double number in numbers)
                text.Append(number.ToString("R", CultureInfo.InvariantCulture)).Append(' ');
            text.Append('\n');
        }
    }
}
