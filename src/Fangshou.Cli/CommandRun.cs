using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fangshou.Ledger;
using Fangshou.Phases;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli;

/// <summary>One run of a command: its settings, its package, and where its answer goes.</summary>
sealed class CommandRun(Settings settings, TextWriter output, TextWriter error, CancellationToken cancellation)
{
    const int WidthWithoutTerminal = 160;

    public Settings Settings { get; } = settings;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>A note on standard error; silent under --quiet.</summary>
    public void Note(string text)
    {
        if (!Settings.Quiet)
            error.WriteLine(text);
    }

    /// <summary>A note on standard error, only under --verbose.</summary>
    public void Detail(string text)
    {
        if (Settings.Verbose && !Settings.Quiet)
            error.WriteLine(text);
    }

    /// <summary>The English or the Chinese wording, by --lang.</summary>
    public string Say(string english, string chinese) => Settings.Language == Language.Chinese ? chinese : english;

    /// <summary>The same choice for pages and pictures.</summary>
    public Briefs.Language PageLanguage => Settings.Language == Language.Chinese ? Briefs.Language.Chinese : Briefs.Language.English;

    /// <summary>A vocabulary entry's name in the language of the run.</summary>
    public string Title(Vocabulary vocabulary, string id) =>
        vocabulary.Find(id) is { } term ? Say(term.TitleEn, term.TitleZh) : id;

    /// <summary>The package that --data names.</summary>
    public PackageFolder Package() => PackageFolder.At(Settings.DataPath);

    /// <summary>The whole ledger; its own vocabularies extend the shipped ones.</summary>
    public Ledger.Ledger OpenLedger()
    {
        PackageFolder package = Package();
        Ledger.Ledger ledger = package.Read();
        Detail($"{Texts.Printable(package.Name)}: version {ledger.DataVersion}, {ledger.Events.Length} events, {ledger.ContentHash}");
        return ledger;
    }

    /// <summary>How cells are read: by the settings, with a progress bar where there is a terminal.</summary>
    public ReadingOptions Reading => new()
    {
        Coverage = Settings.Coverage,
        Seed = Settings.Seed,
        Threads = Settings.Threads,
        Progress = work => Progress(work switch
        {
            LongWork.Phases => Say("fitting phases", "正在拟合阶段"),
            LongWork.Mechanism => Say("running the mechanism", "机制模拟中"),
            _ => Say("forecasting the past", "回测中"),
        }),
        Cancellation = Cancellation,
    };

    /// <summary>The phases of the package's cells as known at --as-of.</summary>
    public Readings OpenReadings() => new(OpenLedger(), Settings.AsOf, Reading);

    /// <summary>Exit code and warnings of what was read: 5 when a fit missed its gate.</summary>
    public static (int Exit, ImmutableArray<string> Warnings) Gate(params ReadOnlySpan<PhasePath?> read)
    {
        ImmutableArray<string> warnings = Readings.Warnings(read);
        return (warnings.IsEmpty ? ExitCode.Done : ExitCode.MissedGate, warnings);
    }

    /// <summary>The ledger as known at --as-of.</summary>
    public LedgerAsOf OpenAsOf() => OpenLedger().AsOf(Settings.AsOf);

    /// <summary>Reads a cell that the user wrote.</summary>
    /// <exception cref="CommandException">The codebook does not know it (exit 2).</exception>
    public static Cell ParseCell(string text, Codebook codebook)
    {
        try
        {
            return Cell.Parse(text, codebook);
        }
        catch (FormatException unknown)
        {
            throw new CommandException(ExitCode.Usage, $"--cell: {Texts.Printable(unknown.Message)}");
        }
    }

    /// <summary>Writes the answer in the format asked for, to the place asked for.</summary>
    /// <exception cref="CommandException">The answer has no such format, or the file cannot be written (exit 2).</exception>
    public void Write(Answer answer)
    {
        Cancellation.ThrowIfCancellationRequested();
        foreach (string warning in answer.Warnings)
            Note($"warning: {warning}");
        if (Settings.Format == OutputFormat.Parquet)
        {
            WriteParquet(answer);
        }
        else if (Settings.OutputFile is { } file)
        {
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(Rendered(answer, toTerminal: false)));
            Note($"wrote {Texts.Printable(file)}");
        }
        else
        {
            output.Write(Rendered(answer, toTerminal: !Console.IsOutputRedirected));
        }
    }

    /// <summary>Writes the answer's table as a Parquet file, which is no text and goes to no terminal.</summary>
    void WriteParquet(Answer answer)
    {
        byte[] bytes = ParquetTable.Bytes(answer.Rows ?? throw new CommandException(ExitCode.Usage, NoTable));
        if (Settings.OutputFile is { } file)
        {
            WriteFile(file, bytes);
            return;
        }

        if (!Console.IsOutputRedirected)
            throw new CommandException(ExitCode.Usage, "a Parquet file is not for a terminal; name a file with -o.");
        using Stream stream = Console.OpenStandardOutput();
        stream.Write(bytes);
    }

    const string NoTable = "this answer is no table; use --format table or json.";

    /// <summary>Writes a page or picture to the file that -o names.</summary>
    public void WriteFile(string file, byte[] content)
    {
        Cancellation.ThrowIfCancellationRequested();
        AtomicFile.Write(file, content);
        Note($"wrote {Texts.Printable(file)}");
    }

    /// <summary>True when -o names a file with one of these endings.</summary>
    public bool OutputEndsIn(params ReadOnlySpan<string> endings)
    {
        foreach (string ending in endings)
            if (Settings.OutputFile?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true)
                return true;
        return false;
    }

    /// <summary>A progress bar on standard error, or nothing where there is no terminal or --quiet asks for none.</summary>
    public ProgressLine? Progress(string what) =>
        Settings.Quiet || Console.IsErrorRedirected ? null : new ProgressLine(error, what, TimeProvider.System);

    string Rendered(Answer answer, bool toTerminal) => Settings.Format switch
    {
        OutputFormat.Json => answer.Json(),
        OutputFormat.Csv when answer.Rows is { } rows => CsvTable.Text(rows),
        OutputFormat.Csv => throw new CommandException(ExitCode.Usage, NoTable),
        _ => Screen(answer, toTerminal),
    };

    /// <summary>Writes a page drawn for a console: in colour to a terminal, plain to a file or a pipe.</summary>
    public void WriteScreen(Action<IAnsiConsole> draw, int widthWithoutTerminal)
    {
        bool toTerminal = Settings.OutputFile is null && !Console.IsOutputRedirected;
        string page = Screen(draw, toTerminal, widthWithoutTerminal);
        if (Settings.OutputFile is { } file)
            WriteFile(file, Encoding.UTF8.GetBytes(page));
        else
            output.Write(page);
    }

    static string Screen(Answer answer, bool toTerminal) => Screen(
        console =>
        {
            foreach (IRenderable part in answer.Screen.IsEmpty && answer.Rows is { } rows ? [Grid(rows.Columns, rows.Cells)] : answer.Screen)
                console.Write(part);
        },
        toTerminal,
        WidthWithoutTerminal);

    static string Screen(Action<IAnsiConsole> draw, bool toTerminal, int widthWithoutTerminal)
    {
        bool isPlain = !toTerminal || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        using StringWriter text = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = toTerminal && Console.WindowWidth > 20 ? Console.WindowWidth : widthWithoutTerminal;
        console.Profile.Capabilities.Unicode = true;
        draw(console);

        // Padding at the end of a line only makes copies and diffs longer.
        return string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
    }

    /// <summary>A plain table for the terminal; cells are texts, never markup.</summary>
    /// <param name="columns">Names.</param>
    /// <param name="rows">A row each, as many cells as columns.</param>
    /// <param name="most">Longest text of a cell; what is longer is cut.</param>
    public static Table Grid(IEnumerable<string> columns, IEnumerable<string[]> rows, int most = 120)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string column in columns)
            // An id that is broken in two can be neither copied nor searched for.
            table.AddColumn(new TableColumn(new Text(column)) { NoWrap = column == "id" });
        foreach (string[] row in rows)
            table.AddRow(row.Select(cell => new Text(Texts.Printable(cell, most))));
        return table;
    }
}
