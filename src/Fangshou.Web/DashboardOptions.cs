using System.Net;
using Fangshou.Store;
using Fangshou.Web.Access;
using Fangshou.Web.Alerts;

namespace Fangshou.Web;

/// <summary>Where the dashboard listens, and what it reads.</summary>
sealed record DashboardOptions
{
    /// <summary>The port that it listens on unless told otherwise.</summary>
    public const int DefaultPort = 5080;

    /// <summary>Only this machine unless told otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Who may come in, and how.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>True when others than this machine can reach it: directly, or through a proxy on this machine.</summary>
    public bool IsPublic => !IPAddress.IsLoopback(Address) || !Access.Proxies.IsEmpty;

    /// <summary>0…65535; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The package that is shown, and that a new workspace begins with.</summary>
    public required PackageFolder Package { get; init; }

    /// <summary>False to forecast nothing beside what was issued: the first forecasts of a day take minutes of work.</summary>
    public bool Forecasting { get; init; } = true;

    /// <summary>How cells are read.</summary>
    public required ReadingOptions Reading { get; init; }

    /// <summary>The workspace: path of a SQLite file, or a PostgreSQL connection string; made when there is none.</summary>
    public required string Database { get; init; }

    /// <summary>The folder of issued forecasts; it need not exist.</summary>
    public required string Forecasts { get; init; }

    /// <summary>Requests of one address within a minute, where it is not this machine and nothing else is asked for.</summary>
    public const int DefaultRequestsPerMinute = 1200;

    /// <summary>Requests of one address, and of one user, within a minute; 0 = no limit; null = the default, and none for this machine.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>True to log all that happens; no secret even then.</summary>
    public bool Verbose { get; init; }

    /// <summary>How alerts leave the program.</summary>
    public AlertOptions Alerts { get; init; } = new();

    /// <summary>Told the address once it listens.</summary>
    public Action<string> Started { get; init; } = static _ => { };
}
