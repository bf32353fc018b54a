using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fangshou.Mechanism;

/// <summary>Numbers of eight replicates side by side, in one aligned stretch of memory, all 0 at first.</summary>
/// <remarks>The memory is pinned, so that its aligned start stays where it is, and lives as long as this object.</remarks>
sealed unsafe class LaneBlock
{
    const int Alignment = 64;

    readonly double[] memory;
    readonly Vector512<double>* start;

    /// <param name="count">How many groups of eight numbers.</param>
    internal LaneBlock(int count)
    {
        memory = GC.AllocateArray<double>((count * Vector512<double>.Count) + (Alignment / sizeof(double)), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        start = (Vector512<double>*)((address + Alignment - 1) / Alignment * Alignment);
        Count = count;
    }

    internal int Count { get; }

    internal Span<Vector512<double>> All => new(start, Count);

    internal Span<byte> Bytes => MemoryMarshal.AsBytes(All);

    /// <summary>The numbers of a section; sections lie within the block by construction.</summary>
    internal Span<Vector512<double>> Slice(Section section) => unchecked(new(start + section.First, section.Count));

    internal Span<Vector512<double>> Slice(Section section, int first, int count) => unchecked(new(start + section.First + first, count));

    internal ref Vector512<double> At(Section section, int index) => ref unchecked(start[section.First + index]);
}

/// <summary>A part of a <see cref="LaneBlock"/>, in groups of eight numbers.</summary>
readonly record struct Section(int First, int Count);
