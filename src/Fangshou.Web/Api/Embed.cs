using System.Text;
using System.Text.RegularExpressions;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Web.Api;

/// <summary>May be shown within pages of others.</summary>
sealed class Embeddable;

/// <summary>The figure of a cell as a small page for frames of other sites: no script, and no link but the one to its page.</summary>
static partial class Embed
{
    const int Wide = 1040, Narrow = 358;

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (string cell in (string[])["/embed/cells/{jurisdiction}", "/embed/cells/{jurisdiction}/{sector}", "/embed/cells/{jurisdiction}/{sector}/{area}"])
            routes.MapGet(cell, Answer).WithMetadata(new Embeddable());
    }

    static async Task Answer(HttpContext context)
    {
        ApiRequest request = new(context, ApiParameter.OfAll, isFile: true);
        request.Check();
        Cell shown = request.CellOfPath();
        CellPaths paths = await request.Ready(cancellation => request.Inquiries.Paths(shown, request.Day, cancellation));
        if (!Delivery.IsKnown(context, request, "embed"))
            await Delivery.Send(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page(request, shown, paths)));
    }

    static string Page(ApiRequest request, Cell cell, CellPaths paths)
    {
        Words words = Words.For(request.Language);
        string name = words.Name(cell, request.Ledger.Codebook), known = request.Page.Say($"as known on {request.Day}", $"截至 {request.Day}");
        return $"""
            <!DOCTYPE html>
            <html lang="{words.Tag}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{PlainText.Html(name)} · Fangshou</title>
            <link rel="stylesheet" href="{Asset.Address("fangshou.css")}">
            </head>
            <body class="dashboard">
            <main id="text">
            <div class="wide">{Figure("wide", Wide)}</div>
            <div class="narrow">{Figure("narrow", Narrow)}</div>
            <p><a href="{PlainText.Html(request.Page.To($"/cells/{cell}", ("asOf", request.Day.ToString())))}" target="_blank" rel="noopener">{PlainText.Html($"{name}, {known} · Fangshou")}</a></p>
            </main>
            </body>
            </html>

            """;

        string Figure(string prefix, int width) =>
            Anchor().Replace(PhaseFigure.Svg(paths.Lead, new PhaseFigureOptions { Language = request.Language, Width = width, CellName = name, Standalone = false, IdPrefix = prefix }), "");
    }

    /// <summary>The figure's own links, which lead to sources.</summary>
    [GeneratedRegex("</?a\\b[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Anchor();
}
