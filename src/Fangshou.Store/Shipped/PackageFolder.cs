using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>Where a data package lies on disk: a folder, or a single CSV of events. The only place that opens ledger files.</summary>
sealed class PackageFolder : IPackage
{
    const string EventsFile = "events.csv";

    readonly string path;
    readonly bool isFile;

    PackageFolder(string path, bool isFile)
    {
        this.path = path;
        this.isFile = isFile;
    }

    /// <summary>The folder beside the program.</summary>
    public static string ShippedPath { get; } = Path.Combine(AppContext.BaseDirectory, "data");

    public string Name => path;

    /// <summary>True when it is the package that the program came with.</summary>
    public bool IsShipped => !isFile && Path.GetFullPath(path).TrimEnd('/', '\\') == Path.GetFullPath(ShippedPath).TrimEnd('/', '\\');

    /// <inheritdoc/>
    public Codebook? Base => IsShipped ? null : ShippedCodebook();

    /// <summary>Paths of all files of the package, with <c>/</c>, in order; hidden ones and links are no part of it.</summary>
    public ImmutableArray<string> Files() => isFile
        ? [EventsFile]
        :
        [
            .. Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint })
                .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    /// <param name="path">Folder or file; null = the shipped package.</param>
    /// <exception cref="RefusedException">There is nothing at the path (exit 2).</exception>
    public static PackageFolder At(string? path)
    {
        string full = path ?? ShippedPath;
        string shown = Texts.Printable(full);
        if (full.Length == 0 || full.Contains('\0', StringComparison.Ordinal))
            throw new RefusedException(Fault.Usage, "the path of the data package is empty or holds a NUL character.");
        if (Directory.Exists(full))
            return new PackageFolder(full, isFile: false);
        if (IsLostLink(full))
            throw new RefusedException(Fault.Usage, $"{shown} is a symbolic link that leads nowhere or in a circle.");
        return File.Exists(full)
            ? new PackageFolder(full, isFile: true)
            : throw new RefusedException(Fault.Usage, $"there is no file or folder {shown}.");
    }

    /// <summary>True for a symbolic link without an end; such a link "exists" to the file system.</summary>
    static bool IsLostLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is not null && File.ResolveLinkTarget(path, returnFinalTarget: true) is not { Exists: true };
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>The codebook that other packages extend; null when the program came without data.</summary>
    public static Codebook? ShippedCodebook() =>
        File.Exists(Path.Combine(ShippedPath, "vocabularies", "jurisdictions.csv")) ? LedgerReader.ReadCodebook(At(null).Open) : null;

    /// <summary>The whole ledger; its own vocabularies extend the shipped ones.</summary>
    /// <exception cref="LedgerFormatException">The package broke a rule; findings are under the files' own names.</exception>
    public Ledger.Ledger Read()
    {
        try
        {
            return LedgerReader.Read(Open, Base);
        }
        catch (LedgerFormatException broken)
        {
            throw new LedgerFormatException(Named(broken.Findings));
        }
    }

    /// <summary>Findings under the file's own name, where a single CSV stands for events.csv.</summary>
    public ImmutableArray<Finding> Named(ImmutableArray<Finding> findings) =>
        isFile ? [.. findings.Select(f => f.File == EventsFile ? f with { File = Texts.Printable(Path.GetFileName(path)) } : f)] : findings;

    /// <summary>Opens a file of the package; null when it has none of that name.</summary>
    /// <param name="name">Path inside the package, with <c>/</c>.</param>
    /// <exception cref="RefusedException">There is something of that name which cannot be read as a file (exit 4).</exception>
    public Stream? Open(string name)
    {
        string? file = isFile ? (name == EventsFile ? path : null) : Path.Combine(path, name);
        if (file is null)
            return null;
        if (Directory.Exists(file))
            throw new RefusedException(Fault.BrokenData, $"{Texts.Printable(file)} is a folder; a file is expected.");
        if (IsLostLink(file))
            throw new RefusedException(Fault.BrokenData, $"{Texts.Printable(file)} is a symbolic link that leads nowhere or in a circle.");
        try
        {
            return File.Exists(file) ? File.OpenRead(file) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Fault.BrokenData, $"{Texts.Printable(file)} cannot be read.");
        }
    }
}
