using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Fangshou.Ledger;
using Fangshou.Web.Alerts;

namespace Fangshou.Cli;

enum OutputFormat
{
    Table,
    Json,
    Csv,
    Parquet,
}

enum Language
{
    English,
    Chinese,
}

/// <summary>The settings of one run: flag, then FANGSHOU_*, then fangshou.json in the working folder, then the user's file, then the default.</summary>
sealed record Settings
{
    const string FileName = "fangshou.json", DefaultOrigin = "default";

    /// <summary>Null = the shipped package.</summary>
    public string? DataPath { get; private init; }

    public OutputFormat Format { get; private init; }

    /// <summary>Null = standard output.</summary>
    public string? OutputFile { get; private init; }

    public AsOf AsOf { get; private init; }

    public ulong Seed { get; private init; }

    /// <summary>True when the user named the seed, by whatever layer: only then does it take the place of a scenario's own.</summary>
    public bool SeedGiven { get; private init; }

    public Language Language { get; private init; }

    /// <summary>True to count months against how densely the ledger covers their time.</summary>
    public bool Coverage { get; private init; }

    /// <summary>At least 1.</summary>
    public int Threads { get; private init; }

    /// <summary>Where issued forecasts are kept.</summary>
    public string Workspace { get; private init; } = "";

    /// <summary>The lasting workspace: path of a SQLite file, or a PostgreSQL connection string.</summary>
    public string Database { get; private init; } = "";

    /// <summary>True when the user named the database, by whatever layer: only then do forecasts go there and not into a folder.</summary>
    public bool DatabaseGiven { get; private init; }

    /// <summary>What no flag can give, because other users of a machine can read what was typed.</summary>
    public Secrets Secrets { get; private init; } = new();

    /// <summary>How alerts leave the program.</summary>
    public AlertOptions Alerts { get; private init; } = new();

    public bool Quiet { get; private init; }

    public bool Verbose { get; private init; }

    /// <exception cref="CommandException">A value that does not fit, or a key that does not exist; the message names the source.</exception>
    public static Settings Resolve(ParseResult parse, GlobalOptions globals)
    {
        string userFolder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        Layers layers = new(
            parse,
            [
                SettingsFile.Read(Path.GetFullPath(FileName)),
                userFolder.Length > 0 ? SettingsFile.Read(Path.Combine(userFolder, "fangshou", FileName)) : SettingsFile.None,
            ]);

        (string format, string formatOrigin) = layers.Find(globals.Format, "format", "table");
        if (parse.GetValue(globals.Json))
        {
            if (parse.GetValue(globals.Format) is not (null or "json"))
                throw new CommandException(ExitCode.Usage, $"--json and --format {format} contradict each other.");
            format = "json";
        }

        (string seed, string seedOrigin) = layers.Find(globals.Seed, "seed", "1");
        (string threads, string threadsOrigin) = layers.Find(globals.Threads, "threads", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        (string language, string languageOrigin) = layers.Find(globals.Lang, "lang", "en");
        (string coverage, string coverageOrigin) = layers.Find(globals.Coverage, "coverage", "on");
        (string database, string databaseOrigin) = layers.Find(globals.Database, "database", "fangshou.db");
        (string asOf, string asOfOrigin) = layers.Find(globals.AsOf, "asOf", "latest");
        return new Settings
        {
            DataPath = layers.Find(globals.Data, "data", "").Value is { Length: > 0 } path ? path : null,
            Format = Choice(format, formatOrigin, [("table", OutputFormat.Table), ("json", OutputFormat.Json), ("csv", OutputFormat.Csv), ("parquet", OutputFormat.Parquet)]),
            OutputFile = layers.Find(globals.Output, "output", "-").Value is var file and not "-" ? file : null,
            AsOf = asOf == "latest" ? AsOf.Latest
                : DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? new AsOf(day)
                : throw Bad(asOf, asOfOrigin, "a day such as 2024-04-09, or latest"),
            Seed = ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number
                : throw Bad(seed, seedOrigin, $"a whole number from 0 to {ulong.MaxValue}"),
            SeedGiven = seedOrigin != DefaultOrigin,
            Language = Choice(language, languageOrigin, [("en", Language.English), ("zh", Language.Chinese)]),
            Coverage = Choice(coverage, coverageOrigin, [("on", true), ("off", false)]),
            Threads = int.TryParse(threads, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 1024 ? count
                : throw Bad(threads, threadsOrigin, "a whole number from 1 to 1024"),
            Workspace = layers.Find(globals.Workspace, "workspace", "forecasts").Value is { Length: > 0 } folder ? folder : throw new CommandException(ExitCode.Usage, "the workspace has no name."),
            Database = database.Length > 0 ? database : throw new CommandException(ExitCode.Usage, "the database has no name."),
            DatabaseGiven = databaseOrigin != DefaultOrigin,
            Secrets = new Secrets
            {
                OidcAuthority = layers.Unflagged("FANGSHOU_OIDC_AUTHORITY", "oidcAuthority"),
                OidcClientId = layers.Unflagged("FANGSHOU_OIDC_CLIENT_ID", "oidcClientId"),
                OidcClientSecret = layers.Unflagged("FANGSHOU_OIDC_CLIENT_SECRET", "oidcClientSecret"),
                OidcClaim = layers.Unflagged("FANGSHOU_OIDC_CLAIM", "oidcClaim"),
                TlsPassword = layers.Unflagged("FANGSHOU_TLS_PASSWORD", "tlsPassword"),
            },
            Alerts = AlertSettings.Read((option, key) => layers.Find(new Option<string?>(option), key, "")),
            Quiet = layers.IsOn(globals.Quiet, "quiet"),
            Verbose = layers.IsOn(globals.Verbose, "verbose"),
        };
    }

    static T Choice<T>(string text, string origin, (string Name, T Value)[] choices)
    {
        foreach ((string name, T value) in choices)
            if (name == text)
                return value;
        throw Bad(text, origin, $"one of {string.Join(", ", choices.Select(c => c.Name))}");
    }

    static CommandException Bad(string value, string origin, string expected) =>
        new(ExitCode.Usage, $"{origin}: '{Texts.Printable(value)}' is not {expected}.");

    /// <summary>Where values come from, first layer first.</summary>
    sealed class Layers(ParseResult parse, SettingsFile[] files)
    {
        public (string Value, string Origin) Find(Option<string?> option, string key, string otherwise)
        {
            if (parse.GetValue(option) is { } flag)
                return (flag, option.Name);
            return Below($"FANGSHOU_{option.Name[2..].Replace('-', '_').ToUpperInvariant()}", key, otherwise);
        }

        /// <summary>A setting that has no flag; empty when it is not set.</summary>
        public string Unflagged(string variable, string key) => Below(variable, key, "").Value;

        (string Value, string Origin) Below(string variable, string key, string otherwise)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
                return (value, variable);
            foreach (SettingsFile file in files)
                if (file.Values.TryGetValue(key, out string? text))
                    return (text, $"{file.Path}, {key}");
            return (otherwise, DefaultOrigin);
        }

        public bool IsOn(Option<bool> option, string key)
        {
            if (parse.GetValue(option))
                return true;
            (string value, string origin) = Find(new Option<string?>(option.Name), key, "false");
            return Choice(value, origin, [("true", true), ("false", false), ("1", true), ("0", false)]);
        }
    }
}

/// <summary>Settings that are never shown.</summary>
sealed class Secrets
{
    public string OidcAuthority { get; init; } = "";

    public string OidcClientId { get; init; } = "";

    public string OidcClientSecret { get; init; } = "";

    public string OidcClaim { get; init; } = "";

    /// <summary>Of the key of the certificate.</summary>
    public string TlsPassword { get; init; } = "";
}

/// <summary>One fangshou.json.</summary>
sealed record SettingsFile(string Path, Dictionary<string, string> Values)
{
    static readonly string[] keys = ["data", "format", "output", "asOf", "seed", "coverage", "lang", "threads", "workspace", "database", "quiet", "verbose", "oidcAuthority", "oidcClientId", "oidcClientSecret", "oidcClaim", "tlsPassword", .. AlertSettings.Keys];

    public static SettingsFile None { get; } = new("", []);

    /// <exception cref="CommandException">The file cannot be read, is no flat JSON object, or holds an unknown key.</exception>
    public static SettingsFile Read(string path)
    {
        if (!File.Exists(path))
            return None;
        try
        {
            if (new FileInfo(path).Length > 1 << 20)
                throw new CommandException(ExitCode.Usage, $"{path} is longer than a settings file can be.");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new CommandException(ExitCode.Usage, $"{path} is not a JSON object.");

            Dictionary<string, string> values = new(StringComparer.Ordinal);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (!keys.Contains(property.Name))
                    throw new CommandException(ExitCode.Usage, $"{path}: unknown key '{Texts.Printable(property.Name)}'; {Texts.DidYouMean(property.Name, keys)}");
                values[property.Name] = property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString()!,
                    JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => property.Value.GetRawText(),
                    _ => throw new CommandException(ExitCode.Usage, $"{path}: '{property.Name}' must be a text, a number, true or false."),
                };
            }

            // A path in a settings file is meant from where the file lies.
            foreach (string key in (string[])["data", "workspace", "database"])
                if (values.TryGetValue(key, out string? place) && !WorkspaceDatabase.IsConnectionString(place))
                    values[key] = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, place);
            return new SettingsFile(path, values);
        }
        catch (JsonException error)
        {
            throw new CommandException(ExitCode.Usage, $"{path} is not valid JSON (line {(error.LineNumber ?? 0) + 1}).");
        }
        catch (InvalidOperationException)
        {
            // A text is decoded only when it is asked for.
            throw new CommandException(ExitCode.Usage, $"{path} holds a text that is not valid Unicode; save it as UTF-8.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"{path} cannot be read.");
        }
    }
}
