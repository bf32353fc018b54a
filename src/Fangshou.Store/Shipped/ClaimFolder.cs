using System.Collections.Immutable;
using Fangshou.Claims;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>Where claims are read from: those that the program came with, by id, and files of the user's own, by path.</summary>
static class ClaimFolder
{
    const string Extension = ".json";

    static string ShippedPath { get; } = Path.Combine(AppContext.BaseDirectory, "claims");

    /// <summary>Ids of the shipped claims, in alphabetical order.</summary>
    public static ImmutableArray<string> Ids { get; } = Directory.Exists(ShippedPath)
        ? [.. Directory.GetFiles(ShippedPath, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Reads a claim.</summary>
    /// <param name="name">The id of a shipped one, or the path of a file.</param>
    /// <param name="codebook">The vocabularies of the package in use.</param>
    /// <exception cref="RefusedException">There is none (exit 3), or the file holds faults (exit 2); the message lists them.</exception>
    public static Claim Read(string name, Codebook codebook)
    {
        bool isPath = name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal) || name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
        string shown = Texts.Printable(name), path = !isPath && Ids.Contains(name) ? Path.Combine(ShippedPath, name + Extension) : name;
        if (Directory.Exists(path))
            throw new RefusedException(Fault.Usage, $"{shown} is a folder; a claim is a file.");
        if (!File.Exists(path))
            throw new RefusedException(Fault.NotFound, isPath
                ? $"there is no claim file {shown}."
                : $"there is no claim '{shown}'; {(Texts.Nearest(name, Ids) is { Length: > 0 } near ? $"nearest: {string.Join(", ", near)}." : $"there are {string.Join(", ", Ids)}.")}");
        try
        {
            return ClaimReader.Read(JsonFile.Load(path, shown), codebook);
        }
        catch (FormatException faults)
        {
            throw new RefusedException(Fault.Usage, Texts.Printable($"{Path.GetFileName(path)}: {faults.Message}", 1000));
        }
    }
}
