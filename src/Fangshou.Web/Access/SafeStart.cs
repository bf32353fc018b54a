using System.Collections.Immutable;
using System.Net;
using Fangshou.Store;

namespace Fangshou.Web.Access;

/// <summary>Whether the server may start as it was asked to: never open to others by mistake.</summary>
static class SafeStart
{
    /// <summary>Refuses to start, with every reason and what helps.</summary>
    /// <exception cref="RefusedException">It would be open to whoever comes by, or nobody could come in.</exception>
    public static async Task Require(DashboardOptions options, CancellationToken cancellation)
    {
        ImmutableArray<string> reasons = [.. OfOptions(options), .. options.Access.SignIn ? await OfWorkspace(options, cancellation) : []];
        if (!reasons.IsEmpty)
            throw new RefusedException(Fault.Usage, ["not started.", .. reasons]);
    }

    /// <summary>What is wrong with the options by themselves.</summary>
    public static IEnumerable<string> OfOptions(DashboardOptions options)
    {
        AccessOptions access = options.Access;
        if (!options.IsPublic)
            yield break;
        string whom = IPAddress.IsLoopback(options.Address) ? "the proxy" : "other machines";
        if (!access.SignIn)
            yield return $"Whoever comes from {whom} could do everything without signing in: leave out '--sign-in off'.";
        if (access.Hosts.IsEmpty)
            yield return $"The name by which it is called from {whom} is missing: give it with '--host fangshou.example'.";
        if (!access.IsEncrypted)
            yield return $"Keys would come in the clear from {whom}: give a certificate with '--tls FILE', or name the proxy that has one with '--behind-proxy ADDRESS'.";
    }

    /// <summary>Whether there is anybody who could sign in.</summary>
    static async Task<ImmutableArray<string>> OfWorkspace(DashboardOptions options, CancellationToken cancellation)
    {
        const string Remedy = "'fangshou workspace key NAME --role admin' makes a user with a key";
        try
        {
            using Workspace workspace = await Workspace.OpenAsync(options.Database, TimeProvider.System, cancellation);
            bool mayAnybody = await workspace.Keys.AnyAsync(cancellation);
            if (mayAnybody || (options.Access.OpenId is not null && (await workspace.Users.ListAsync(cancellation)).Any(user => !user.Disabled)))
                return [];
            return [options.Access.OpenId is null
                ? $"Nobody could sign in: no user of {workspace.Database.Shown} has a key, and no provider of OpenID Connect is set (FANGSHOU_OIDC_AUTHORITY); {Remedy}."
                : $"Nobody could sign in: {workspace.Database.Shown} has no user; 'fangshou workspace user add NAME --role admin' makes one, and {Remedy}."];
        }
        catch (RefusedException missing) when (missing.Fault == Fault.NotFound)
        {
            return [$"Nobody could sign in: {missing.Message.TrimEnd('.')}, and then {Remedy}."];
        }
    }
}
