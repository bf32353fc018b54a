using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fangshou.Mechanism;

/// <summary>Numbers of eight replicates side by side, in one aligned stretch of memory.</summary>
sealed class LaneBlock
{
    const int Alignment = 64;

    readonly double[] memory;
    readonly int start;

    /// <param name="count">How many groups of eight numbers.</param>
    internal LaneBlock(int count)
    {
        // Pinned, so that the aligned start stays where it is.
        memory = GC.AllocateArray<double>((count * Vector512<double>.Count) + (Alignment / sizeof(double)), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        start = (int)((Alignment - (address % Alignment)) % Alignment) / sizeof(double);
        Count = count;
    }

    internal int Count { get; }

    internal Span<Vector512<double>> All => MemoryMarshal.Cast<double, Vector512<double>>(memory.AsSpan(start, Count * Vector512<double>.Count));

    internal Span<Vector512<double>> Slice(Section section) => All.Slice(section.First, section.Count);

    internal Span<byte> Bytes => MemoryMarshal.AsBytes(All);
}

/// <summary>A part of a <see cref="LaneBlock"/>, in groups of eight numbers.</summary>
readonly record struct Section(int First, int Count);
