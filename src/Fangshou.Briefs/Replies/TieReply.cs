using System.Globalization;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Numerics;
using Fangshou.Store;

namespace Fangshou.Briefs;

/// <summary>Ties as <c>interests</c> answers.</summary>
static class TieReply
{
    /// <summary>The ties as data.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="seed">Of the bootstrap.</param>
    internal static Reply Of(TieReport found, ulong seed) => new()
    {
        Schema = "interests/1",
        AsOf = found.Ledger.AsOf.ToString(),
        DataVersion = found.Ledger.DataVersion,
        Seed = seed,
        Data = new
        {
            found.Question.Subject,
            found.Question.Name,
            Years = found.Years.Select(year => new { year.Year, Total = year.Total, ByRole = Counts(year) }),
            Sectors = found.Alignments.Select(pair => View(pair.Cell, pair.Alignment)),
            Firms = found.Bonds.Select(bond => new { bond.Firm, bond.Bond, bond.WeightedRoles, bond.LocalRoles, bond.OtherRoles, bond.Localities }),
            Network = new
            {
                Nodes = found.Network.Nodes.Select(node => new { node.Id, Kind = KindWord(node), node.Degree, node.Strength, node.Betweenness }),
                Edges = found.Network.Edges.Select(edge => Edge(found.Network, edge)),
            },
            Without = found.Without is { } without ? WithdrawalReply.Data(found, without) : null,
            Ties = found.Ties.Select(tie => new
            {
                tie.Id,
                Since = Day(tie.From),
                Until = tie.To is { } end ? Day(end) : null,
                tie.Jurisdiction,
                tie.Holders,
                tie.Firms,
                tie.Sectors,
                tie.Role,
                tie.Strength,
                tie.Title,
                SourceUrl = tie.Source.Url.Length > 0 ? tie.Source.Url : null,
                tie.Source.Publisher,
                tie.Confidence,
            }),
        },
        Rows = found.Without is not null
            ? WithdrawalReply.Rows(found)
            : new Rows(
                ["id", "since", "until", "jurisdiction", "holder", "firm", "sector", "role", "strength", "title", "source_url", "source_publisher", "confidence"],
                [
                    .. found.Ties.Select(tie => new[]
                    {
                        tie.Id, Day(tie.From), tie.To is { } end ? Day(end) : "", tie.Jurisdiction, string.Join(';', tie.Holders), string.Join(';', tie.Firms), string.Join(';', tie.Sectors), tie.Role,
                        tie.Strength.ToString(CultureInfo.InvariantCulture), tie.Title, tie.Source.Url, tie.Source.Publisher, Json.Word(tie.Confidence),
                    }),
                ]),
    };

    static object View(Cell cell, Alignment a) => new
    {
        Cell = cell,
        a.Firms,
        a.Groups,
        a.Ties,
        Index = View(a.Index),
        a.IndexAtWeakStep,
        a.IndexAtStrongStep,
        Reach = View(a.Reach),
        BondOfReached = View(a.BondOfReached),
        RolesPerFirm = View(a.RolesPerFirm),
        LocalitiesPerReached = Finite(a.LocalitiesPerReached),
        LocalShare = View(a.LocalShare),
        ShareByKind = Enum.GetValues<HolderKind>().ToDictionary(kind => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), kind => a.ShareByKind[(int)kind]),
        a.Holders,
        a.Concentration,
    };

    static object Edge(TieNetwork network, TieEdge edge) => new { Body = network.Nodes[edge.Body].Id, Firm = network.Nodes[edge.Firm].Id, edge.Weight, edge.Roles };

    static object? View(Bracketed number) => double.IsFinite(number.Value) ? new { number.Value, Interval = double.IsFinite(number.Low) ? new[] { number.Low, number.High } : null } : null;

    static Dictionary<string, int> Counts(RoleYear year) => RoleYear.Roles.Zip(year.ByRole).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    static string KindWord(TieNode node) => node.Kind is { } kind ? Json.Word(kind) : node.IsGroup ? "group" : "firm";

    static double? Finite(double x) => double.IsFinite(x) ? x : null;

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
