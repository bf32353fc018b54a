using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Scenarios;
using Fangshou.Signals;
using Fangshou.Store;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Lab;

/// <summary>What happened in a cell, to be laid over a scenario: which cell, and which month stands for the scenario's month of change.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Change">The calendar month.</param>
sealed record Reality(Cell Cell, Month Change)
{
    /// <summary>Reads the address; null when it asks for no reality.</summary>
    /// <exception cref="RefusedException">A value is missing or not allowed; the message names every one.</exception>
    public static Reality? Of(IQueryCollection query, LedgerAsOf ledger)
    {
        (string cell, string change) = (query["real"].ToString(), query["change"].ToString());
        if (cell.Length == 0 && change.Length == 0)
            return null;
        List<string> faults = [];
        Cell? found = null;
        try
        {
            found = Cell.Parse(cell, ledger.Codebook);
            if (ledger.In(found.Value).IsEmpty)
                faults.Add($"real: the ledger holds no row about {found} known by {ledger.AsOf}.");
        }
        catch (FormatException unknown)
        {
            faults.Add($"real: {Texts.Printable(unknown.Message)}");
        }

        if (!DateOnly.TryParseExact(change, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) || day.Year < 1990 || day > ledger.AsOf.Day)
            faults.Add($"change: '{Texts.Printable(change)}' is not a month such as 2023-04, from 1990 to the day of knowledge.");
        return faults.Count == 0 ? new Reality(found!.Value, Month.Of(day)) : throw new RefusedException(Fault.Usage, [.. faults]);
    }

    /// <summary>The acts recorded in the months that a fan shows.</summary>
    public RecordedActs In(LedgerAsOf ledger, MonthlyQuantiles fan, ScenarioWords words) => RecordedActs.Of(
        words.Say($"recorded: {Cell}, change in {Change}", $"实录：{Cell}，以 {Change} 为变化当月"), SignalBuilder.Build(ledger, Cell, LaneRule.Of(Cell), new SignalOptions()), Change, fan);
}
