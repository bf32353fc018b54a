using System.Collections.Immutable;
using System.CommandLine;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou workspace user</c>: who works with the workspace, by whoever may write to the database anyway.</summary>
static class WorkspaceUserCommands
{
    public static Command Build(GlobalOptions globals) => new NounCommand(
        "user", "Who works with the workspace, and what each may do.", "fangshou workspace user list", Add(globals), List(globals), Change(globals));

    static NounCommand Add(GlobalOptions globals)
    {
        Argument<string> name = Name();
        Option<string> role = new("--role") { Description = "what the user may do", HelpName = "reader|editor|reviewer|admin", DefaultValueFactory = _ => "reader" };
        role.AcceptOnlyFromAmong("reader", "editor", "reviewer", "admin");
        return new NounCommand("add", "Adds a user, who signs in by a key (workspace key) or through a provider of OpenID Connect.", "fangshou workspace user add ann@example.org --role editor", name, role)
            .Does(globals, (run, parse) => Write(run, "workspace-user-add/1", workspace => workspace.Users.AddAsync(parse.GetValue(name)!, Role(parse.GetValue(role)!), WorkspaceCommands.Who, run.Cancellation)));
    }

    static NounCommand List(GlobalOptions globals) => new NounCommand("list", "All users, with those who are disabled.", "fangshou workspace user list")
        .Does(globals, (run, _) =>
        {
            using Workspace workspace = Open(run);
            ImmutableArray<User> users = WorkspaceCommands.Done(workspace.Users.ListAsync(run.Cancellation));
            run.Write(Answer("workspace-user-list/1", new { Users = users.Select(Shown) }, users));
            return ExitCode.Done;
        });

    static NounCommand Change(GlobalOptions globals)
    {
        Argument<string> name = Name();
        Option<string?> role = new("--role") { Description = "what the user may do from now on", HelpName = "reader|editor|reviewer|admin" };
        role.AcceptOnlyFromAmong("reader", "editor", "reviewer", "admin");
        Option<string?> disabled = new("--disabled") { Description = "yes: may no longer sign in; no: may again", HelpName = "yes|no" };
        disabled.AcceptOnlyFromAmong("yes", "no");
        return new NounCommand("change", "Gives a user another role, or disables or enables him. The last admin stays one.", "fangshou workspace user change ann@example.org --role reviewer", name, role, disabled)
            .Does(globals, (run, parse) => Write(run, "workspace-user-change/1", workspace =>
            {
                string who = parse.GetValue(name)!;
                string? newRole = parse.GetValue(role), newDisabled = parse.GetValue(disabled);
                if (newRole is null && newDisabled is null)
                    throw new CommandException(ExitCode.Usage, "nothing to change: give --role, --disabled or both.");
                User there = WorkspaceCommands.Done(workspace.Users.FindAsync(who, run.Cancellation))
                    ?? throw new CommandException(ExitCode.NotFound, $"there is no user {Texts.Printable(who)} in {workspace.Database.Shown}.");
                return workspace.Users.ChangeAsync(who, newRole is null ? there.Role : Role(newRole), newDisabled is null ? there.Disabled : newDisabled == "yes", WorkspaceCommands.Who, run.Cancellation);
            }));
    }

    static int Write(CommandRun run, string schema, Func<Workspace, Task<User>> change)
    {
        using Workspace workspace = Open(run);
        User user = WorkspaceCommands.Done(change(workspace));
        run.Write(Answer(schema, Shown(user), [user]));
        return ExitCode.Done;
    }

    static Workspace Open(CommandRun run) => WorkspaceCommands.Done(Workspace.OpenAsync(run.Settings.Database, TimeProvider.System, run.Cancellation));

    static Answer Answer(string schema, object data, ImmutableArray<User> users) => new()
    {
        Schema = schema,
        Data = data,
        Rows = new Rows(["user", "role", "disabled"], [.. users.Select(user => (string[])[user.Name, Json.Word(user.Role), user.Disabled ? "yes" : "no"])]),
    };

    static object Shown(User user) => new { User = user.Name, user.Role, user.Disabled, user.Created };

    static Role Role(string word) => Enum.Parse<Role>(word, ignoreCase: true);

    static Argument<string> Name() => new("USER") { Description = "name; for OpenID Connect the e-mail address, or whatever claim is set" };
}
