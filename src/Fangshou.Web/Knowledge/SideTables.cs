using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Strictness;

namespace Fangshou.Web.Knowledge;

/// <summary>Tables of the package beside its events, each read when it is first asked for.</summary>
sealed class SideTables
{
    readonly Lazy<ImmutableArray<DriverSeries>> series;
    readonly Lazy<ImmutableArray<RuleLink>> links;
    readonly Lazy<ImmutableArray<Consultation>> consultations;
    readonly Lazy<ImmutableArray<RetiredId>> retired;

    public SideTables(IPackage package)
    {
        Lazy<Codebook?> shipped = new(() => package.Base);
        series = new(() => DriverSeriesReader.Read(package.Open, shipped.Value));
        links = new(() => RuleLinkReader.Read(package.Open, shipped.Value));
        consultations = new(() => ConsultationReader.Read(package.Open, shipped.Value));
        retired = new(() => RetiredIdReader.Read(package.Open, shipped.Value));
    }

    /// <summary>Growth, unemployment, licences and the like.</summary>
    public ImmutableArray<DriverSeries> Series => series.Value;

    /// <summary>Later acts on earlier rules.</summary>
    public ImmutableArray<RuleLink> Links => links.Value;

    /// <summary>Until when drafts could be commented on.</summary>
    public ImmutableArray<Consultation> Consultations => consultations.Value;

    /// <summary>Ids that are used no more.</summary>
    public ImmutableArray<RetiredId> Retired => retired.Value;
}
