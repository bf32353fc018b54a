using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fangshou.Cli;

/// <summary>Says in one line what is wrong with a command line, and what was probably meant.</summary>
static class UsageError
{
    public static int Report(ParseResult parse, TextWriter error)
    {
        error.WriteLine($"fangshou: {Message(parse)}");
        return ExitCode.Usage;
    }

    /// <summary>Refuses an option that does not exist where any number of words is taken: it would pass for one of them.</summary>
    /// <exception cref="CommandException">A word begins with a hyphen (exit 2).</exception>
    public static string[] Words(ParseResult parse, Argument<string[]> argument)
    {
        string[] words = parse.GetValue(argument) ?? [];
        return words.FirstOrDefault(word => word.StartsWith('-')) is { } unknown
            ? throw new CommandException(ExitCode.Usage, Unknown(unknown, parse.CommandResult))
            : words;
    }

    static string Unknown(string option, CommandResult command) => $"unknown option '{Texts.Printable(option)}'; {Texts.DidYouMean(option.Split('=')[0], Options(command))}";

    static string Message(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        string? unknown = parse.UnmatchedTokens.FirstOrDefault(t => t.StartsWith('-')) ?? (parse.UnmatchedTokens.Count > 0 ? parse.UnmatchedTokens[0] : null);
        if (unknown is not null && unknown.StartsWith('-'))
            return Unknown(unknown, parse.CommandResult);
        // A command that takes paths beside its verbs needs none.
        if (command.Subcommands.Count > 0 && command.Arguments.Count == 0)
        {
            IEnumerable<string> verbs = command.Subcommands.Select(c => c.Name);
            return unknown is null
                ? $"'{command.Name}' needs a verb: {string.Join(", ", verbs)}."
                : $"unknown command '{Texts.Printable(unknown)}'; {Texts.DidYouMean(unknown, verbs)}";
        }

        return unknown is not null
            ? $"unexpected argument '{Texts.Printable(unknown)}'."
            : parse.Errors[0].Message.ReplaceLineEndings(" ");
    }

    static IEnumerable<string> Options(CommandResult command)
    {
        for (SymbolResult? at = command; at is not null; at = at.Parent)
            if (at is CommandResult result)
                foreach (Option option in result.Command.Options)
                    if (!option.Hidden)
                        yield return option.Name;
    }
}
