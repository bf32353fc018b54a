using System.Collections.Immutable;
using CsCheck;
using Fangshou.Interests;
using Fangshou.Ledger;

namespace Fangshou.Tests.Interests;

/// <summary>Ties for tests, and the shipped ones.</summary>
static class TieSample
{
    static readonly string data = Path.Combine(AppContext.BaseDirectory, "data");

    static readonly string[] holders = ["LOCAL:A", "LOCAL:B", "LOCAL:B-East", "CAC", "MOST", "FUND:F", "SOE:S", "COURT:C", "UNIV:U"];

    internal static Codebook Codebook { get; } = LedgerReader.ReadCodebook(Open);

    internal static Vocabulary Actors => Codebook.Actors;

    internal static ImmutableArray<Tie> Shipped { get; } = TieReader.Read(Open, null, AsOf.Latest);

    internal static Tie Of(string holder, string firm, string role = "investor", int strength = 3, string from = "2020-01-01", string? to = null, string id = "tie") => new()
    {
        Id = id,
        From = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
        To = to is null ? null : DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture),
        Jurisdiction = "CN",
        Holders = [.. holder.Split(';')],
        Firms = [.. firm.Split(';')],
        Sectors = ["ai"],
        Role = role,
        Strength = strength,
        Title = "-",
        Source = new("", ""),
        Confidence = Confidence.Medium,
    };

    internal static Gen<ImmutableArray<Tie>> Any { get; } =
        Gen.Select(Gen.Int[0, holders.Length - 1], Gen.Int[0, 6], Gen.Int[0, RoleYear.Roles.Length - 1], Gen.Int[1, 3])
            .Select((holder, firm, role, strength) => Of(holders[holder], $"Firm {firm}", RoleYear.Roles[role], strength))
            .Array[1, 25].Select(ties => ties.ToImmutableArray());

    static FileStream? Open(string name) => File.Exists(Path.Combine(data, name)) ? File.OpenRead(Path.Combine(data, name)) : null;
}
