using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Fangshou.Store;

/// <summary>Alert rules, what they remember between two looks, and every attempt to tell them.</summary>
sealed class StoredAlerts(Workspace workspace)
{
    /// <param name="text">The rule as it was written.</param>
    /// <param name="parsed">As it was understood, JSON.</param>
    /// <param name="state">What it begins with, JSON.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The rule with its number.</returns>
    public Task<AlertRule> AddAsync(string text, string parsed, string state, string owner, CancellationToken cancellation = default) => workspace.Database.WriteAsync(
        async context =>
        {
            DateTimeOffset now = workspace.Time.GetUtcNow();
            AlertRule rule = new()
            {
                Id = 1 + (await context.AlertRules.MaxAsync(r => (long?)r.Id, cancellation) ?? 0),
                Text = text,
                Parsed = parsed,
                State = state,
                Owner = owner,
                At = now,
            };
            context.AlertRules.Add(rule);
            await AuditLog.Add(context, now, owner, "alert.add", On(rule.Id), text, cancellation);
            return rule;
        },
        cancellation);

    /// <summary>One rule.</summary>
    /// <exception cref="RefusedException">There is none of that number (exit 3).</exception>
    public Task<AlertRule> FindAsync(long rule, CancellationToken cancellation = default) => workspace.Database.ReadAsync(context => Find(context, rule, cancellation), cancellation);

    /// <summary>All rules, oldest first.</summary>
    public Task<ImmutableArray<AlertRule>> ListAsync(CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.AlertRules.AsNoTracking().OrderBy(r => r.Id).ToListAsync(cancellation)).ToImmutableArray(), cancellation);

    /// <summary>The rules that look and tell, oldest first: those that have not ended, of owners who have not been locked out.</summary>
    public Task<ImmutableArray<AlertRule>> ActiveAsync(CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.AlertRules.AsNoTracking().Where(r => !r.Disabled && !context.Users.Any(u => u.Name == r.Owner && u.Disabled)).OrderBy(r => r.Id).ToListAsync(cancellation)).ToImmutableArray(),
        cancellation);

    /// <summary>Writes what a rule remembers, unless another program has looked in the meantime.</summary>
    /// <param name="rule">Number of the rule.</param>
    /// <param name="before">The state that the new one was made from; when it is another by now, nothing is written.</param>
    /// <param name="after">The new state.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>False when somebody else was first.</returns>
    public Task<bool> StepAsync(long rule, string before, string after, CancellationToken cancellation = default) => workspace.Database.WriteAsync(
        async context =>
        {
            AlertRule found = await Find(context, rule, cancellation);
            if (found.State != before)
                return false;
            found.State = after;
            return true;
        },
        cancellation);

    /// <summary>Ends a rule; it stays in the list.</summary>
    public Task<bool> DisableAsync(long rule, string who, CancellationToken cancellation = default) => workspace.Database.WriteAsync(
        async context =>
        {
            (await Find(context, rule, cancellation)).Disabled = true;
            await AuditLog.Add(context, workspace.Time.GetUtcNow(), who, "alert.disable", On(rule), "", cancellation);
            return true;
        },
        cancellation);

    /// <summary>Writes down one attempt to tell a message, and in the same step what the rule remembers of it.</summary>
    /// <param name="rule">Number of the rule.</param>
    /// <param name="attempt">From 1 for each message.</param>
    /// <param name="message">What is told, JSON.</param>
    /// <param name="target">Where it went.</param>
    /// <param name="delivered">Whether it arrived.</param>
    /// <param name="answer">What came back, in our words.</param>
    /// <param name="after">The new state from the one that is there; null when it stays. It may be called more than once.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<AlertDelivery> DeliveredAsync(
        long rule, int attempt, string message, string target, bool delivered, string answer, Func<string, string>? after = null, CancellationToken cancellation = default) => workspace.Database.WriteAsync(
        async context =>
        {
            AlertRule found = await Find(context, rule, cancellation);
            if (after is not null)
                found.State = after(found.State);
            AlertDelivery delivery = new()
            {
                Number = 1 + (await context.AlertDeliveries.MaxAsync(d => (long?)d.Number, cancellation) ?? 0),
                Rule = found.Id,
                Attempt = attempt,
                Message = message,
                Target = target,
                Delivered = delivered,
                Answer = Texts.Printable(answer, 500),
                At = workspace.Time.GetUtcNow(),
            };
            context.AlertDeliveries.Add(delivery);
            return delivery;
        },
        cancellation);

    /// <summary>The attempts of a rule, newest first.</summary>
    public Task<ImmutableArray<AlertDelivery>> DeliveriesAsync(long rule, int most = 100, CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.AlertDeliveries.AsNoTracking().Where(d => d.Rule == rule).OrderByDescending(d => d.Number).Take(most).ToListAsync(cancellation)).ToImmutableArray(),
        cancellation);

    /// <summary>What was done to a table after one revision and up to another, oldest first.</summary>
    public Task<ImmutableArray<Revision>> RevisionsAsync(string table, long after, long last, CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.Revisions.AsNoTracking().Where(r => r.Number > after && r.Number <= last && r.Table == table).OrderBy(r => r.Number).ToListAsync(cancellation)).ToImmutableArray(),
        cancellation);

    async Task<AlertRule> Find(WorkspaceContext context, long rule, CancellationToken cancellation) =>
        await context.AlertRules.FirstOrDefaultAsync(r => r.Id == rule, cancellation)
        ?? throw new RefusedException(Fault.NotFound, string.Create(CultureInfo.InvariantCulture, $"there is no alert rule {rule} in {workspace.Database.Shown}."));

    static string On(long rule) => string.Create(CultureInfo.InvariantCulture, $"alerts/{rule}");
}
