namespace Fangshou.Phases;

/// <summary>Full swings of the pendulum in a reading.</summary>
public static class PhaseCycles
{
    /// <summary>Smallest mean probability of a spell that counts.</summary>
    public const double LeastProbability = 0.5;

    /// <summary>Counts the full cycles: a confirmed crackdown followed directly by a confirmed easing, each at least as likely as not.</summary>
    /// <param name="path">A reading of the general lane; the content lane knows no easing and has none.</param>
    public static int Count(PhasePath path)
    {
        int cycles = 0;
        for (int i = 1; i < path.Spells.Length; i++)
            if (Stands(path.Spells[i - 1], Phase.Crackdown) && Stands(path.Spells[i], Phase.Easing))
                cycles++;
        return cycles;
    }

    static bool Stands(Spell spell, Phase phase) => spell.Phase == phase && spell.Confirmed && spell.Probability >= LeastProbability;
}
