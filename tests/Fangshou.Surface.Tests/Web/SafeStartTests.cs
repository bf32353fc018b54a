using System.Net;
using System.Net.Sockets;
using Fangshou.Store;

namespace Fangshou.Surface.Tests.Web;

/// <summary>A server that others can reach does not start by mistake.</summary>
public sealed class SafeStartTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    CliResult Serve(params string[] options) => CliRun.Of(["serve", "--port", "0", "--forecasts", "off", "--database", folder["x.db"], .. options]).In(folder.Path).With("FANGSHOU_CACHE", RunningDashboard.Cache).Go();

    static void Refused(CliResult result, params string[] reasons)
    {
        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.Error.Trim().Split('\n'));
        Assert.All(reasons, reason => Assert.Contains(reason, result.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("the dashboard is at", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_not_to_start_is_told_at_once_with_what_helps() =>
        Refused(Serve("--listen", "0.0.0.0"), "--host", "--tls", "--behind-proxy", "Nobody could sign in", "workspace init", "workspace key");

    [Fact]
    public void Sign_in_cannot_be_off_where_others_can_reach_it()
    {
        Refused(Serve("--listen", "0.0.0.0", "--sign-in", "off"), "--sign-in off", "--host", "--tls");
        Refused(Serve("--listen", "::", "--sign-in", "off"), "--sign-in off");
    }

    /// <summary>Listening to this machine alone is no shelter when a proxy hands on what others send.</summary>
    [Fact]
    public void A_proxy_on_this_machine_lets_others_reach_it() =>
        Refused(Serve("--behind-proxy", "127.0.0.1", "--sign-in", "off"), "--sign-in off", "--host");

    [Fact]
    public async Task A_user_without_a_key_is_nobody_who_could_sign_in()
    {
        using (Workspace workspace = await Workspace.InitAsync(folder["x.db"], PackageFolder.At(null), "tests", TimeProvider.System, TestContext.Current.CancellationToken))
        {
            await workspace.Users.AddAsync("ann", Role.Admin, "tests", TestContext.Current.CancellationToken);
            Refused(Serve("--sign-in", "required"), "no user of", "workspace key");
            (ApiKey held, _) = await workspace.Keys.IssueAsync("ann", "", "tests", TestContext.Current.CancellationToken);
            await workspace.Keys.RevokeAsync(held.Id, "tests", TestContext.Current.CancellationToken);
        }

        Refused(Serve("--sign-in", "required"), "no user of", "workspace key");
    }

    [Theory]
    [InlineData("--listen", "everywhere", "--listen: 'everywhere'")]
    [InlineData("--behind-proxy", "0.0.0.0/0", "--behind-proxy: '0.0.0.0/0'")]
    [InlineData("--host", "*", "--host: '*'")]
    [InlineData("--host", "a.example:80", "--host: 'a.example:80'")]
    [InlineData("--sign-in", "maybe", "required, off")]
    [InlineData("--reading", "all", "open, signed-in")]
    [InlineData("--reading", "open", "--sign-in required")]
    [InlineData("--tls", "none.pem", "cannot be opened")]
    [InlineData("--tls-key", "none.pem", "goes with --tls")]
    public void What_makes_no_sense_is_named(string option, string value, string says) => Refused(Serve(option, value), says);

    [Fact]
    public void A_provider_without_an_address_over_TLS_is_refused_and_its_secret_not_repeated()
    {
        CliResult result = CliRun.Of("serve", "--port", "0").In(folder.Path).With("FANGSHOU_OIDC_AUTHORITY", "http://login.example").With("FANGSHOU_OIDC_CLIENT_SECRET", "hush-hush").Go();
        Refused(result, "FANGSHOU_OIDC_AUTHORITY", "FANGSHOU_OIDC_CLIENT_ID");
        Assert.DoesNotContain("hush-hush", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_have_no_flags()
    {
        string help = CliRun.Run("serve", "--help").Output;
        Assert.DoesNotContain("secret", help.Replace("FANGSHOU_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("--oidc", help, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("--tls-password", help, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Unless_told_otherwise_only_this_machine_can_reach_it()
    {
        await using RunningDashboard dashboard = new("--forecasts", "off");
        await dashboard.InitializeAsync();
        Assert.Equal("127.0.0.1", dashboard.Address.Host);
        // By every other address of this machine the port is closed.
        foreach (IPAddress other in (await Dns.GetHostAddressesAsync(Dns.GetHostName(), AddressFamily.InterNetwork, TestContext.Current.CancellationToken)).Where(address => !IPAddress.IsLoopback(address)))
        {
            using TcpClient client = new();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(other, dashboard.Address.Port, TestContext.Current.CancellationToken).AsTask());
        }
    }
}
