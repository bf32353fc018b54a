using System.Collections.Immutable;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>A key as a line of a table.</summary>
/// <param name="Id">The part that may be seen.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Revoked">When it was ended; null while it holds.</param>
public sealed record KeyLine(string Id, string Label, DateTimeOffset Created, DateTimeOffset? Revoked)
{
    internal static ImmutableArray<KeyLine> Of(IEnumerable<ApiKey> keys) => [.. keys.Select(key => new KeyLine(key.Id, key.Label, key.Created, key.Revoked))];
}
