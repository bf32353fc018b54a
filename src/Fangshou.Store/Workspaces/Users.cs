using System.Collections.Immutable;
using Fangshou.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Fangshou.Store;

/// <summary>Who works with the workspace, and what each may do.</summary>
sealed class Users(Workspace workspace)
{
    const int LongestName = 100;

    /// <summary>All users by name, with those who are disabled.</summary>
    public Task<ImmutableArray<User>> ListAsync(CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.Users.AsNoTracking().ToListAsync(cancellation)).OrderBy(u => u.Name, StringComparer.Ordinal).ToImmutableArray(), cancellation);

    /// <summary>A user; null when there is none of that name.</summary>
    public Task<User?> FindAsync(string name, CancellationToken cancellation = default) =>
        workspace.Database.ReadAsync(context => context.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Name == name, cancellation), cancellation);

    /// <exception cref="RefusedException">The name is taken or no name (exit 2).</exception>
    public Task<User> AddAsync(string name, Role role, string by, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name != name.Trim() || !DraftJudge.IsText(name) || name.EnumerateRunes().Any(FindingList.IsUnprintable))
            throw new RefusedException(Fault.Usage, $"a user's name has 1 to {LongestName} printable characters.");
        return workspace.Database.WriteAsync(
            async context =>
            {
                if (await context.Users.AnyAsync(u => u.Name == name, cancellation))
                    throw new RefusedException(Fault.Usage, $"there is a user {Texts.Printable(name)} already.");
                DateTimeOffset now = workspace.Time.GetUtcNow();
                User user = new() { Name = name, Role = role, Created = now };
                context.Users.Add(user);
                await AuditLog.Add(context, now, by, "user.add", $"users/{name}", Json.Word(role), cancellation);
                return user;
            },
            cancellation);
    }

    /// <summary>Gives a user another role, or disables or enables him. The last admin who is not disabled stays one.</summary>
    /// <exception cref="RefusedException">There is no such user (exit 3), or nobody would be left who may do this (exit 2).</exception>
    public Task<User> ChangeAsync(string name, Role role, bool disabled, string by, CancellationToken cancellation = default) => workspace.Database.WriteAsync(
        async context =>
        {
            User user = await context.Users.FirstOrDefaultAsync(u => u.Name == name, cancellation)
                ?? throw new RefusedException(Fault.NotFound, $"there is no user {Texts.Printable(name)} in {workspace.Database.Shown}.");
            bool losesAdmin = user is { Role: Role.Admin, Disabled: false } && (role != Role.Admin || disabled);
            if (losesAdmin && !await context.Users.AnyAsync(u => u.Name != name && u.Role == Role.Admin && !u.Disabled, cancellation))
                throw new RefusedException(Fault.Usage, $"{Texts.Printable(name)} is the last admin; name another one first.");
            (user.Role, user.Disabled) = (role, disabled);
            await AuditLog.Add(context, workspace.Time.GetUtcNow(), by, "user.change", $"users/{name}", $"{Json.Word(role)}{(disabled ? ", disabled" : "")}", cancellation);
            return user;
        },
        cancellation);
}
