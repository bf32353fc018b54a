using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fangshou.Store;
using Fangshou.Tests.Store;
using Fangshou.Web.Alerts;
using Fangshou.Web.Knowledge;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Alerts;

/// <summary>Rules that look and tell, in both databases.</summary>
public abstract class AlertRoundTests<TPlace> : IDisposable
    where TPlace : Place, new()
{
    static readonly Uri site = new("https://fangshou.example.org/");

    readonly TPlace place = new();
    readonly Receiver receiver = new();
    readonly Clock clock = new();
    readonly WorkGates gates = new();

    public void Dispose()
    {
        receiver.Dispose();
        gates.Dispose();
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    static AlertOptions Options => new() { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")], AllowHttp = true };

    /// <summary>The eyes of a program that has just read the newest revision.</summary>
    async Task<AlertEyes> Eyes(Workspace workspace)
    {
        WorkspacePackage package = await workspace.PackageAsync(Cancellation);
        Observatory observatory = new(package, new ReadingOptions(), forecasts: false, gates, Cancellation);
        return new AlertEyes(observatory, new Inquiries(observatory, gates, Cancellation), new EditionMark(observatory.Ledger.DataVersion, package.Revision, observatory.LastDay), forecasting: false);
    }

    async Task<AlertRule> Add(Workspace workspace, string rule = "a row is added to CN with severity at least 2", bool webhook = true)
    {
        AlertEyes eyes = await Eyes(workspace);
        AlertDraft draft = new() { Rule = rule, Webhook = webhook ? receiver.Address : "" };
        AlertJudgement judgement = AlertDesk.Judge(draft, eyes.Codebook, Options);
        Assert.Empty(judgement.Faults);
        return (await AlertDesk.Add(workspace, draft, judgement.Condition!, "Di", await eyes.See(judgement.Condition!, hasRows: false, Cancellation), Cancellation)).Rule;
    }

    async Task<AlertTally> Look(Workspace workspace) => await new AlertRound(workspace, site, clock).Look(await Eyes(workspace), Cancellation);

    async Task<int> Deliver(Workspace workspace, Clock? at = null)
    {
        using WebhookClient client = new(Options, at ?? clock);
        return await new AlertPost(client, new Mailer(Options, at ?? clock), at ?? clock).Deliver(workspace, Cancellation);
    }

    static async Task<AlertState> State(Workspace workspace, long rule = 1) => AlertState.Read((await workspace.Alerts.FindAsync(rule, Cancellation)).State);

    [Fact]
    public async Task A_row_that_is_added_is_told_once_with_what_it_rests_on()
    {
        using Workspace workspace = await place.Init();
        AlertRule rule = await Add(workspace);
        Assert.Equal((1, 0), await Counts());
        await workspace.Change(NewEvent("cn-2020-12-01-new", "A new row", "2020-12-01"));
        Assert.Equal((1, 1), await Counts());
        Assert.Equal((1, 0), await Counts());
        Assert.Equal(2, await Deliver(workspace));
        Assert.Equal(0, await Deliver(workspace));

        Posted post = Assert.Single(receiver.Posts);
        AlertMessage message = AlertMessage.Read(post.Body);
        Assert.Equal(post.Body, message.Write());
        Assert.Equal(WebhookClient.Signature(AlertOrder.Read(rule.Parsed).Secret!, post.Header("X-Fangshou-Timestamp"), post.Body), post.Header("X-Fangshou-Signature"));
        Assert.Equal(("alert", "CN", 1, await workspace.RevisionAsync(Cancellation)), (message.Event, message.Cell, message.RowsInAll, message.Revision));
        AlertRow row = Assert.Single(message.Rows);
        Assert.Equal(("cn-2020-12-01-new", "added", "A new row", "https://fangshou.example.org/events/cn-2020-12-01-new"), (row.Id, row.Change, row.Title, row.Address));
        Assert.NotEmpty(row.Sources);
        Assert.Equal([(receiver.Address, true), ("feed", true)], (await workspace.Alerts.DeliveriesAsync(1, cancellation: Cancellation)).Select(d => (d.Target, d.Delivered)));
        Assert.Empty((await State(workspace)).Parcels);

        async Task<(int, int)> Counts() => await Look(workspace) is var tally ? (tally.Looked, tally.Told.Length) : default;
    }

    [Fact]
    public async Task A_row_that_the_rule_does_not_mean_and_an_edit_tell_nothing()
    {
        using Workspace workspace = await place.Init();
        await Add(workspace, "a row is added to CN with severity at least 5");
        await workspace.Change(NewEvent("cn-2020-12-01-new", "A new row", "2020-12-01"));
        await workspace.Change(await workspace.Edit("title", "Another title"));
        Assert.Empty((await Look(workspace)).Told);
    }

    [Fact]
    public async Task Two_programs_that_look_and_deliver_at_once_tell_it_once()
    {
        string at = place.New();
        using Workspace one = await place.Init(at: at);
        using Workspace other = await Workspace.OpenAsync(at, new SteppingTime(), Cancellation);
        await Add(one);
        for (int turn = 0; turn < 3; turn++)
        {
            await one.Change(NewEvent(string.Create(CultureInfo.InvariantCulture, $"cn-2020-12-0{turn + 1}-new"), "A new row", string.Create(CultureInfo.InvariantCulture, $"2020-12-0{turn + 1}")));
            AlertTally[] tallies = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Look(i % 2 == 0 ? one : other))));
            Assert.Equal(1, tallies.Sum(tally => tally.Told.Length));
            Assert.Equal(2, (await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Deliver(i % 2 == 0 ? one : other))))).Sum());
        }

        Assert.Equal(3, receiver.Posts.Count);
        Assert.Equal(3, receiver.Posts.Select(post => post.Header("X-Fangshou-Delivery")).Distinct().Count());
    }

    [Fact]
    public async Task What_did_not_arrive_is_tried_again_on_a_schedule_under_the_same_id_and_after_a_restart()
    {
        string at = place.New();
        receiver.Answer = _ => "500 Internal Server Error";
        using (Workspace workspace = await place.Init(at: at))
        {
            await Add(workspace);
            await workspace.Change(NewEvent("cn-2020-12-01-new", "A new row", "2020-12-01"));
            await Look(workspace);
            Assert.Equal(2, await Deliver(workspace));
            Assert.Equal(0, await Deliver(workspace));
        }

        using Workspace again = await Workspace.OpenAsync(at, new SteppingTime(), Cancellation);
        List<double> waited = [];
        while (!(await State(again)).Parcels.IsEmpty)
        {
            AlertParcel parcel = Assert.Single((await State(again)).Parcels);
            waited.Add((parcel.Due - clock.Now).TotalMinutes);
            clock.Now = parcel.Due.AddSeconds(-1);
            Assert.Equal(0, await Deliver(again));
            clock.Now = parcel.Due;
            Assert.Equal(1, await Deliver(again));
        }

        Assert.Equal([1, 5, 25, 125, 625, 720, 720], waited);
        Assert.Equal(8, receiver.Posts.Count);
        Assert.Single(receiver.Posts.Select(post => post.Header("X-Fangshou-Delivery")).Distinct());
        Assert.Single(receiver.Posts.Select(post => post.Body).Distinct());
        Assert.Equal(8, receiver.Posts.Select(post => post.Header("X-Fangshou-Timestamp")).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 8).Reverse(), (await again.Alerts.DeliveriesAsync(1, cancellation: Cancellation)).Where(d => d.Target != "feed").Select(d => d.Attempt));
        Assert.All((await again.Alerts.DeliveriesAsync(1, cancellation: Cancellation)).Where(d => d.Target != "feed"), d => Assert.Equal((false, "HTTP 500"), (d.Delivered, d.Answer)));
    }

    [Fact]
    public async Task A_program_that_dies_after_it_has_claimed_an_attempt_loses_no_message()
    {
        using Workspace workspace = await place.Init();
        await Add(workspace);
        await workspace.Change(NewEvent("cn-2020-12-01-new", "A new row", "2020-12-01"));
        await Look(workspace);
        // What it leaves behind: the claim is written, and nothing after it.
        AlertRule rule = await workspace.Alerts.FindAsync(1, Cancellation);
        AlertState state = AlertState.Read(rule.State);
        AlertParcel parcel = state.Parcels.Single(p => p.Target != "feed");
        Assert.True(await workspace.Alerts.StepAsync(1, rule.State, (state with { Parcels = state.Parcels.Replace(parcel, parcel with { Attempts = 1, Due = clock.Now.AddMinutes(1) }) }).Write(), Cancellation));
        Assert.Equal(1, await Deliver(workspace));
        clock.Now = clock.Now.AddMinutes(1);
        Assert.Equal(1, await Deliver(workspace));
        Assert.Equal(parcel.Id, Assert.Single(receiver.Posts).Header("X-Fangshou-Delivery"));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_told_no_more_and_the_feed_goes_on()
    {
        using Workspace workspace = await place.Init();
        receiver.Answer = _ => "410 Gone";
        await Add(workspace);
        for (int turn = 1; turn < 3; turn++)
        {
            await workspace.Change(NewEvent(string.Create(CultureInfo.InvariantCulture, $"cn-2020-12-0{turn}-new"), "A new row", string.Create(CultureInfo.InvariantCulture, $"2020-12-0{turn}")));
            await Look(workspace);
            await Deliver(workspace);
        }

        Assert.Single(receiver.Posts);
        Assert.True((await State(workspace)).WebhookGone);
        Assert.Equal(2, (await workspace.Alerts.DeliveriesAsync(1, cancellation: Cancellation)).Count(d => d.Target == "feed"));
    }

    [Fact]
    public async Task A_rule_that_has_ended_neither_looks_nor_delivers()
    {
        using Workspace workspace = await place.Init();
        await Add(workspace);
        await workspace.Change(NewEvent("cn-2020-12-01-new", "A new row", "2020-12-01"));
        await Look(workspace);
        await workspace.Alerts.DisableAsync(1, "Di", Cancellation);
        Assert.Equal(0, await Deliver(workspace));
        Assert.Equal(0, (await Look(workspace)).Looked);
        Assert.Empty(receiver.Posts);
    }

    [Fact]
    public async Task A_rule_by_mail_is_mailed_in_its_language_with_its_rows()
    {
        using Workspace workspace = await place.Init();
        using MailTaker server = new();
        AlertOptions options = Options with { Mail = new MailServer("127.0.0.1", server.Port, "alerts@example.org") { Security = MailSecurity.Off } };
        AlertEyes eyes = await Eyes(workspace);
        AlertDraft draft = new() { Rule = "a row is added to CN", Email = "ann@example.org", Lang = "zh" };
        AlertJudgement judgement = AlertDesk.Judge(draft, eyes.Codebook, options);
        Assert.Empty(judgement.Faults);
        await AlertDesk.Add(workspace, draft, judgement.Condition!, "Di", await eyes.See(judgement.Condition!, hasRows: false, Cancellation), Cancellation);
        await workspace.Change(NewEvent("cn-2020-12-01-new", "A new row", "2020-12-01"));
        await Look(workspace);
        using WebhookClient client = new(options, clock);
        Assert.Equal(2, await new AlertPost(client, new Mailer(options, clock), clock).Deliver(workspace, Cancellation));
        (_, string recipient, string text) = Assert.Single(server.Taken);
        using MimeKit.MimeMessage mail = MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(text)), Cancellation);
        Assert.Equal(("<ann@example.org>", "Fangshou: 新增 1 条有关China的条目。"), (recipient, mail.Subject));
        Assert.Contains("2020-12-01 A new row (新增)", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://fangshou.example.org/events/cn-2020-12-01-new", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal([("ann@example.org", true), ("feed", true)], (await workspace.Alerts.DeliveriesAsync(1, cancellation: Cancellation)).Select(d => (d.Target, d.Delivered)));
    }

    [Fact]
    public async Task Rules_of_somebody_who_was_locked_out_neither_look_nor_deliver()
    {
        using Workspace workspace = await place.Init();
        await workspace.Users.AddAsync("Ann", Role.Admin, "setup", Cancellation);
        await workspace.Users.AddAsync("Di", Role.Editor, "Ann", Cancellation);
        await Add(workspace);
        await workspace.Change(NewEvent("cn-2020-12-01-new", "A new row", "2020-12-01"));
        Assert.Single((await Look(workspace)).Told);
        await workspace.Users.ChangeAsync("Di", Role.Editor, disabled: true, "Ann", Cancellation);
        Assert.Equal(0, await Deliver(workspace));
        Assert.Equal(0, (await Look(workspace)).Looked);
        Assert.Empty(receiver.Posts);
    }

    [Fact]
    public async Task A_test_goes_to_every_place_and_is_written_down()
    {
        using Workspace workspace = await place.Init();
        AlertRule rule = await Add(workspace);
        using WebhookClient client = new(Options, clock);
        AlertPost post = new(client, new Mailer(Options, clock), clock);
        ImmutableArray<AlertDelivery> made = await AlertDesk.Test(workspace, rule, await Eyes(workspace), post, site, clock, Cancellation);
        Assert.Equal([("feed", true, "in the feed"), (receiver.Address, true, "HTTP 204")], made.Select(d => (d.Target, d.Delivered, d.Answer)));
        Assert.Equal("test", Assert.Single(receiver.Posts).Header("X-Fangshou-Event"));
        Assert.Contains("test of the rule", AlertMessage.Read(receiver.Posts.Single().Body).English, StringComparison.Ordinal);
        Assert.Equal(2, (await workspace.Alerts.DeliveriesAsync(1, cancellation: Cancellation)).Length);
    }

    [Fact]
    public async Task No_secret_is_in_lists_messages_or_the_audit_log()
    {
        using Workspace workspace = await place.Init();
        AlertRule rule = await Add(workspace);
        string secret = AlertOrder.Read(rule.Parsed).Secret!;
        AlertEyes eyes = await Eyes(workspace);
        Assert.DoesNotContain(secret, AlertView.List([rule], (await workspace.PackageAsync(Cancellation)).Read(), Fangshou.Briefs.Language.English).Json(), StringComparison.Ordinal);
        Assert.DoesNotContain("key=1", AlertView.Of(rule, eyes.Codebook, Fangshou.Briefs.Language.English).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(await workspace.Audit.ListAsync(cancellation: Cancellation), a => (a.Detail + a.On).Contains(secret, StringComparison.Ordinal));
    }

    /// <summary>A clock that stands where it is put.</summary>
    sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

public sealed class AlertRoundOnSqliteTests : AlertRoundTests<SqlitePlace>;

public sealed class AlertRoundOnPostgresTests : AlertRoundTests<PostgresPlace>;
