using System.Collections.Immutable;

namespace Fangshou.Store;

/// <summary>Why something that was asked for cannot be had. The numbers are those that a program ends with.</summary>
enum Fault
{
    /// <summary>What was asked for makes no sense as it was put.</summary>
    Usage = 2,

    /// <summary>There is no such thing.</summary>
    NotFound = 3,

    /// <summary>What is there broke a rule.</summary>
    BrokenData = 4,

    /// <summary>Another program or machine did not answer as it should.</summary>
    OutsideService = 6,
}

/// <summary>Says in one line why something that was asked for cannot be had.</summary>
sealed class RefusedException(Fault fault, ImmutableArray<string> faults) : Exception(string.Join(' ', faults))
{
    public RefusedException(Fault fault, string message)
        : this(fault, [message])
    {
    }

    public Fault Fault { get; } = fault;

    /// <summary>Every fault in a sentence of its own.</summary>
    public ImmutableArray<string> Faults { get; } = faults;
}
