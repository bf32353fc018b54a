using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Fangshou.Ledger;

namespace Fangshou.Cli;

/// <summary>Parses, runs, and turns whatever goes wrong into one line and an exit code.</summary>
static class CommandLine
{
    public static int Run(string[] args, Func<GlobalOptions, IEnumerable<Command>> commands)
    {
        // Data and messages look the same wherever the program runs; languages are chosen with --lang.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        using StreamWriter output = new(Console.OpenStandardOutput(), utf8);
        using StreamWriter error = new(Console.OpenStandardError(), utf8) { AutoFlush = true };

        using CancellationTokenSource cancellation = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        int exitCode = Run(args, commands, output, error, cancellation.Token);
        output.Flush();
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : exitCode;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            bool isFirst = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
            Interruption.EndSoon(isFirst);
        }
    }

    static int Run(string[] args, Func<GlobalOptions, IEnumerable<Command>> commands, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            GlobalOptions globals = new();
            RootCommand root = Root(globals, commands(globals));
            // "@name" is a file of arguments elsewhere; here it is a value like any other.
            ParseResult parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parse.Errors.Count > 0 && parse.Action is not (ExampleHelp or { ClearsParseErrors: true }))
                return UsageError.Report(parse, error);

            InvocationConfiguration invocation = new()
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return parse.InvokeAsync(invocation, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            return Explain(exception, error);
        }
    }

    static int Explain(Exception exception, TextWriter error)
    {
        switch (exception)
        {
            case OperationCanceledException:
                return ExitCode.Interrupted;
            case CommandException known:
                return Say(known.ExitCode, known.Message);
            case RefusedException refused:
                return Say((int)refused.Fault, refused.Message);
            case LedgerFormatException broken:
                int more = broken.Findings.Length - 1;
                return Say(ExitCode.BrokenData, $"{broken.Findings[0]}{(more > 0 ? $" ({more} more: fangshou ledger check)" : "")}");
            case IOException or UnauthorizedAccessException:
                return Say(ExitCode.Unexpected, $"reading or writing failed: {exception.Message}");
            default:
                return Say(ExitCode.Unexpected, $"unexpected {exception.GetType().Name}: {exception.Message}");
        }

        int Say(int exitCode, string message)
        {
            error.WriteLine($"fangshou: {message.ReplaceLineEndings(" ")}");
            return exitCode;
        }
    }

    static RootCommand Root(GlobalOptions globals, IEnumerable<Command> commands)
    {
        RootCommand root = new("Tells where the regulatory pendulum hangs for a sector, from dated, sourced evidence.");
        foreach (Option option in globals.All)
            root.Add(option);
        foreach (Command command in commands)
            root.Add(command);
        foreach (Option option in root.Options)
            if (option is HelpOption help)
                help.Action = new ExampleHelp();
        root.SetAction(parse => new ExampleHelp().Invoke(parse));
        return root;
    }

    /// <summary>Help whose first line is an example.</summary>
    sealed class ExampleHelp : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            string example = parseResult.CommandResult.Command is NounCommand command ? command.Example : "fangshou ledger list --cell CN/gaming";
            parseResult.InvocationConfiguration.Output.WriteLine($"Example: {example}");
            parseResult.InvocationConfiguration.Output.WriteLine();
            return new HelpAction { MaxWidth = 120 }.Invoke(parseResult);
        }
    }
}
