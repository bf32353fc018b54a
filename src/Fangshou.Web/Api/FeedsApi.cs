using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fangshou.Web.Api;

/// <summary>Feeds and calendars: what became known, and days that matter.</summary>
static class FeedsApi
{
    static readonly ImmutableArray<string> cells = ["/cells/{jurisdiction}", "/cells/{jurisdiction}/{sector}", "/cells/{jurisdiction}/{sector}/{area}"];

    /// <summary>Tells of files that other programs write too, so no copy of it is kept.</summary>
    public const string Forecasts = "/forecasts.atom";

    /// <summary>How their addresses end.</summary>
    public static ImmutableArray<string> Endings { get; } = [".atom", ".ics"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        Feed(routes, "/ledger.atom", static (request, _) => Task.FromResult(new AtomFeed("ledger", request.Page.Say("Fangshou: all rows", "放收：全部条目"), "/ledger", [.. request.Ledger.Events.Select(AtomEntry.Of)])));
        Feed(routes, "/forecasts.atom", OfForecasts).WithMetadata(new ReadAnewAttribute());
        Feed(routes, "/actors/{id}.atom", static (request, _) => Task.FromResult(OfActor(request)));
        Calendar(routes, "/calendar.ics", null);
        foreach (string cell in cells)
        {
            Feed(routes, cell + ".atom", static (request, _) => Task.FromResult(OfCell(request, request.CellOfPath())));
            Calendar(routes, cell + ".ics", static request => request.CellOfPath());
        }
    }

    /// <summary>Each forecast from the day it was issued, and anew when it was told what came of it.</summary>
    static async Task<AtomFeed> OfForecasts(ApiRequest request, HttpContext context)
    {
        ForecastWorkspace workspace = await context.RequestServices.GetRequiredService<IssuedHere>().OpenAsync(context.RequestAborted);
        ForecastWords words = new(request.Language);
        return new("forecasts", request.Page.Say("Fangshou: issued forecasts", "放收：已发布的预测"), "/forecasts", [.. ForecastAnswers.Issued(workspace, request.Day).Select(forecast =>
        {
            StoredOutcome? outcome = ForecastAnswers.OutcomeOf(workspace, forecast, request.Day);
            DateTimeOffset issued = AtomFeed.At(forecast.IssuedAt.Day), told = outcome is null ? issued : AtomFeed.At(DateOnly.ParseExact(outcome.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            return new AtomEntry(
                string.Create(CultureInfo.InvariantCulture, $"/forecasts/{forecast.Number}"), $"{forecast.Cell}: {words.Name(forecast.Swing)}", told > issued ? told : issued, issued,
                string.Join(' ', (string[])[.. Outlook.Horizons.Select(horizon => words.Sentence(forecast, horizon)), .. outcome is null ? Array.Empty<string>() : [words.Outcome(forecast, outcome)]]));
        })]);
    }

    static AtomFeed OfCell(ApiRequest request, Cell cell) =>
        new($"cells/{cell}", $"Fangshou: {Briefs.Words.For(request.Language).Name(cell, request.Ledger.Codebook)}", $"/cells/{cell}", [.. request.Ledger.In(cell).Select(AtomEntry.Of)]);

    static AtomFeed OfActor(ApiRequest request)
    {
        string text = request.Part("id");
        string id = request.Ledger.Codebook.Actors.Find(text)?.Id ?? (request.Ledger.Events.Any(e => e.Actors.Contains(text)) ? text : throw new RefusedException(
            Fault.NotFound, $"there is no actor '{Texts.Printable(text)}'; {Texts.DidYouMean(text, request.Ledger.Codebook.Actors.Nearest(text.Length > 100 ? text[..100] : text))}"));
        string title = request.Ledger.Codebook.Actors.Find(id) is { } term ? request.Page.Say(term.TitleEn, term.TitleZh) : id;
        return new AtomFeed($"actors/{id}", $"Fangshou: {title}", $"/ledger?actor={Uri.EscapeDataString(id)}", [.. request.Ledger.Events.Where(e => e.Actors.Contains(id)).Select(AtomEntry.Of)]);
    }

    static IEndpointConventionBuilder Feed(IEndpointRouteBuilder routes, string path, Func<ApiRequest, HttpContext, Task<AtomFeed>> feed) => routes.MapGet(path, async context =>
    {
        ApiRequest request = new(context, ApiParameter.OfAll, isFile: true);
        request.Check();
        AtomFeed atom = await feed(request, context);
        if (Delivery.IsKnown(context, request, "atom", string.Join(',', atom.Entries.Select(entry => entry.Updated.UtcTicks))))
            return;
        await Delivery.Send(context, "application/atom+xml; charset=utf-8", atom.Write(new Uri($"{context.Request.Scheme}://{context.Request.Host}"), context.Request.Path.ToUriComponent() + context.Request.QueryString));
    });

    static void Calendar(IEndpointRouteBuilder routes, string path, Func<ApiRequest, Cell>? cell) => routes.MapGet(path, async context =>
    {
        ApiRequest request = new(context, ApiParameter.OfAll, isFile: true);
        request.Check();
        Cell? only = cell?.Invoke(request);
        DayCalendar calendar = await DayCalendar.Of(request, only, context);
        if (Delivery.IsKnown(context, request, "ics", calendar.State))
            return;
        context.Response.Headers.ContentDisposition = "inline; filename=\"fangshou.ics\"";
        await Delivery.Send(context, "text/calendar; charset=utf-8", calendar.Write());
    }).WithMetadata(new ReadAnewAttribute());
}
