namespace Fangshou.Mechanism;

/// <summary>Walks through the months of a plan for one group of replicates: what is in force, and what is done from outside.</summary>
sealed class Timeline
{
    readonly RunPlan plan;
    World world;
    ParameterSet parameters;
    StepConstants constants;
    int next;

    /// <param name="plan">The plan.</param>
    /// <param name="group">Which group of replicates.</param>
    /// <param name="month">The first month that will be asked for; what was done before is in force.</param>
    internal Timeline(RunPlan plan, int group, int month)
    {
        this.plan = plan;
        world = plan.World;
        parameters = plan.SetOf(group);
        constants = new StepConstants(world, parameters);
        while (next < plan.Interventions.Length && plan.Interventions[next].Month < month)
            Enact(plan.Interventions[next++]);
    }

    /// <summary>What reaches the mechanism in a month; months are asked for in order.</summary>
    internal StepInput At(int month)
    {
        double[] incidents = [];
        int[] reborn = [];
        double[] kept = [];
        for (; next < plan.Interventions.Length && plan.Interventions[next].Month == month; next++)
        {
            Intervention now = plan.Interventions[next];
            Enact(now);
            reborn = [.. reborn, .. now.Reborn];
            kept = Keep(kept, now);
            if (now.Incidents.IsEmpty)
                continue;
            incidents = incidents.Length == 0 ? new double[world.Sectors.Length] : incidents;
            foreach (PlantedIncident incident in now.Incidents)
                incidents[incident.Sector] = Math.Max(incidents[incident.Sector], incident.Severity);
        }

        return new StepInput(month, constants, incidents, reborn, kept);
    }

    double[] Keep(double[] kept, Intervention now)
    {
        if (now.Falls.IsEmpty)
            return kept;
        double[] left = kept.Length > 0 ? kept : [.. Enumerable.Repeat(1.0, world.Sectors.Length)];
        foreach (IndexFall fall in now.Falls)
            left[fall.Sector] *= Math.Sqrt(1 - fall.Fall);
        return left;
    }

    void Enact(Intervention now)
    {
        if (now.Parameters.IsEmpty && now.Traits.IsEmpty && now.Roles.IsEmpty)
            return;
        foreach (ParameterMove move in now.Parameters)
        {
            // A calibrated set may stand near the end of a range: a factor then stops at the end.
            ParameterRow row = ParameterTable.Of(move.Parameter);
            double value = Intervention.Apply(parameters[move.Parameter], move.Move, move.Value);
            parameters = parameters.With(move.Parameter, move.Move == Move.Set ? value : Math.Clamp(value, row.Least, row.Largest));
        }

        foreach (TraitMove move in now.Traits)
            world = world.With(move);
        foreach (RoleMove move in now.Roles)
            world = world.With(move);
        constants = new StepConstants(world, parameters);
    }
}
