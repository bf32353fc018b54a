using System.Collections.Immutable;

namespace Fangshou.Web.Api;

/// <summary>What was sent is understood and not taken: the ledger check found faults, the row was changed meanwhile, or the caller may not.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="faults">Every fault in a sentence.</param>
sealed class UnprocessableException(int status, ImmutableArray<string> faults) : Exception(string.Join(' ', faults))
{
    public int Status { get; } = status;

    public ImmutableArray<string> Faults { get; } = faults;
}
