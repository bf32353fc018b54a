using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Signals;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>What all forecasters say of a cell, as data.</summary>
static class OutlookReply
{
    public static Reply Of(LedgerAsOf ledger, Cell cell, ImmutableArray<Statement> said, ulong seed) => new()
    {
        Schema = "outlook/1",
        AsOf = ledger.AsOf.ToString(),
        DataVersion = ledger.DataVersion,
        ModelVersion = IssuedForecast.Version,
        Seed = seed,
        Warnings = [.. said.Where(one => one.Doubt is not null).Select(one => $"{one.Forecaster}: {one.Doubt}")],
        Data = new
        {
            Cell = cell,
            // Horizons count from the month after it.
            ForecastPanel.Of(ledger, [], new SignalOptions()).Origin,
            said[^1].Outlook.Swing,
            Forecasters = said.Select(one => new
            {
                Id = one.Forecaster,
                one.Outlook.Within,
                Counts = one.Outlook.Counts.IsEmpty ? [] : Outlook.Horizons.Select((horizon, i) => one.Outlook.Counts[i] is var law
                    ? new { Horizon = horizon, Mean = Math.Round(law.Mean, 4), Low = law.Quantile(0.05), Median = law.Quantile(0.5), High = law.Quantile(0.95) } : null),
            }),
        },
        Rows = new Rows(["cell", "forecaster", "swing", "horizon_months", "probability", "count_mean", "count_low", "count_high"], [.. said.SelectMany(one => Lines(cell, one))]),
    };

    static IEnumerable<string[]> Lines(Cell cell, Statement said) => Outlook.Horizons.Select((horizon, i) =>
    {
        CountLaw? law = said.Outlook.Counts.IsEmpty ? null : said.Outlook.Counts[i];
        return (string[])
        [
            cell.ToString(), said.Forecaster, Json.Word(said.Outlook.Swing), Whole(horizon), said.Outlook.Within.IsEmpty ? "" : Number(said.Outlook.Within[horizon - 1]),
            law is null ? "" : Number(law.Mean), law is null ? "" : Whole(law.Quantile(0.05)), law is null ? "" : Whole(law.Quantile(0.95)),
        ];
    });

    static string Number(double x) => x.ToString("0.######", CultureInfo.InvariantCulture);

    static string Whole(int n) => n.ToString(CultureInfo.InvariantCulture);
}
