using System.Collections.Immutable;
using System.CommandLine;
using Fangshou.Ledger;
using Fangshou.Web.Alerts;
using Spectre.Console;
using Spectre.Console.Rendering;
using static Fangshou.Cli.Commands.WorkspaceCommands;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou alerts</c>: rules in words that tell when something happens.</summary>
static class AlertsCommands
{
    public static Command Build(GlobalOptions globals)
    {
        NounCommand noun = new(
            "alerts",
            "Rules in words that tell when a chance passes a threshold, a phase changes or a row is added: by a feed, a webhook or e-mail.",
            "fangshou alerts add 'the phase of CN/gaming changes'",
            Add(globals), List(globals), AlertsCheckCommand.Build(globals), Test(globals), End(globals));
        noun.Add(globals.Database);
        return noun;
    }

    /// <summary>The workspace of the run.</summary>
    public static Workspace Open(CommandRun run) => Done(Workspace.OpenAsync(run.Settings.Database, TimeProvider.System, run.Cancellation));

    /// <summary>Where the dashboard is reached, for addresses in messages.</summary>
    public static Uri Site(CommandRun run) => run.Settings.Alerts.Site ?? new Uri(FormattableString.Invariant($"http://127.0.0.1:{Web.DashboardOptions.DefaultPort}"));

    static Command Add(GlobalOptions globals)
    {
        Argument<string> rule = new("RULE") { Description = "in words, as in docs/guide/alerts.md" };
        Option<string> webhook = new("--webhook") { HelpName = "URL", Description = "posts each message there, signed", DefaultValueFactory = _ => "" };
        Option<string> email = new("--email") { HelpName = "ADDRESS", Description = "mails each message there", DefaultValueFactory = _ => "" };
        return new NounCommand("add", "Adds a rule. The secret of its webhook is shown once.", "fangshou alerts add 'P(crackdown) in CN/ai passes 30 %' --webhook https://example.org/hook", rule, webhook, email)
            .Does(globals, (run, parse) => Add(run, new AlertDraft { Rule = parse.GetValue(rule)!, Webhook = parse.GetValue(webhook)!, Email = parse.GetValue(email)!, Lang = run.Say("en", "zh") }));
    }

    static int Add(CommandRun run, AlertDraft draft)
    {
        using Workspace workspace = Open(run);
        WorkspacePackage package = Done(workspace.PackageAsync(run.Cancellation));
        Ledger.Ledger ledger = package.Read();
        AlertJudgement judgement = AlertDesk.Judge(draft, ledger.Codebook, run.Settings.Alerts);
        if (judgement.Condition is not { } condition || !judgement.Faults.IsEmpty)
            throw new CommandException(ExitCode.Usage, string.Join(' ', judgement.Faults.Select(fault => $"{fault.Field}: {fault.Says}")));
        // What takes a reading is seen first by the next check; rows that come in from now on are seen by it too.
        AlertSight? sight = condition is RowCondition ? new AlertSight(new EditionMark(ledger.DataVersion, package.Revision, ledger.AsOf(AsOf.Latest).AsOf.Day)) : null;
        (AlertRule rule, string? secret) = Done(AlertDesk.Add(workspace, draft, condition, Who, sight, run.Cancellation));
        if (secret is not null)
            run.Note("keep the secret now: it is not shown again");
        AlertView view = AlertView.Of(rule, ledger.Codebook, run.PageLanguage, secret);
        run.Write(new Answer
        {
            Schema = "alerts-add/1",
            DataVersion = ledger.DataVersion,
            Data = view,
            Rows = new Rows(["number", "rule", "understood", "secret"], [[AlertView.Digits(view.Number), view.Rule, view.Understood, secret ?? ""]]),
            // On a line of its own, where nothing breaks it in two.
            Screen =
            [
                CommandRun.Grid([run.Say("number", "编号"), run.Say("rule", "规则"), run.Say("understood", "理解为")], [[AlertView.Digits(view.Number), view.Rule, view.Understood]], most: 400),
                .. secret is null ? Array.Empty<IRenderable>() : [new Text($"{run.Say("secret", "密钥")}: {secret}\n")],
            ],
        });
        return ExitCode.Done;
    }

    static Command List(GlobalOptions globals) => new NounCommand("list", "Lists the rules, where each stands and what it saw last.", "fangshou alerts list").Does(globals, (run, _) =>
    {
        using Workspace workspace = Open(run);
        Ledger.Ledger ledger = Done(workspace.PackageAsync(run.Cancellation)).Read();
        run.Write(new Answer(AlertView.List(Done(workspace.Alerts.ListAsync(run.Cancellation)), ledger, run.PageLanguage)));
        return ExitCode.Done;
    });

    static Command Test(GlobalOptions globals)
    {
        Argument<long> number = Number();
        return new NounCommand("test", "Sends a test message to every place of a rule, and shows what came of it.", "fangshou alerts test 1", number).Does(globals, (run, parse) =>
        {
            using Workspace workspace = Open(run);
            using WebhookClient webhooks = new(run.Settings.Alerts, TimeProvider.System);
            AlertPost post = new(webhooks, new Mailer(run.Settings.Alerts, TimeProvider.System), TimeProvider.System);
            AlertRule rule = Done(workspace.Alerts.FindAsync(parse.GetValue(number), run.Cancellation));
            using AlertsCheckCommand.Sight sight = AlertsCheckCommand.Sight.Of(run, workspace);
            ImmutableArray<AlertDelivery> made = Done(AlertDesk.Test(workspace, rule, sight.Eyes, post, Site(run), TimeProvider.System, run.Cancellation));
            run.Write(new Answer(AlertView.Attempts("alerts-test/1", rule, made)));
            return made.All(one => one.Delivered) ? ExitCode.Done : ExitCode.OutsideService;
        });
    }

    static Command End(GlobalOptions globals)
    {
        Argument<long> number = Number();
        return new NounCommand("end", "Ends a rule: it looks and tells no more, and stays in the list.", "fangshou alerts end 1", number).Does(globals, (run, parse) =>
        {
            using Workspace workspace = Open(run);
            Done(workspace.Alerts.DisableAsync(parse.GetValue(number), Who, run.Cancellation));
            run.Note($"rule {AlertView.Digits(parse.GetValue(number))} has ended");
            return ExitCode.Done;
        });
    }

    static Argument<long> Number() => new("NUMBER") { Description = "number of the rule" };
}
