using Fangshou.Forecasts;
using Fangshou.Store;
using Fangshou.Tests.Forecasts;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Store;

/// <summary>Forecasts, runs, alerts, users and keys, in both databases.</summary>
public abstract class TeamStateTests<TPlace> : IDisposable
    where TPlace : Place, new()
{
    readonly TPlace place = new();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Forecasts_of_a_database_are_read_as_those_of_a_folder_are()
    {
        using Workspace workspace = await place.Init();
        ForecastWorkspace folder = FolderForecasts.Open(Path.Combine(place.Folder, "forecasts"), ForecastSample.Codebook), database = await DatabaseForecasts.OpenAsync(workspace, ForecastSample.Codebook, "Ann", Cancellation);
        IssuedForecast draft = ForecastFileTests.Small, later = draft with { DataHash = "ff", Severe = [0.4, 0.1] };
        foreach (ForecastWorkspace kept in (ForecastWorkspace[])[folder, database])
        {
            Assert.True(kept.Issue(draft).IsNew);
            Assert.False(kept.Issue(draft).IsNew);
            Assert.Equal(2, kept.Issue(later).Forecast.Number);
            kept.Resolve(new StoredOutcome(1, ForecastFile.HashOf(kept.Forecasts[0]), "2025-01-01", "1", false, null, 3, [1, null], [[0, null]]));
            kept.Resolve(new StoredOutcome(1, ForecastFile.HashOf(kept.Forecasts[0]), "2026-01-01", "2", false, 5, 12, [1, null], [[0, null]]));
        }

        ForecastWorkspace again = await DatabaseForecasts.OpenAsync(workspace, ForecastSample.Codebook, "", Cancellation);
        Assert.Equal(folder.Forecasts.Select(ForecastFile.Write), again.Forecasts.Select(ForecastFile.Write));
        Assert.Equal(2, again.SupersededBy(again.Find(1)));
        Assert.Equal(5, again.OutcomeOf(again.Find(1))!.Turned);
        Assert.Null(again.OutcomeOf(again.Find(2)));
        Assert.Contains("there are 1 to 2", Assert.Throws<RefusedException>(() => again.Find(3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecasts_are_numbered_chained_and_held_byte_for_byte()
    {
        using Workspace workspace = await place.Init();
        IssuedForecast draft = ForecastFileTests.Small;
        (IssuedForecast first, bool isNew) = await workspace.Forecasts.IssueAsync(draft, ForecastSample.Codebook, "Ann", Cancellation);
        Assert.Equal((1, "", true), (first.Number, first.Previous, isNew));
        Assert.False((await workspace.Forecasts.IssueAsync(draft, ForecastSample.Codebook, "Ann", Cancellation)).IsNew);
        (IssuedForecast second, _) = await workspace.Forecasts.IssueAsync(draft with { DataHash = "ff", DataVersion = "2", Severe = [0.4, 0.1] }, ForecastSample.Codebook, "Ann", Cancellation);
        Assert.Equal((2, ForecastFile.HashOf(first), 1), (second.Number, second.Previous, second.Supersedes));
        Assert.Equal(ForecastFile.Write(second), await workspace.Forecasts.FileAsync(2, Cancellation));
        Assert.Equal([1, 2], (await workspace.Forecasts.ListAsync(ForecastSample.Codebook, Cancellation)).Select(f => f.Number));

        // A file of another workspace goes in only where it follows.
        using Workspace other = await place.Init();
        Assert.Equal(Fault.BrokenData, (await Assert.ThrowsAsync<RefusedException>(() => other.Forecasts.TakeAsync(ForecastFile.Write(second), ForecastSample.Codebook, "Ann", Cancellation))).Fault);
        await other.Forecasts.TakeAsync(ForecastFile.Write(first), ForecastSample.Codebook, "Ann", Cancellation);
        await other.Forecasts.TakeAsync(ForecastFile.Write(second), ForecastSample.Codebook, "Ann", Cancellation);
        Assert.Equal(await workspace.Forecasts.FileAsync(2, Cancellation), await other.Forecasts.FileAsync(2, Cancellation));
    }

    [Fact]
    public async Task Of_many_who_issue_at_once_each_gets_a_number_of_his_own_and_the_chain_holds()
    {
        using Workspace workspace = await place.Init();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => workspace.Forecasts.IssueAsync(ForecastFileTests.Small with { DataHash = $"{i}", Severe = [0.1 + (i / 100.0), 0.1] }, ForecastSample.Codebook, "Ann", Cancellation))));
        Assert.Equal(Enumerable.Range(1, 8), (await workspace.Forecasts.ListAsync(ForecastSample.Codebook, Cancellation)).Select(f => f.Number));
    }

    [Fact]
    public async Task Outcomes_are_added_and_never_replaced()
    {
        using Workspace workspace = await place.Init();
        (IssuedForecast forecast, _) = await workspace.Forecasts.IssueAsync(ForecastFileTests.Small, ForecastSample.Codebook, "Ann", Cancellation);
        StoredOutcome outcome = new(1, ForecastFile.HashOf(forecast), "2025-01-01", "1", false, null, 3, [1, null], [[0, null]]);
        Assert.Equal(1, await workspace.Forecasts.ResolveAsync(outcome, "Ann", Cancellation));
        Assert.Equal(2, await workspace.Forecasts.ResolveAsync(outcome with { Turned = 5, Known = 12 }, "Ann", Cancellation));
        Assert.Equal([null, 5], (await workspace.Forecasts.OutcomesAsync(1, Cancellation)).Select(o => o.Turned));
        Assert.Equal([0, null], (await workspace.Forecasts.OutcomesAsync(1, Cancellation))[1].Severe[0]);
        Assert.Equal(Fault.BrokenData, (await Assert.ThrowsAsync<RefusedException>(() => workspace.Forecasts.ResolveAsync(outcome with { ForecastSha256 = "00" }, "Ann", Cancellation))).Fault);
        Assert.Equal(Fault.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => workspace.Forecasts.ResolveAsync(outcome with { Number = 7 }, "Ann", Cancellation))).Fault);
    }

    [Fact]
    public async Task The_same_request_has_the_same_address_and_the_first_answer_stays()
    {
        using Workspace workspace = await place.Init();
        RunRecord run = await workspace.Runs.KeepAsync("{\"scenario\":\"x\"}", "first", ulong.MaxValue, "1", "ann", Cancellation);
        Assert.Equal("first", (await workspace.Runs.KeepAsync("{\"scenario\":\"x\"}", "second", 1, "1", "ann", Cancellation)).Result);
        Assert.Equal(("18446744073709551615", 32), ((await workspace.Runs.FindAsync(run.Id, Cancellation))!.Seed, run.Id.Length));
        Assert.NotEqual(run.Id, (await workspace.Runs.KeepAsync("{\"scenario\":\"y\"}", "first", 1, "1", "ann", Cancellation)).Id);
        Assert.Equal(2, (await workspace.Runs.ListAsync(cancellation: Cancellation)).Length);
        Assert.Null(await workspace.Runs.FindAsync("none", Cancellation));
    }

    [Fact]
    public async Task An_alert_remembers_and_every_attempt_to_tell_it_is_kept()
    {
        using Workspace workspace = await place.Init();
        AlertRule rule = await workspace.Alerts.AddAsync("P(crackdown within 6 months) in CN/ai passes 30 %", "{}", "{\"n\":0}", "Di", Cancellation);
        Assert.True(await workspace.Alerts.StepAsync(rule.Id, "{\"n\":0}", "{\"n\":1}", Cancellation));
        Assert.False(await workspace.Alerts.StepAsync(rule.Id, "{\"n\":0}", "{\"n\":2}", Cancellation));
        await workspace.Alerts.DeliveredAsync(rule.Id, 1, "{}", "https://example.org/hook", delivered: false, "timed out\u0007", cancellation: Cancellation);
        await workspace.Alerts.DeliveredAsync(rule.Id, 2, "{}", "https://example.org/hook", delivered: true, "204", cancellation: Cancellation);
        await workspace.Alerts.DisableAsync(rule.Id, "Di", Cancellation);
        AlertRule now = Assert.Single(await workspace.Alerts.ListAsync(Cancellation));
        Assert.Equal(("{\"n\":1}", true), (now.State, now.Disabled));
        Assert.Equal([(2, true, "204"), (1, false, "timed out\\u0007")], (await workspace.Alerts.DeliveriesAsync(rule.Id, cancellation: Cancellation)).Select(d => (d.Attempt, d.Delivered, d.Answer)));
        Assert.Equal(Fault.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => workspace.Alerts.StepAsync(9, "", "", Cancellation))).Fault);
    }

    [Fact]
    public async Task Users_have_a_role_and_the_last_admin_stays_one()
    {
        using Workspace workspace = await place.Init();
        await workspace.Users.AddAsync("Ann", Role.Admin, "setup", Cancellation);
        await workspace.Users.AddAsync("邓", Role.Editor, "Ann", Cancellation);
        Assert.Equal(Fault.Usage, (await Assert.ThrowsAsync<RefusedException>(() => workspace.Users.AddAsync("Ann", Role.Reader, "Ann", Cancellation))).Fault);
        foreach (string wrong in (string[])["", " Ann", "A\nB", new string('x', 101), "\ud800"])
            Assert.Equal(Fault.Usage, (await Assert.ThrowsAsync<RefusedException>(() => workspace.Users.AddAsync(wrong, Role.Reader, "Ann", Cancellation))).Fault);
        Assert.Equal(Fault.Usage, (await Assert.ThrowsAsync<RefusedException>(() => workspace.Users.ChangeAsync("Ann", Role.Editor, disabled: false, "Ann", Cancellation))).Fault);
        Assert.Equal(Fault.Usage, (await Assert.ThrowsAsync<RefusedException>(() => workspace.Users.ChangeAsync("Ann", Role.Admin, disabled: true, "Ann", Cancellation))).Fault);
        await workspace.Users.ChangeAsync("邓", Role.Admin, disabled: false, "Ann", Cancellation);
        await workspace.Users.ChangeAsync("Ann", Role.Editor, disabled: true, "邓", Cancellation);
        Assert.Equal([("Ann", Role.Editor, true), ("邓", Role.Admin, false)], (await workspace.Users.ListAsync(Cancellation)).Select(u => (u.Name, u.Role, u.Disabled)));
    }

    [Fact]
    public async Task A_key_is_shown_once_held_as_a_slow_hash_and_ends_when_it_is_revoked_or_its_user_disabled()
    {
        using Workspace workspace = await place.Init();
        await workspace.Users.AddAsync("Di", Role.Editor, "Ann", Cancellation);
        (ApiKey held, string key) = await workspace.Keys.IssueAsync("Di", "laptop", "Ann", Cancellation);
        (ApiKey another, string other) = await workspace.Keys.IssueAsync("Di", "server", "Ann", Cancellation);
        Assert.True(held.Iterations >= 600_000);
        Assert.NotEqual(held.Salt, another.Salt);
        Assert.DoesNotContain(key.Split('-', 3)[2], Convert.ToHexString(held.Hash) + held.Id, StringComparison.Ordinal);
        Assert.Equal("Di", (await workspace.Keys.VerifyAsync(key, Cancellation))!.Name);
        foreach (string wrong in (string[])[key[..^1] + (key[^1] == 'A' ? 'B' : 'A'), $"fs-{another.Id}-{key.Split('-', 3)[2]}", "", "fs-", "fs--", "\0", new string('x', 5000), "fs-\ud800-x"])
            Assert.Null(await workspace.Keys.VerifyAsync(wrong, Cancellation));

        Assert.NotNull(await workspace.Keys.VerifyAsync(key, Cancellation));
        await workspace.Keys.RevokeAsync(held.Id, "Ann", Cancellation);
        Assert.Null(await workspace.Keys.VerifyAsync(key, Cancellation));
        Assert.NotNull(await workspace.Keys.VerifyAsync(other, Cancellation));
        await workspace.Users.ChangeAsync("Di", Role.Editor, disabled: true, "Ann", Cancellation);
        Assert.Null(await workspace.Keys.VerifyAsync(other, Cancellation));
        Assert.Equal([held.Id, another.Id], (await workspace.Keys.ListAsync("Di", Cancellation)).Select(k => k.Id));
        Assert.DoesNotContain(await workspace.Audit.ListAsync(cancellation: Cancellation), a => (a.Detail + a.On).Contains(key.Split('-', 3)[2], StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_known_whether_anybody_can_come_in_and_whom_a_key_stands_for_without_the_key()
    {
        using Workspace workspace = await place.Init();
        Assert.False(await workspace.Keys.AnyAsync(Cancellation));
        await workspace.Users.AddAsync("Di", Role.Editor, "Ann", Cancellation);
        Assert.False(await workspace.Keys.AnyAsync(Cancellation));
        (ApiKey held, string key) = await workspace.Keys.IssueAsync("Di", "laptop", "Ann", Cancellation);
        Assert.Equal(held.Id, ApiKeys.IdOf(key));
        Assert.True(await workspace.Keys.AnyAsync(Cancellation));
        Assert.Equal("Di", (await workspace.Keys.HolderAsync(held.Id, Cancellation))!.Name);
        Assert.Null(await workspace.Keys.HolderAsync("0000", Cancellation));

        // Recognised is what was verified, to the letter.
        Assert.False(workspace.Keys.Recognises(key));
        await workspace.Keys.VerifyAsync(key, Cancellation);
        Assert.True(workspace.Keys.Recognises(key));
        Assert.False(workspace.Keys.Recognises(key + "x"));

        await workspace.Users.ChangeAsync("Di", Role.Editor, disabled: true, "Ann", Cancellation);
        Assert.False(await workspace.Keys.AnyAsync(Cancellation));
        Assert.Null(await workspace.Keys.HolderAsync(held.Id, Cancellation));
        await workspace.Users.ChangeAsync("Di", Role.Editor, disabled: false, "Ann", Cancellation);
        await workspace.Keys.RevokeAsync(held.Id, "Ann", Cancellation);
        Assert.False(await workspace.Keys.AnyAsync(Cancellation));
        Assert.Null(await workspace.Keys.HolderAsync(held.Id, Cancellation));
    }
}

public sealed class SqliteTeamStateTests : TeamStateTests<SqlitePlace>;

public sealed class PostgresTeamStateTests : TeamStateTests<PostgresPlace>;
