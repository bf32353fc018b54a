using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Alerts;

/// <summary>What a round of looks came to.</summary>
/// <param name="Looked">Rules that have looked at the edition now.</param>
/// <param name="Waiting">Rules for which something is still being worked out.</param>
/// <param name="Blind">Rules about forecasts where none are made.</param>
/// <param name="Told">Messages that were begun.</param>
sealed record AlertTally(int Looked, int Waiting, int Blind, ImmutableArray<AlertMessage> Told);

/// <summary>Lets every rule look at an edition once, whoever else does the same at the same time.</summary>
/// <param name="workspace">Where rules are kept.</param>
/// <param name="site">Where readers reach the dashboard.</param>
/// <param name="time">Dates what is told.</param>
sealed class AlertRound(Workspace workspace, Uri site, TimeProvider time)
{
    /// <summary>Looks.</summary>
    public async Task<AlertTally> Look(AlertEyes eyes, CancellationToken cancellation)
    {
        int looked = 0, waiting = 0, blind = 0;
        ImmutableArray<AlertMessage>.Builder told = ImmutableArray.CreateBuilder<AlertMessage>();
        foreach (AlertRule rule in await workspace.Alerts.ActiveAsync(cancellation))
        {
            if (Understood(rule, eyes.Codebook) is not { } condition)
                continue;
            (bool done, AlertMessage? message) = await Look(rule, condition, eyes, cancellation);
            if (message is not null)
                told.Add(message);
            if (done)
                looked++;
            else if (eyes.IsBlind(condition))
                blind++;
            else
                waiting++;
        }

        return new AlertTally(looked, waiting, blind, told.ToImmutable());
    }

    /// <summary>The condition of a rule; null when its words are in the vocabularies no more.</summary>
    public static AlertCondition? Understood(AlertRule rule, Codebook codebook)
    {
        try
        {
            return AlertOrder.Read(rule.Parsed).Condition(codebook);
        }
        catch (Exception unknown) when (unknown is RefusedException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    async Task<(bool Done, AlertMessage? Told)> Look(AlertRule rule, AlertCondition condition, AlertEyes eyes, CancellationToken cancellation)
    {
        while (true)
        {
            AlertState state = AlertState.Read(rule.State);
            if (state.Last is { } last && !eyes.Mark.IsAfter(last))
                return (true, null);
            bool hasRows = condition is RowCondition && state.Last is not null && !(await eyes.RowsSince(workspace, condition, state.Since, cancellation)).IsEmpty;
            if (await eyes.See(condition, hasRows, cancellation) is not { } sight)
                return (false, null);
            (AlertState next, AlertTold? told) = AlertSteps.Look(condition, state, sight);
            AlertMessage? message = told is null ? null : await Message(rule, condition, told, next.Messages, eyes, cancellation);
            if (message is not null)
                next = next with { Parcels = [.. next.Parcels, .. Parcels(AlertOrder.Read(rule.Parsed), next, message)] };
            // The message is on its way in the same write that remembers it was told: both or neither.
            if (await workspace.Alerts.StepAsync(rule.Id, rule.State, next.Write(), cancellation))
                return (true, message);
            // Another program was faster, or something was delivered meanwhile: what does the rule remember now?
            rule = await workspace.Alerts.FindAsync(rule.Id, cancellation);
        }
    }

    IEnumerable<AlertParcel> Parcels(AlertOrder order, AlertState state, AlertMessage message)
    {
        string text = message.Write();
        return order.Targets(state).Select(target => new AlertParcel(message.Id, target, text, 0, time.GetUtcNow()));
    }

    async Task<AlertMessage> Message(AlertRule rule, AlertCondition condition, AlertTold told, long number, AlertEyes eyes, CancellationToken cancellation)
    {
        ImmutableArray<(string Change, Event Event)> rows = await eyes.RowsSince(workspace, condition, told.Since, cancellation);
        return Blank(rule, condition, AlertMessage.Alert, FormattableString.Invariant($"{number}"), eyes) with
        {
            Before = told.Before,
            After = told.After,
            PhaseBefore = told.PhaseBefore,
            PhaseAfter = told.PhaseAfter,
            English = new AlertWords(Language.English, eyes.Codebook).Told(condition, told, rows.Length),
            Chinese = new AlertWords(Language.Chinese, eyes.Codebook).Told(condition, told, rows.Length),
            RowsInAll = rows.Length,
            Rows = [.. rows.Take(AlertMessage.MostRows).Select(row => new AlertRow(
                row.Event.Id, row.Event.Date.ToString(), row.Change, row.Event.Title, Page($"/events/{Uri.EscapeDataString(row.Event.Id)}"), [.. row.Event.Sources.Select(source => source.Url)]))],
        };
    }

    /// <summary>A test of a rule.</summary>
    public AlertMessage Test(AlertRule rule, AlertCondition condition, AlertEyes eyes) =>
        Blank(rule, condition, AlertMessage.Test, FormattableString.Invariant($"test/{time.GetUtcNow().UtcTicks}"), eyes) with
        {
            English = new AlertWords(Language.English, eyes.Codebook).Test(condition),
            Chinese = new AlertWords(Language.Chinese, eyes.Codebook).Test(condition),
        };

    AlertMessage Blank(AlertRule rule, AlertCondition condition, string kind, string number, AlertEyes eyes) => new()
    {
        Event = kind,
        Id = AlertOrder.IdOf(rule.Id, rule.At, number),
        Rule = rule.Id,
        Text = condition.ToString()!,
        Cell = condition.Cell.ToString(),
        Threshold = condition is ChanceCondition { Threshold: var percent } ? (double)(percent / 100) : null,
        AsOf = eyes.Mark.Day,
        DataVersion = eyes.Mark.DataVersion,
        Revision = eyes.Mark.Revision,
        English = "",
        Chinese = "",
        Page = Page($"/cells/{condition.Cell}"),
        RulePage = Page(FormattableString.Invariant($"/alerts/{rule.Id}")),
    };

    string Page(string path) => new Uri(site, path).AbsoluteUri;
}
