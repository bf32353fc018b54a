using System.Collections.Immutable;
using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>One thing that a feed tells.</summary>
/// <param name="Page">Path of its page, which is its name for good.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Updated">Since when it could be known.</param>
/// <param name="Published">When it happened.</param>
/// <param name="Summary">Plain text.</param>
sealed record AtomEntry(string Page, string Title, DateTimeOffset Updated, DateTimeOffset Published, string Summary)
{
    /// <summary>Where it can be checked; what is no web address is left out.</summary>
    public ImmutableArray<string> Via { get; init; } = [];

    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>A row of the ledger.</summary>
    public static AtomEntry Of(Event e) => new(
        "/events/" + Uri.EscapeDataString(e.Id), e.Title, AtomFeed.At(e.KnownSince.Day), AtomFeed.At(e.Date.Day),
        string.Create(CultureInfo.InvariantCulture, $"{e.Date}, {e.Jurisdiction}: {Json.Word(e.Kind)}, {Json.Word(e.Direction)}, severity {e.Severity} of 5."))
    {
        Via = [.. e.Sources.Select(source => source.Url ?? "")],
        Categories = e.Sectors,
    };
}

/// <summary>An Atom feed (RFC 4287), what became known last first.</summary>
/// <param name="About">What it is about; part of its id.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Page">The page that shows the same.</param>
/// <param name="Entries">In any order; the newest are told.</param>
sealed record AtomFeed(string About, string Title, string Page, ImmutableArray<AtomEntry> Entries)
{
    const int MostEntries = 50;

    // Ids must not change when the program moves to another host, and the project owns no domain: .invalid can never be anybody else's (RFC 2606).
    const string Authority = "tag:fangshou.invalid,2026:";

    /// <summary>The feed as XML.</summary>
    /// <param name="site">Where the program listens.</param>
    /// <param name="self">Path and query of the feed.</param>
    public byte[] Write(Uri site, string self)
    {
        AtomEntry[] newest = [.. Entries.OrderByDescending(e => e.Updated).ThenByDescending(e => e.Published).ThenBy(e => e.Page, StringComparer.Ordinal).Take(MostEntries)];
        SyndicationFeed feed = new(Plain(Title), null, null, Authority + Uri.EscapeDataString(About).Replace("%2F", "/", StringComparison.Ordinal), newest is [var first, ..] ? first.Updated : DateTimeOffset.UnixEpoch)
        {
            Items = [.. newest.Select(e => Item(e, site))],
            Copyright = new TextSyndicationContent("CC BY 4.0"),
            Generator = "Fangshou",
        };
        feed.Authors.Add(new SyndicationPerson { Name = "Fangshou contributors" });
        feed.Links.Add(SyndicationLink.CreateSelfLink(new Uri(site, self), "application/atom+xml"));
        feed.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(site, Page)));
        using MemoryStream bytes = new();
        using (XmlWriter writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
            feed.SaveAsAtom10(writer);
        return bytes.ToArray();
    }

    /// <summary>A day of the calendar as an instant.</summary>
    public static DateTimeOffset At(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    static SyndicationItem Item(AtomEntry e, Uri site)
    {
        SyndicationItem item = new()
        {
            Id = Authority + e.Page[1..],
            Title = new TextSyndicationContent(Plain(e.Title)),
            LastUpdatedTime = e.Updated,
            PublishDate = e.Published,
            Summary = new TextSyndicationContent(Plain(e.Summary)),
        };
        item.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(site, e.Page)));
        foreach (string via in e.Via)
            if (Uri.TryCreate(via, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
                item.Links.Add(new SyndicationLink(address, "via", null, null, 0));
        foreach (string category in e.Categories)
            item.Categories.Add(new SyndicationCategory(category));
        return item;
    }

    /// <summary>Without characters that XML cannot hold.</summary>
    static string Plain(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD"));
}
