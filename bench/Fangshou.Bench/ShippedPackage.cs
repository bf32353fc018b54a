using Fangshou.Ledger;

namespace Fangshou.Bench;

/// <summary>The data package in the benchmark's own folder, held in memory so that no disk is measured.</summary>
sealed class ShippedPackage
{
    readonly Dictionary<string, byte[]> files = [];

    internal ShippedPackage()
    {
        string root = Path.Combine(AppContext.BaseDirectory, "data");
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            files[Path.GetRelativePath(root, file).Replace('\\', '/')] = File.ReadAllBytes(file);
    }

    internal Ledger.Ledger Read() => LedgerReader.Read(name => files.TryGetValue(name, out byte[]? bytes) ? new MemoryStream(bytes, writable: false) : null);
}
