using System.Collections.Immutable;
using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>Rows of the ledger as an Atom feed (RFC 4287), those that became known last first.</summary>
/// <param name="About">What it is about; part of its id.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Page">The page that shows the same.</param>
/// <param name="Events">The rows.</param>
sealed record AtomFeed(string About, string Title, string Page, ImmutableArray<Event> Events)
{
    const int MostEntries = 50;

    // Ids must not change when the program moves to another host, and the project owns no domain: .invalid can never be anybody else's (RFC 2606).
    internal const string Authority = "tag:fangshou.invalid,2026:";

    /// <summary>The feed as XML.</summary>
    /// <param name="site">Where the program listens.</param>
    /// <param name="self">Path and query of the feed.</param>
    public byte[] Write(Uri site, string self)
    {
        Event[] newest = [.. Events.OrderByDescending(e => e.KnownSince.Day).ThenByDescending(e => e.Date.Day).ThenBy(e => e.Id, StringComparer.Ordinal).Take(MostEntries)];
        SyndicationFeed feed = new(Plain(Title), null, null, Authority + Uri.EscapeDataString(About).Replace("%2F", "/", StringComparison.Ordinal), newest is [var first, ..] ? At(first.KnownSince.Day) : DateTimeOffset.UnixEpoch)
        {
            Items = [.. newest.Select(e => Entry(e, site))],
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

    static SyndicationItem Entry(Event e, Uri site)
    {
        SyndicationItem item = new()
        {
            // A row's id is never used again.
            Id = Authority + "events/" + Uri.EscapeDataString(e.Id),
            Title = new TextSyndicationContent(Plain(e.Title)),
            LastUpdatedTime = At(e.KnownSince.Day),
            PublishDate = At(e.Date.Day),
            Summary = new TextSyndicationContent(Plain(string.Create(CultureInfo.InvariantCulture, $"{e.Date}, {e.Jurisdiction}: {Json.Word(e.Kind)}, {Json.Word(e.Direction)}, severity {e.Severity} of 5."))),
        };
        item.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(site, "/events/" + Uri.EscapeDataString(e.Id))));
        foreach (Source source in e.Sources)
            if (Uri.TryCreate(source.Url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
                item.Links.Add(new SyndicationLink(address, "via", null, null, 0));
        foreach (string sector in e.Sectors)
            item.Categories.Add(new SyndicationCategory(sector));
        return item;
    }

    /// <summary>Without characters that XML cannot hold.</summary>
    internal static string Plain(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD"));

    static DateTimeOffset At(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
