using Fangshou.Tests.Ledger;

namespace Fangshou.Surface.Tests;

/// <summary>A folder that is gone after the test.</summary>
sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("fangshou-test-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a package into a new folder below this one.</summary>
    public string Write(MemoryPackage package, string name = "package")
    {
        foreach (string file in package.Names)
        {
            string path = System.IO.Path.Combine(Path, name, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using Stream from = package.Open(file)!;
            using FileStream to = File.Create(path);
            from.CopyTo(to);
        }

        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
