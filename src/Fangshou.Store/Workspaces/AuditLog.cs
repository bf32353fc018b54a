using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Fangshou.Store;

/// <summary>Who did what to what, when; entries are only ever added.</summary>
sealed class AuditLog(Workspace workspace)
{
    const int LongestDetail = 500;

    /// <summary>Adds an entry of its own, such as a sign-in.</summary>
    public Task AddAsync(string who, string what, string on, string detail, CancellationToken cancellation = default) =>
        workspace.Database.WriteAsync(context => Add(context, workspace.Time.GetUtcNow(), who, what, on, detail, cancellation), cancellation);

    /// <summary>The entries, newest first.</summary>
    /// <param name="before">Number of the oldest one that is known already; null for the newest.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<ImmutableArray<AuditEntry>> ListAsync(long? before = null, int most = 100, CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.Audit.AsNoTracking().Where(a => before == null || a.Number < before).OrderByDescending(a => a.Number).Take(most).ToListAsync(cancellation)).ToImmutableArray(),
        cancellation);

    /// <summary>Adds an entry to a change, so that neither is kept without the other.</summary>
    internal static async Task<AuditEntry> Add(WorkspaceContext context, DateTimeOffset now, string who, string what, string on, string detail, CancellationToken cancellation)
    {
        long last = context.Audit.Local.Select(a => a.Number).DefaultIfEmpty(0).Max();
        if (last == 0)
            last = await context.Audit.MaxAsync(a => (long?)a.Number, cancellation) ?? 0;
        AuditEntry entry = new()
        {
            Number = last + 1,
            Who = Texts.Printable(who),
            What = what,
            On = Texts.Printable(on, LongestDetail),
            Detail = Texts.Printable(detail, LongestDetail),
            At = now,
        };
        context.Audit.Add(entry);
        return entry;
    }
}
