using System.CommandLine;

namespace Fangshou.Cli;

/// <summary>A command whose help begins with an example.</summary>
/// <remarks>
/// The pattern of a noun: <c>static class PhasesCommands</c> with <c>public static Command Build(GlobalOptions globals)</c>, which returns
/// a <see cref="NounCommand"/> that holds a <see cref="NounCommand"/> per verb. A verb ends in
/// <c>verb.Does(globals, (run, parse) => …)</c>: it takes the ledger from <see cref="CommandRun"/>, hands an <see cref="Answer"/> to
/// <see cref="CommandRun.Write"/>, returns an <see cref="ExitCode"/>, and throws <see cref="CommandException"/> for what the user can mend.
/// </remarks>
sealed class NounCommand : Command
{
    public NounCommand(string name, string description, string example, params IEnumerable<Symbol> parts)
        : base(name, description)
    {
        Example = example;
        foreach (Symbol part in parts)
        {
            switch (part)
            {
                case Command command:
                    Add(command);
                    break;
                case Option option:
                    Add(option);
                    break;
                case Argument argument:
                    Add(argument);
                    break;
            }
        }
    }

    /// <summary>A line that can be typed as it stands.</summary>
    public string Example { get; }

    /// <summary>Sets what the command does, with the settings resolved and the streams opened.</summary>
    public NounCommand Does(GlobalOptions globals, Func<CommandRun, ParseResult, int> action)
    {
        SetAction((parse, cancellation) => Task.Run(
            () =>
            {
                CommandRun run = new(Settings.Resolve(parse, globals), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellation);
                return action(run, parse);
            },
            cancellation));
        return this;
    }
}
