using System.Collections.Immutable;
using Fangshou.Store;

namespace Fangshou.Web.Alerts;

/// <summary>Delivers what rules tell: each message to each place once, as far as the other side lets itself be told.</summary>
/// <remarks>An attempt is claimed in the database before it is made, so that two programs make it once. One that dies between the claim and the answer leaves the message to the next attempt: the receiver may then see the same id twice, and nothing is lost.</remarks>
sealed class AlertPost(WebhookClient webhooks, Mailer mailer, TimeProvider time)
{
    const int RulesAtOnce = 4;

    /// <summary>Minutes from an attempt to the next one. After the last there is none.</summary>
    public static ImmutableArray<int> Pauses { get; } = [1, 5, 25, 125, 625, 720, 720];

    /// <summary>Attempts for a message at a place.</summary>
    public static int MostAttempts => Pauses.Length + 1;

    /// <summary>Makes every attempt that is due.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> Deliver(Workspace workspace, CancellationToken cancellation)
    {
        int made = 0;
        DateTimeOffset now = time.GetUtcNow();
        AlertRule[] due = [.. (await workspace.Alerts.ActiveAsync(cancellation)).Where(rule => AlertState.Read(rule.State).Parcels.Any(parcel => parcel.Due <= now))];
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = RulesAtOnce, CancellationToken = cancellation }, async (rule, stop) =>
        {
            foreach (AlertParcel parcel in AlertState.Read(rule.State).Parcels.Where(parcel => parcel.Due <= now))
                if (await Deliver(workspace, rule, parcel, stop))
                    Interlocked.Increment(ref made);
        });
        return made;
    }

    /// <summary>Sends a message to every place of a rule, once, and keeps what came of it.</summary>
    public async Task<ImmutableArray<AlertDelivery>> Test(Workspace workspace, AlertRule rule, AlertMessage message, CancellationToken cancellation)
    {
        AlertOrder order = AlertOrder.Read(rule.Parsed);
        ImmutableArray<AlertDelivery>.Builder made = ImmutableArray.CreateBuilder<AlertDelivery>();
        foreach (string target in order.Targets(new AlertState()))
        {
            Attempt attempt = await Send(order, target, message.Write(), message, cancellation);
            made.Add(await workspace.Alerts.DeliveredAsync(rule.Id, 1, message.Write(), target, attempt.Delivered, attempt.Says, cancellation: cancellation));
        }

        return made.ToImmutable();
    }

    async Task<bool> Deliver(Workspace workspace, AlertRule rule, AlertParcel parcel, CancellationToken cancellation)
    {
        AlertParcel claimed = parcel with { Attempts = parcel.Attempts + 1, Due = time.GetUtcNow().AddMinutes(Pauses[Math.Min(parcel.Attempts, Pauses.Length - 1)]) };
        if (!await Claim(workspace, rule.Id, parcel, claimed, cancellation))
            return false;
        AlertOrder order = AlertOrder.Read(rule.Parsed);
        Attempt attempt = await Send(order, claimed.Target, claimed.Message, AlertMessage.Read(claimed.Message), cancellation);
        // Not to be cancelled: what was sent is written down.
        await workspace.Alerts.DeliveredAsync(
            rule.Id, claimed.Attempts, claimed.Message, claimed.Target, attempt.Delivered, attempt.Says, state => After(AlertState.Read(state), claimed, attempt).Write(), CancellationToken.None);
        return true;
    }

    /// <summary>Takes an attempt for this program; false when another one has it.</summary>
    static async Task<bool> Claim(Workspace workspace, long number, AlertParcel parcel, AlertParcel claimed, CancellationToken cancellation)
    {
        while (true)
        {
            AlertRule rule = await workspace.Alerts.FindAsync(number, cancellation);
            AlertState state = AlertState.Read(rule.State);
            if (rule.Disabled || !state.Parcels.Contains(parcel))
                return false;
            if (await workspace.Alerts.StepAsync(number, rule.State, (state with { Parcels = state.Parcels.Replace(parcel, claimed) }).Write(), cancellation))
                return true;
        }
    }

    static AlertState After(AlertState state, AlertParcel claimed, Attempt attempt)
    {
        if (attempt.IsGone)
            return state with { WebhookGone = true, Parcels = state.Parcels.RemoveAll(parcel => parcel.Target == claimed.Target) };
        return attempt.Delivered || claimed.Attempts >= MostAttempts ? state with { Parcels = state.Parcels.Remove(claimed) } : state;
    }

    Task<Attempt> Send(AlertOrder order, string target, string text, AlertMessage message, CancellationToken cancellation) =>
        target == AlertOrder.Feed ? Task.FromResult(new Attempt(true, "in the feed"))
        : target == order.Webhook ? webhooks.Post(target, message.Event, message.Id, order.Secret!, text, cancellation)
        : mailer.Send(target, message.Id, $"Fangshou: {(order.Lang == "zh" ? message.Chinese : message.English)}", message.Mail(order.Lang == "zh"), cancellation);
}
