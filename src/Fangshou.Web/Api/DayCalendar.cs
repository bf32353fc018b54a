using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Strictness;
using Fangshou.Web.Desk;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fangshou.Web.Api;

/// <summary>A day that matters.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Day">The day.</param>
/// <param name="Says">What happens.</param>
/// <param name="Known">Since when it is known.</param>
sealed record MarkedDay(string Id, DateOnly Day, string Says, DateOnly Known);

/// <summary>Days of force, last days for comments on drafts, days on which what lasted ended, and days on which issued forecasts can be judged, as a calendar (RFC 5545).</summary>
/// <param name="Days">In order.</param>
/// <param name="State">What it depends on beside the ledger.</param>
sealed record DayCalendar(ImmutableArray<MarkedDay> Days, string State)
{
    /// <summary>The calendar of a cell, or of all.</summary>
    public static async Task<DayCalendar> Of(ApiRequest request, Cell? cell, HttpContext context)
    {
        LedgerAsOf ledger = request.Ledger;
        ImmutableArray<Event> events = cell is { } one ? ledger.In(one) : ledger.Events;
        HashSet<string> inForce = [.. request.Observatory.Tables.Links.Where(link => link.Relation == RuleRelation.Applies).Select(link => link.Act)];
        Dictionary<string, DateOnly> closes = request.Observatory.Tables.Consultations.GroupBy(one => one.Act, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Max(one => one.Closes), StringComparer.Ordinal);
        ForecastWorkspace kept = await context.RequestServices.GetRequiredService<IssuedHere>().OpenAsync(context.RequestAborted);
        ImmutableArray<IssuedForecast> issued = [.. kept.Forecasts.Where(forecast => forecast.AsOf.Day <= ledger.AsOf.Day && (cell is null || forecast.Cell == cell))];
        MarkedDay[] days =
        [
            .. events.Where(e => inForce.Contains(e.Id)).Select(e => new MarkedDay($"force-{e.Id}", e.Date.Day, request.Page.Say($"In force: {e.Title}", $"生效：{e.Title}"), e.KnownSince.Day)),
            .. events.Where(e => closes.ContainsKey(e.Id)).Select(e => new MarkedDay($"comments-{e.Id}", closes[e.Id], request.Page.Say($"Comments close: {e.Title}", $"征求意见截止：{e.Title}"), e.KnownSince.Day)),
            .. events.Where(e => e.Until is not null).Select(e => new MarkedDay($"until-{e.Id}", e.Until!.Value, request.Page.Say($"Ended: {e.Title}", $"结束：{e.Title}"), e.Until.Value)),
            .. issued.SelectMany(forecast => Outlook.Horizons.Select(horizon => new MarkedDay(
                string.Create(CultureInfo.InvariantCulture, $"forecast-{forecast.Number}-{horizon}"), (forecast.Origin + horizon).LastDay.AddDays(1),
                request.Page.Say($"Forecast {forecast.Number} of {forecast.Cell} can be judged at {horizon} months", $"第 {forecast.Number} 号预测（{forecast.Cell}）可判定 {horizon} 个月"), forecast.IssuedAt.Day))),
        ];
        return new DayCalendar([.. days.OrderBy(day => day.Day).ThenBy(day => day.Id, StringComparer.Ordinal)], string.Join(',', issued.Select(ForecastFile.HashOf)));
    }

    /// <summary>The calendar as a file.</summary>
    public byte[] Write()
    {
        Ical.Net.Calendar calendar = new() { ProductId = "-//Fangshou//Fangshou//EN" };
        foreach (MarkedDay day in Days)
        {
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{day.Id}@fangshou.invalid",
                Summary = day.Says,
                Start = new CalDateTime(day.Day),
                // The stamp is when it became known, not when it was asked for: the same question gives the same bytes.
                DtStamp = new CalDateTime(day.Known.Year, day.Known.Month, day.Known.Day, 0, 0, 0, CalDateTime.UtcTzId),
                Transparency = TransparencyType.Transparent,
            });
        }

        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!);
    }
}
