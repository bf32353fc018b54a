using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Claims;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Knowledge;

/// <summary>The shipped claims as known on a day.</summary>
/// <param name="Results">What came of each.</param>
/// <param name="Rows">The rows of the evidence by id.</param>
sealed record ClaimsAsOf(ImmutableArray<ClaimResult> Results, ImmutableDictionary<string, EvidenceRow> Rows);

/// <summary>What comes of claims on any day, worked out in the background one after another.</summary>
sealed class ClaimAnswers
{
    const int DaysKept = 24, ReportsKept = 100;

    readonly Observatory observatory;
    readonly LongAnswers<AsOf, ClaimsAsOf> verdicts;
    readonly LongAnswers<(AsOf Day, string Id), ClaimReport> reports;
    readonly LongAnswers<string, ClaimHistory> histories;
    readonly Lazy<ClaimEvidence> evidence;

    public ClaimAnswers(Observatory observatory, WorkGates gates, CancellationToken closing)
    {
        this.observatory = observatory;
        // What it remembers of the mechanism is for one thread at a time: the gate sees to that.
        evidence = new(() => new ClaimEvidence(observatory.Package, observatory.Ledger, observatory.Options with { Cancellation = closing }));
        verdicts = new(DaysKept, gates.Claims, Check, closing);
        reports = new(ReportsKept, gates.Claims, Report, closing);
        histories = new(ReportsKept, gates.Claims, (id, progress, cancellation) => ClaimHistory.Of(evidence.Value, Read(id), observatory.Day(AsOf.Latest), progress, cancellation), closing);
    }

    /// <summary>A shipped claim.</summary>
    /// <exception cref="RefusedException">There is none of that id; the message names the nearest.</exception>
    public Claim Read(string id)
    {
        // By id only: an address must never name a file.
        if (ClaimFolder.Ids.Contains(id))
            return ClaimFolder.Read(id, observatory.Ledger.Codebook);
        string[] near = Texts.Nearest(id, ClaimFolder.Ids);
        throw new RefusedException(Fault.NotFound, $"there is no claim '{Texts.Printable(id)}'; {(near.Length > 0 ? $"nearest: {string.Join(", ", near)}." : $"there are {string.Join(", ", ClaimFolder.Ids)}.")}");
    }

    /// <summary>All shipped claims on a day.</summary>
    public Task<Pending<ClaimsAsOf>> Verdicts(AsOf day, CancellationToken cancellation) => verdicts.Within(observatory.Day(day), Observatory.Patience, cancellation);

    /// <summary>One claim on a day.</summary>
    public Task<Pending<ClaimReport>> Report(string id, AsOf day, CancellationToken cancellation) => reports.Within((observatory.Day(day), id), Observatory.Patience, cancellation);

    /// <summary>One claim on many days, up to the latest.</summary>
    public Pending<ClaimHistory> History(string id) => histories.Now(id);

    ClaimsAsOf Check(AsOf day, IProgress<double> progress, CancellationToken cancellation)
    {
        Evidence known = evidence.Value.AsOf(day);
        List<ClaimResult> results = [];
        foreach (string id in ClaimFolder.Ids)
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add(Read(id).Check(known));
            progress.Report((double)results.Count / ClaimFolder.Ids.Length);
        }

        return new ClaimsAsOf([.. results], known.Rows());
    }

    ClaimReport Report((AsOf Day, string Id) asked, IProgress<double> progress, CancellationToken cancellation)
    {
        Evidence known = evidence.Value.AsOf(asked.Day);
        ReadingOptions options = observatory.Options;
        return ClaimReport.Of(evidence.Value, known, Read(asked.Id).Check(known), options.Seed, $"fangshou claims show {asked.Id} --as-of {asked.Day} --seed {options.Seed}{(options.Coverage ? "" : " --coverage off")} -o {asked.Id}.html");
    }
}
