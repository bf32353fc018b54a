using Fangshou.Store;

namespace Fangshou.Surface.Tests.Web;

/// <summary>The real program with sign-in required, over a workspace that has a user of every role with a key.</summary>
public class GuardedDashboard : IAsyncLifetime
{
    readonly TempFolder own = new();
    readonly string[] options;
    readonly Dictionary<string, string> settings;

    public GuardedDashboard()
        : this([], [])
    {
    }

    internal GuardedDashboard(string[] options, Dictionary<string, string> settings)
    {
        this.options = options;
        this.settings = settings;
    }

    /// <summary>The program.</summary>
    public RunningDashboard Server { get; private set; } = null!;

    /// <summary>Keys by the name of their role in small letters, which is the name of the user too.</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>The database of the workspace.</summary>
    public string Database => own["fangshou.db"];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        using (Workspace workspace = await Workspace.InitAsync(Database, PackageFolder.At(null), "tests", TimeProvider.System))
        {
            foreach (Role role in Enum.GetValues<Role>())
            {
                string name = role.ToString().ToLowerInvariant();
                await workspace.Users.AddAsync(name, role, "tests");
                Keys[name] = (await workspace.Keys.IssueAsync(name, "first", "tests")).Key;
            }
        }

        Server = new RunningDashboard(["--forecasts", "off", "--sign-in", "required", "--database", Database, .. options], settings);
        await Server.InitializeAsync();
    }

    /// <summary>Does something with the workspace from outside, as another program would.</summary>
    internal async Task<T> Outside<T>(Func<Workspace, Task<T>> work)
    {
        using Workspace workspace = await Workspace.OpenAsync(Database, TimeProvider.System);
        return await work(workspace);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();
        own.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same behind a proxy on this machine, so that a test can come from any address it likes.</summary>
public sealed class ProxiedDashboard() : GuardedDashboard(["--behind-proxy", "127.0.0.1", "--host", Host, "--verbose"], [])
{
    /// <summary>The name by which it is called.</summary>
    public const string Host = "fangshou.example";
}

/// <summary>Tests that share one running program with sign-in.</summary>
[CollectionDefinition(Name)]
public sealed class GuardedCollection : ICollectionFixture<GuardedDashboard>
{
    public const string Name = "guarded";
}

/// <summary>Tests that share one running program behind a proxy.</summary>
[CollectionDefinition(Name)]
public sealed class ProxiedCollection : ICollectionFixture<ProxiedDashboard>
{
    public const string Name = "proxied";
}
