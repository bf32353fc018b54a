using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Desk;

namespace Fangshou.Web.Alerts;

/// <summary>A rule as somebody writes it: the form, the command, the body of a request.</summary>
sealed record AlertDraft
{
    /// <summary>The rule in words.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Where it is posted to; empty for nowhere.</summary>
    public string Webhook { get; init; } = "";

    /// <summary>Where it is mailed to; empty for nowhere.</summary>
    public string Email { get; init; } = "";

    /// <summary>Language of mail.</summary>
    public string Lang { get; init; } = "en";
}

/// <summary>A part of a draft that makes no sense, and why.</summary>
/// <param name="Field"><c>rule</c>, <c>webhook</c>, <c>email</c> or <c>lang</c>.</param>
/// <param name="Says">In a sentence.</param>
readonly record struct AlertFault(string Field, string Says);

/// <summary>What a draft was found to be.</summary>
/// <param name="Condition">What was understood; null when the rule was not.</param>
/// <param name="Faults">What makes no sense.</param>
sealed record AlertJudgement(AlertCondition? Condition, ImmutableArray<AlertFault> Faults);

/// <summary>Makes rules.</summary>
static class AlertDesk
{
    /// <summary>Rules of one owner at most, without those that have ended.</summary>
    public const int MostRules = 100;

    static readonly TimeSpan betweenTests = TimeSpan.FromSeconds(5);

    /// <summary>What a draft is, with every fault.</summary>
    public static AlertJudgement Judge(AlertDraft draft, Codebook codebook, AlertOptions options)
    {
        List<AlertFault> faults = [];
        AlertCondition? condition = Try("rule", () => AlertGrammar.Parse(draft.Rule, codebook));
        if (draft.Webhook.Length > 0)
            Try("webhook", () => WebhookAddress.Read(draft.Webhook, options));
        if (draft.Email.Length > 0 && Try("email", () => Mailer.Read(draft.Email)) is not null && options.Mail is null)
            faults.Add(new AlertFault("email", "no mail server is set here: FANGSHOU_SMTP_HOST."));
        if (draft.Lang is not ("en" or "zh"))
            faults.Add(new AlertFault("lang", $"'{Texts.Printable(draft.Lang)}' is not one of en, zh."));
        return new AlertJudgement(condition, [.. faults]);

        T? Try<T>(string field, Func<T> read)
            where T : class
        {
            try
            {
                return read();
            }
            catch (RefusedException refused)
            {
                faults.AddRange(refused.Faults.Select(fault => new AlertFault(field, fault)));
                return null;
            }
        }
    }

    /// <summary>Makes a rule of a sound draft. It looks at once where something can be seen, so that nothing which comes in from now on is missed.</summary>
    /// <param name="workspace">Where it is kept.</param>
    /// <param name="draft">What was written.</param>
    /// <param name="condition">What was understood.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="sight">What it sees now; null when that is still being worked out.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The rule, and the secret of its webhook, which is not shown again.</returns>
    /// <exception cref="RefusedException">The owner has too many.</exception>
    public static async Task<(AlertRule Rule, string? Secret)> Add(Workspace workspace, AlertDraft draft, AlertCondition condition, string owner, AlertSight? sight, CancellationToken cancellation)
    {
        if ((await workspace.Alerts.ListAsync(cancellation)).Count(rule => rule.Owner == owner && !rule.Disabled) >= MostRules)
            throw new RefusedException(Fault.Usage, FormattableString.Invariant($"there are {MostRules} rules of {Texts.Printable(owner)} already; end one first."));
        AlertOrder order = new()
        {
            Rule = condition.ToString()!,
            Webhook = draft.Webhook.Length > 0 ? draft.Webhook : null,
            Secret = draft.Webhook.Length > 0 ? AlertOrder.NewSecret() : null,
            Email = draft.Email.Length > 0 ? draft.Email : null,
            Lang = draft.Lang,
        };
        AlertState state = sight is { } seen ? AlertSteps.Look(condition, new AlertState(), seen).State : new AlertState();
        return (await workspace.Alerts.AddAsync(condition.ToString()!, order.Write(), state.Write(), owner, cancellation), order.Secret);
    }

    /// <summary>True when somebody may test or end a rule: its owner while an editor, or an admin.</summary>
    public static bool MayChange(AlertRule rule, Caller caller) => caller.May(Role.Admin) || (caller.May(Role.Editor) && caller.Name == rule.Owner);

    /// <summary>Sends a test to every place of a rule.</summary>
    /// <exception cref="RefusedException">The rule has ended, cannot be understood, or was tested a moment ago.</exception>
    public static async Task<ImmutableArray<AlertDelivery>> Test(Workspace workspace, AlertRule rule, AlertEyes eyes, AlertPost post, Uri site, TimeProvider time, CancellationToken cancellation)
    {
        if (rule.Disabled)
            throw new RefusedException(Fault.Usage, FormattableString.Invariant($"rule {rule.Id} has ended."));
        if (AlertRound.Understood(rule, eyes.Codebook) is not { } condition)
            throw new RefusedException(Fault.BrokenData, FormattableString.Invariant($"the vocabularies know a word of rule {rule.Id} no more."));
        // Nobody's mailbox is to be filled by a button.
        if ((await workspace.Alerts.DeliveriesAsync(rule.Id, most: 1, cancellation)).FirstOrDefault() is { } last && time.GetUtcNow() - last.At < betweenTests && AlertMessage.Read(last.Message).Event == AlertMessage.Test)
            throw new RefusedException(Fault.Usage, FormattableString.Invariant($"the rule was tested within the last {betweenTests.TotalSeconds:0} seconds; wait a little."));
        return await post.Test(workspace, rule, new AlertRound(workspace, site, time).Test(rule, condition, eyes), cancellation);
    }
}
