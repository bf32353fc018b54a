using System.Collections.Concurrent;
using System.Security.Cryptography;
using Fangshou.Store;
using Fangshou.Web.Desk;

namespace Fangshou.Web.Access;

/// <summary>Who has signed in and not out. A cookie names a session; that it goes on is decided here, and every minute anew by the workspace.</summary>
/// <remarks>In memory, as the keys that cookies are sealed with: whoever starts the program again signs in again.</remarks>
sealed class Sessions(WorkspaceOpening workspace, TimeProvider time)
{
    /// <summary>A session ends when nobody has used it for so long.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>A user who was disabled, or whose key was revoked, is out after this at the latest.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(30);

    const int IdBytes = 32;

    readonly ConcurrentDictionary<string, Session> all = new(StringComparer.Ordinal);

    /// <summary>Begins a session, always under a name of its own.</summary>
    /// <param name="user">Who.</param>
    /// <param name="key">Id of the key by which he came; null when a provider vouched for him.</param>
    public string Begin(User user, string? key)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach ((string old, Session session) in all)
            if (now - session.Used > Idle)
                all.TryRemove(old, out _);
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        all[id] = new Session(user.Name, key, user.Role, now, now);
        return id;
    }

    /// <summary>Ends a session; its cookie is worth nothing from then on.</summary>
    public void End(string id) => all.TryRemove(id, out _);

    /// <summary>Asks the workspace about everybody anew: somebody was changed.</summary>
    public void Recheck()
    {
        foreach ((string id, Session session) in all)
            all.TryUpdate(id, session with { Checked = DateTimeOffset.MinValue }, session);
    }

    /// <summary>The session of a name; null when it has ended, or its user may come in no longer.</summary>
    public async Task<Session?> Find(string id, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!all.TryGetValue(id, out Session? session))
            return null;
        if (now - session.Used > Idle)
        {
            End(id);
            return null;
        }

        Session renewed = session with { Used = now };
        if (now - session.Checked > Trust)
        {
            Workspace open = workspace.Require();
            User? user = session.Key is { } key ? await open.Keys.HolderAsync(key, cancellation) : await open.Users.FindAsync(session.User, cancellation);
            if (user is not { Disabled: false })
            {
                End(id);
                return null;
            }

            renewed = renewed with { Role = user.Role, Checked = now };
        }

        // One that was ended in the meantime stays ended; of two requests at once either time will do.
        all.TryUpdate(id, renewed, session);
        return renewed;
    }
}

/// <summary>One of them.</summary>
/// <param name="User">Name of the user.</param>
/// <param name="Key">Id of the key by which he came; null when a provider vouched for him.</param>
/// <param name="Role">His role when the workspace was last asked.</param>
/// <param name="Checked">When that was.</param>
/// <param name="Used">When it was last used.</param>
sealed record Session(string User, string? Key, Role Role, DateTimeOffset Checked, DateTimeOffset Used);
