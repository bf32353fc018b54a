using Fangshou.Ledger;

namespace Fangshou.Briefs;

/// <summary>Who says so, for the text of a link.</summary>
static class Publisher
{
    /// <summary>The first source's publisher, or its host when the table does not tell.</summary>
    internal static string Of(Event e) => e.Sources.Length == 0 ? "–" : Of(e.Sources[0]);

    /// <summary>The publisher, or the host of the address.</summary>
    internal static string Of(Source source) =>
        PlainText.Clean(source.Publisher).Trim() is { Length: > 0 } publisher ? publisher
        : Uri.TryCreate(source.Url, UriKind.Absolute, out Uri? uri) ? uri.Host
        : "–";

    /// <summary>The first usable address of an event, or null.</summary>
    internal static string? Address(Event e) => e.Sources.Select(s => PlainText.WebAddress(s.Url)).FirstOrDefault(a => a is not null);
}
