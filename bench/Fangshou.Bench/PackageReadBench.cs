using BenchmarkDotNet.Attributes;

namespace Fangshou.Bench;

/// <summary>Reading and checking the shipped package: tables, vocabularies, aliases, hash. One core.</summary>
[MemoryDiagnoser]
public class PackageReadBench
{
    readonly ShippedPackage package = new();

    /// <summary>Returns the rows read, so that nothing can be left out.</summary>
    [Benchmark]
    public int Read() => package.Read().Events.Length;
}
