using System.CommandLine;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou workspace key</c>: how the first user comes in, by whoever may write to the database anyway.</summary>
static class WorkspaceKeyCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Argument<string> user = new("USER") { Description = "whom the key stands for" };
        Option<string?> role = new("--role") { Description = "makes the user, or gives an existing one this role", HelpName = "reader|editor|reviewer|admin" };
        role.AcceptOnlyFromAmong("reader", "editor", "reviewer", "admin");
        Option<string> label = new("--label") { Description = "what the key is for", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        return new NounCommand("key", "Makes a key by which a program acts for a user. It is shown once and held nowhere.", "fangshou workspace key Ann --role admin --label laptop", user, role, label)
            .Does(globals, (run, parse) => Key(run, parse.GetValue(user)!, parse.GetValue(role), parse.GetValue(label)!));
    }

    static int Key(CommandRun run, string name, string? word, string label)
    {
        using Workspace workspace = WorkspaceCommands.Done(Workspace.OpenAsync(run.Settings.Database, TimeProvider.System, run.Cancellation));
        Role? role = word is null ? null : Enum.Parse<Role>(word, ignoreCase: true);
        User user = WorkspaceCommands.Done(workspace.Users.FindAsync(name, run.Cancellation)) is { } there
            ? role is { } other && other != there.Role ? WorkspaceCommands.Done(workspace.Users.ChangeAsync(name, other, there.Disabled, WorkspaceCommands.Who, run.Cancellation)) : there
            : WorkspaceCommands.Done(workspace.Users.AddAsync(
                name, role ?? throw new CommandException(ExitCode.NotFound, $"there is no user {Texts.Printable(name)} in {workspace.Database.Shown}; with --role one is made."), WorkspaceCommands.Who, run.Cancellation));
        (ApiKey held, string key) = WorkspaceCommands.Done(workspace.Keys.IssueAsync(name, label, WorkspaceCommands.Who, run.Cancellation));
        run.Note("keep the key now: it is not shown again");
        run.Write(new Answer
        {
            Schema = "workspace-key/1",
            Data = new { User = user.Name, user.Role, held.Id, held.Label, Key = key },
            Rows = new Rows(["user", "role", "id", "label", "key"], [[user.Name, Json.Word(user.Role), held.Id, held.Label, key]]),
        });
        return ExitCode.Done;
    }
}
