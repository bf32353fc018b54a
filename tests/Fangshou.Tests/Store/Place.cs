using System.Globalization;
using Npgsql;

namespace Fangshou.Tests.Store;

/// <summary>Where the workspaces of a test lie; gone after it.</summary>
public abstract class Place : IDisposable
{
    static int count;

    protected Place() => Folder = Directory.CreateTempSubdirectory("fangshou-test-").FullName;

    /// <summary>For packages and backups.</summary>
    public string Folder { get; }

    /// <summary>The name of a workspace that is not there yet.</summary>
    public abstract string New();

    public virtual void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static string Unique() => string.Create(CultureInfo.InvariantCulture, $"fangshou_test_{Environment.ProcessId}_{Interlocked.Increment(ref count)}");
}

/// <summary>SQLite files in a folder of their own.</summary>
public sealed class SqlitePlace : Place
{
    public override string New() => Path.Combine(Folder, $"{Unique()}.db");
}

/// <summary>Databases on the throwaway server that FANGSHOU_TEST_POSTGRES names.</summary>
public sealed class PostgresPlace : Place
{
    readonly string? server = Environment.GetEnvironmentVariable("FANGSHOU_TEST_POSTGRES");
    readonly List<string> made = [];

    public PostgresPlace()
    {
        if (string.IsNullOrEmpty(server))
        {
            base.Dispose();
            Assert.Skip("No PostgreSQL: run the tests by eng/postgres-for-tests, or set FANGSHOU_TEST_POSTGRES to a throwaway server.");
        }
    }

    public override string New()
    {
        string name = Unique();
        Run($"CREATE DATABASE {name}");
        made.Add(name);
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }

    /// <summary>Lets nobody in, and throws out who is in; or lets them in again.</summary>
    /// <param name="workspace">What <see cref="New"/> returned.</param>
    /// <param name="isOpen">True to let them in.</param>
    public void Open(string workspace, bool isOpen)
    {
        string name = new NpgsqlConnectionStringBuilder(workspace).Database!;
        Run($"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {isOpen}");
        if (!isOpen)
            Run($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    }

    public override void Dispose()
    {
        foreach (string name in made)
            Run($"DROP DATABASE {name} WITH (FORCE)");
        base.Dispose();
    }

    void Run(string statement)
    {
        using NpgsqlConnection connection = new(server);
        connection.Open();
        using NpgsqlCommand command = new(statement, connection);
        command.ExecuteNonQuery();
    }
}

/// <summary>A clock that moves a second each time it is looked at.</summary>
sealed class SteppingTime : TimeProvider
{
    long seconds;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(Interlocked.Increment(ref seconds));
}
