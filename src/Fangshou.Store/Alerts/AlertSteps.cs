using Fangshou.Phases;

namespace Fangshou.Store;

/// <summary>What a rule sees at an edition.</summary>
/// <param name="Mark">The edition.</param>
/// <param name="Chance">The probability; null when there is none to be seen, or the rule is about none.</param>
/// <param name="Phase">The most probable phase; null likewise.</param>
/// <param name="HasRows">True when rows that the rule means were added since the last look.</param>
readonly record struct AlertSight(EditionMark Mark, double? Chance = null, Phase? Phase = null, bool HasRows = false);

/// <summary>That a rule tells, and what of.</summary>
/// <param name="Before">The probability before.</param>
/// <param name="After">The probability now.</param>
/// <param name="PhaseBefore">The phase before.</param>
/// <param name="PhaseAfter">The phase now.</param>
/// <param name="Since">Rows of later revisions are new.</param>
sealed record AlertTold(double? Before, double? After, Phase? PhaseBefore, Phase? PhaseAfter, long Since);

/// <summary>How a rule goes from one look to the next. Pure: the same looks in the same order give the same messages, whatever stops in between.</summary>
static class AlertSteps
{
    /// <summary>One look.</summary>
    /// <param name="condition">The rule.</param>
    /// <param name="state">What it remembers.</param>
    /// <param name="sight">What it sees. An edition that is not after the last one changes nothing.</param>
    /// <returns>What it remembers now; and what it tells, or null.</returns>
    public static (AlertState State, AlertTold? Told) Look(AlertCondition condition, AlertState state, AlertSight sight)
    {
        if (state.Last is { } last && !sight.Mark.IsAfter(last))
            return (state, null);
        (AlertState next, AlertTold? told) = condition switch
        {
            ChanceCondition chance => Look(chance, state, sight),
            PhaseCondition phase => Look(phase, state, sight),
            _ => Look(state, sight),
        };
        return (next with { Last = sight.Mark, Messages = state.Messages + (told is null ? 0 : 1) }, told);
    }

    static (AlertState, AlertTold?) Look(ChanceCondition condition, AlertState state, AlertSight sight)
    {
        AlertState seen = state with { Value = sight.Chance };
        // What cannot be seen cannot have stayed.
        if (sight.Chance is not { } value)
            return (seen with { Count = 0 }, null);
        AlertState quiet = seen with { Stage = AlertStage.Armed, Count = 0, Before = value, Since = sight.Mark.Revision };
        if (!condition.IsPast(value))
            return (state.Stage != AlertStage.Waiting || condition.IsBack(value) ? quiet : seen, null);
        if (state.Stage != AlertStage.Armed)
            return (seen with { Stage = AlertStage.Waiting }, null);
        return state.Count + 1 < condition.Updates
            ? (seen with { Count = state.Count + 1 }, null)
            : (seen with { Stage = AlertStage.Waiting, Count = 0 }, new AlertTold(state.Before, value, null, null, state.Since));
    }

    static (AlertState, AlertTold?) Look(PhaseCondition condition, AlertState state, AlertSight sight)
    {
        AlertState seen = state with { Stage = AlertStage.Armed, Count = 0, Other = null };
        if (sight.Phase is not { } phase)
            return (seen, null);
        if (state.Phase is not { } before || phase == before)
            return (seen with { Phase = phase, Since = sight.Mark.Revision }, null);
        int count = state.Other == phase ? state.Count + 1 : 1;
        return count < condition.Updates
            ? (seen with { Other = phase, Count = count }, null)
            : (seen with { Phase = phase, Since = sight.Mark.Revision }, new AlertTold(null, null, before, phase, state.Since));
    }

    static (AlertState, AlertTold?) Look(AlertState state, AlertSight sight) =>
        (state with { Stage = AlertStage.Armed, Since = sight.Mark.Revision }, state.Stage != AlertStage.New && sight.HasRows ? new AlertTold(null, null, null, null, state.Since) : null);
}
