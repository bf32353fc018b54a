using System.Globalization;
using Fangshou.Ledger;

namespace Fangshou.Cli.Commands;

/// <summary>Dates as exact as they are known.</summary>
static class EventText
{
    public static string Date(Event e)
    {
        DateOnly day = e.Date.Day;
        return e.Precision switch
        {
            DatePrecision.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            DatePrecision.Quarter => string.Create(CultureInfo.InvariantCulture, $"{day.Year} Q{((day.Month - 1) / 3) + 1}"),
            DatePrecision.Year => day.ToString("yyyy", CultureInfo.InvariantCulture),
            _ => e.Date.ToString(),
        };
    }
}
