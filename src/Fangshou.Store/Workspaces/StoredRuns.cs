using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Fangshou.Store;

/// <summary>Scenarios that were run, each under the hash of what was asked, so that an address always shows the same answer.</summary>
sealed class StoredRuns(Workspace workspace)
{
    /// <summary>The address of a request: the first 128 bits of its SHA-256, lower-case hex.</summary>
    /// <param name="request">JSON in one form for one question; it names the version of the model, where an answer depends on it.</param>
    public static string IdOf(string request) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)).AsSpan(0, 16));

    /// <summary>Keeps a run; the first answer to a request stays.</summary>
    /// <returns>The run as it stands.</returns>
    public Task<RunRecord> KeepAsync(string request, string result, ulong seed, string modelVersion, string who, CancellationToken cancellation = default) => workspace.Database.WriteAsync(
        async context =>
        {
            string id = IdOf(request);
            if (await context.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellation) is { } there)
                return there;
            DateTimeOffset now = workspace.Time.GetUtcNow();
            RunRecord run = new() { Id = id, Request = request, Result = result, Seed = seed.ToString(CultureInfo.InvariantCulture), ModelVersion = modelVersion, At = now };
            context.Runs.Add(run);
            await AuditLog.Add(context, now, who, "run.keep", $"runs/{id}", modelVersion, cancellation);
            return run;
        },
        cancellation);

    /// <summary>A run by its address; null when there is none.</summary>
    public Task<RunRecord?> FindAsync(string id, CancellationToken cancellation = default) =>
        workspace.Database.ReadAsync(context => context.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellation), cancellation);

    /// <summary>The newest runs, newest first.</summary>
    public Task<ImmutableArray<RunRecord>> ListAsync(int most = 50, CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.Runs.AsNoTracking().OrderByDescending(r => r.At).Take(most).ToListAsync(cancellation)).ToImmutableArray(), cancellation);
}
