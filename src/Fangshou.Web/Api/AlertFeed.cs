using System.Collections.Immutable;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Fangshou.Store;
using Fangshou.Web.Alerts;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Web.Api;

/// <summary>What a rule has told as an Atom feed (RFC 4287), newest first.</summary>
static class AlertFeed
{
    const int MostEntries = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/alerts/{number:long}.atom", static async (long number, HttpContext context, PageContext page, WorkspaceOpening opening) =>
    {
        Store.Workspace workspace = opening.Require();
        AlertRule rule = await workspace.Alerts.FindAsync(number, context.RequestAborted);
        ImmutableArray<AlertDelivery> told = await workspace.Alerts.DeliveriesAsync(number, AlertPost.MostAttempts * MostEntries, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-cache";
        await Delivery.Send(context, "application/atom+xml; charset=utf-8", Write(rule, told, new Uri($"{context.Request.Scheme}://{context.Request.Host}"), page));
    }).WithMetadata(new ReadAnewAttribute()).RequireAuthorization(nameof(Role.Reader));

    static byte[] Write(AlertRule rule, ImmutableArray<AlertDelivery> told, Uri site, PageContext page)
    {
        string name = FormattableString.Invariant($"alerts/{rule.Id}");
        // Told twice after a crash, a message is still one.
        AlertDelivery[] entries = [.. told.Where(one => one.Target == AlertOrder.Feed).DistinctBy(one => AlertMessage.Read(one.Message).Id).Take(MostEntries)];
        SyndicationFeed feed = new(AtomFeed.Plain($"Fangshou: {rule.Text}"), null, null, AtomFeed.Authority + name, entries is [var newest, ..] ? newest.At : rule.At)
        {
            Items = [.. entries.Select(one => Entry(AlertMessage.Read(one.Message), one.At, page))],
            Copyright = new TextSyndicationContent("CC BY 4.0"),
            Generator = "Fangshou",
        };
        feed.Authors.Add(new SyndicationPerson { Name = "Fangshou contributors" });
        feed.Links.Add(SyndicationLink.CreateSelfLink(new Uri(site, $"/{name}.atom"), "application/atom+xml"));
        feed.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(site, $"/{name}")));
        using MemoryStream bytes = new();
        using (XmlWriter writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
            feed.SaveAsAtom10(writer);
        return bytes.ToArray();
    }

    static SyndicationItem Entry(AlertMessage message, DateTimeOffset at, PageContext page)
    {
        bool chinese = page.Language == Briefs.Language.Chinese;
        SyndicationItem item = new()
        {
            Id = AtomFeed.Authority + "messages/" + message.Id,
            Title = new TextSyndicationContent(AtomFeed.Plain(message.Says(chinese))),
            LastUpdatedTime = at,
            PublishDate = at,
            Summary = new TextSyndicationContent(AtomFeed.Plain(message.Mail(chinese))),
        };
        item.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(message.Page)));
        foreach (AlertRow row in message.Rows)
            item.Links.Add(new SyndicationLink(new Uri(row.Address), "related", AtomFeed.Plain(row.Title), null, 0));
        return item;
    }
}
