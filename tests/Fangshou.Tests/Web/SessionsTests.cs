using Fangshou.Store;
using Fangshou.Web;
using Fangshou.Web.Access;
using Fangshou.Web.Desk;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Fangshou.Tests.Web;

/// <summary>How long somebody who has signed in stays so.</summary>
public sealed class SessionsTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("fangshou-sessions-").FullName;
    readonly HandTime time = new();
    Workspace outside = null!;
    WebApplication app = null!;
    Sessions sessions = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        string database = Path.Combine(folder, "x.db");
        outside = await Workspace.InitAsync(database, PackageFolder.At(null), "tests", TimeProvider.System, Stop);
        DashboardOptions options = new() { Package = PackageFolder.At(null), Database = database, Forecasts = "none", Reading = new ReadingOptions { Coverage = true, Seed = 1, Threads = 1 } };
        app = Dashboard.Build(options);
        WorkspaceOpening opening = app.Services.GetRequiredService<WorkspaceOpening>();
        await opening.Begin();
        sessions = new Sessions(opening, time);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        outside.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    async Task<(User User, string Key, string Session)> SignedIn()
    {
        User user = await outside.Users.AddAsync("ann", Role.Editor, "tests", Stop);
        (ApiKey held, _) = await outside.Keys.IssueAsync("ann", "", "tests", Stop);
        return (user, held.Id, sessions.Begin(user, held.Id));
    }

    [Fact]
    public async Task A_session_ends_eight_hours_after_it_was_last_used()
    {
        (_, _, string session) = await SignedIn();
        for (int i = 0; i < 5; i++)
        {
            time.Pass(Sessions.Idle);
            Assert.NotNull(await sessions.Find(session, Stop));
        }

        time.Pass(Sessions.Idle + TimeSpan.FromSeconds(1));
        Assert.Null(await sessions.Find(session, Stop));
    }

    [Fact]
    public async Task A_key_that_was_revoked_elsewhere_ends_its_sessions_within_a_minute()
    {
        (_, string key, string session) = await SignedIn();
        await outside.Keys.RevokeAsync(key, "tests", Stop);
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.Null(await sessions.Find(session, Stop));
    }

    [Fact]
    public async Task A_user_who_was_disabled_elsewhere_is_out_within_a_minute_whoever_vouched_for_him()
    {
        (User user, _, string session) = await SignedIn();
        string vouched = sessions.Begin(user, key: null);
        await outside.Users.ChangeAsync("ann", Role.Editor, disabled: true, "tests", Stop);
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.Null(await sessions.Find(session, Stop));
        Assert.Null(await sessions.Find(vouched, Stop));
    }

    [Fact]
    public async Task Another_role_holds_within_a_minute_and_at_once_when_asked_anew()
    {
        (_, _, string session) = await SignedIn();
        await outside.Users.ChangeAsync("ann", Role.Reader, disabled: false, "tests", Stop);
        Assert.Equal(Role.Editor, (await sessions.Find(session, Stop))!.Role);
        sessions.Recheck();
        Assert.Equal(Role.Reader, (await sessions.Find(session, Stop))!.Role);
        await outside.Users.ChangeAsync("ann", Role.Reviewer, disabled: false, "tests", Stop);
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(Role.Reviewer, (await sessions.Find(session, Stop))!.Role);
    }

    [Fact]
    public async Task One_that_was_ended_stays_ended_and_no_two_have_one_name()
    {
        (User user, string key, string session) = await SignedIn();
        Assert.NotEqual(session, sessions.Begin(user, key));
        sessions.End(session);
        Assert.Null(await sessions.Find(session, Stop));
        Assert.Null(await sessions.Find("", Stop));
    }
}
