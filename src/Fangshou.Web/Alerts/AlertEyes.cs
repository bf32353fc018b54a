using System.Collections.Immutable;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Store;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;

namespace Fangshou.Web.Alerts;

/// <summary>What rules see of one edition, on the latest day.</summary>
/// <param name="observatory">Board and outlooks.</param>
/// <param name="inquiries">Cells that are not on the board.</param>
/// <param name="mark">The edition.</param>
/// <param name="forecasting">False where no outlooks are worked out: rules about them look nowhere.</param>
sealed class AlertEyes(Observatory observatory, Inquiries inquiries, EditionMark mark, bool forecasting)
{
    const string Table = "events.csv";

    readonly Lazy<LedgerAsOf> ledger = new(() => observatory.Ledger.AsOf(AsOf.Latest));

    public EditionMark Mark => mark;

    public Codebook Codebook => observatory.Ledger.Codebook;

    /// <summary>The edition's eyes on a workspace.</summary>
    public static async Task<AlertEyes> Of(Edition edition, Workspace workspace, bool forecasting, CancellationToken cancellation)
    {
        // A dashboard that has just made its workspace still shows the package that it was filled with.
        long revision = edition.Observatory.Package is WorkspacePackage package ? package.Revision : (await workspace.PackageAsync(cancellation)).FilledThrough;
        return new AlertEyes(edition.Observatory, edition.Inquiries, new EditionMark(edition.Observatory.Ledger.DataVersion, revision, edition.Observatory.LastDay), forecasting);
    }

    /// <summary>True when a rule about a forecast cannot look here.</summary>
    public bool IsBlind(AlertCondition condition) => condition is ChanceCondition { Within: not null } && !forecasting;

    /// <summary>What a rule sees; null while it is being worked out, or when it <see cref="IsBlind"/>.</summary>
    /// <param name="condition">The rule.</param>
    /// <param name="hasRows">True when rows that it means were added since its last look.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public async Task<AlertSight?> See(AlertCondition condition, bool hasRows, CancellationToken cancellation)
    {
        try
        {
            switch (condition)
            {
                case ChanceCondition { Within: { } months } chance:
                    return !IsBlind(condition) && observatory.Outlooks(AsOf.Latest) is { IsReady: true } outlooks ? new AlertSight(mark, Forecast(outlooks.Value, chance, months)) : null;
                case ChanceCondition chance:
                    return await Phases(chance.Cell, cancellation) is { } found ? new AlertSight(mark, found.Path?.Now[chance.Phase]) : null;
                case PhaseCondition:
                    return await Phases(condition.Cell, cancellation) is { } read ? new AlertSight(mark, Phase: read.Path?.Now.MostProbable) : null;
                default:
                    return new AlertSight(mark, HasRows: hasRows);
            }
        }
        catch (NotReadyException)
        {
            return null;
        }
    }

    /// <summary>The ensemble's chance; null when the cell is not forecast, or the other swing is the next to come.</summary>
    static double? Forecast(Outlooks outlooks, ChanceCondition chance, int months) =>
        outlooks.ByCell.TryGetValue(chance.Cell, out ImmutableArray<Statement> said) && !said.IsDefaultOrEmpty && said[^1].Outlook is { Within.IsDefaultOrEmpty: false } outlook
        && outlook.Swing == (chance.Phase == Phase.Crackdown ? SwingKind.Crackdown : SwingKind.Easing) ? outlook.Within[months - 1] : null;

    /// <summary>The phases of a cell, without a path when nothing is known about it; null while they are being read.</summary>
    async Task<Found?> Phases(Cell cell, CancellationToken cancellation)
    {
        Pending<Board> board = await observatory.Board(AsOf.Latest, areas: false, cancellation);
        if (!board.IsReady)
            return null;
        if (board.Value.Rows.FirstOrDefault(row => row.Cell == cell) is { } row)
            return new Found(row.Lead.Path);
        try
        {
            return await inquiries.Paths(cell, new AsOf(mark.Day), cancellation) is { IsReady: true } paths ? new Found(paths.Value.Lead) : null;
        }
        catch (RefusedException)
        {
            // Too few rows to be read.
            return new Found(null);
        }
    }

    /// <summary>Rows of a cell that were added or changed after a revision, newest first: of a rule about rows those that it means.</summary>
    public async Task<ImmutableArray<(string Change, Event Event)>> RowsSince(Workspace workspace, AlertCondition condition, long revision, CancellationToken cancellation)
    {
        ImmutableArray<Revision> revisions = await workspace.Alerts.RevisionsAsync(Table, revision, mark.Revision, cancellation);
        if (revisions.IsEmpty)
            return [];
        Dictionary<string, Event> known = ledger.Value.In(condition.Cell).ToDictionary(e => e.Id, StringComparer.Ordinal);
        return
        [
            .. revisions.GroupBy(r => r.Key, StringComparer.Ordinal)
                // A retired row is known no more.
                .Where(g => known.ContainsKey(g.Key))
                .OrderByDescending(g => g.Max(r => r.Number))
                .Select(g => (Change: g.Any(r => r.Kind == RevisionKind.Created) ? "added" : "changed", Event: known[g.Key]))
                .Where(row => condition is not RowCondition rows || (row.Change == "added" && rows.Means(row.Event))),
        ];
    }

    /// <summary>What was read; without a path where too little is known.</summary>
    sealed record Found(PhasePath? Path);
}
