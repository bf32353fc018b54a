using Fangshou.Ledger;
using Fangshou.Signals;
using Fangshou.Tests.Ledger;

namespace Fangshou.Tests.Signals;

/// <summary>How many more acts a wide cell has than a narrow one, told from the tree and held against what the shipped ledger counts.</summary>
public class CellBreadthTests(ITestOutputHelper output)
{
    // Fewer acts, or fewer sectors, say little about a power.
    const int FewestActs = 20, FewestSectors = 3;

    static readonly Codebook codebook = LedgerReader.ReadCodebook(new MemoryPackage().Open);

    [Fact]
    public void One_sector_in_all_its_areas_is_the_unit() => Assert.Equal(0, CellBreadth.Log(new Cell("CN", "gaming"), Lane.General, codebook));

    [Fact]
    public void A_parent_is_wider_than_its_child_and_an_area_narrower_than_its_sector()
    {
        double parent = CellBreadth.Log(new Cell("CN", "ai"), Lane.General, codebook), child = CellBreadth.Log(new Cell("CN", "generative-ai"), Lane.General, codebook);
        double all = CellBreadth.Log(new Cell("CN"), Lane.General, codebook), area = CellBreadth.Log(new Cell("CN", "ai", "data-privacy"), Lane.General, codebook);
        Assert.True(all > parent && parent > child && parent > area);
        Assert.Equal(CellBreadth.Exponent * Math.Log(codebook.Areas.Terms.Count(t => t.Id != LaneRule.ContentControl)), parent - area, 12);
    }

    [Fact]
    public void The_content_lane_is_an_area_already() =>
        Assert.Equal(CellBreadth.Log(new Cell("CN", "ai"), Lane.Content, codebook), CellBreadth.Log(new Cell("CN", "ai", LaneRule.ContentControl), Lane.Content, codebook));

    /// <summary>ln (acts of the whole ÷ mean acts of its parts) ÷ ln (parts): for sectors of a root, and for the areas of a root. No phase and no dating enters.</summary>
    [Theory]
    [InlineData("9999-12-31", 12)]
    [InlineData("2020-10-31", 6)]
    public void The_exponent_is_what_the_shipped_ledger_counts(string asOf, int expected)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "data");
        LedgerAsOf ledger = LedgerReader.Read(name => File.Exists(Path.Combine(folder, name)) ? File.OpenRead(Path.Combine(folder, name)) : null).AsOf(new AsOf(DateOnly.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture)));
        string[] areas = [.. ledger.Codebook.Areas.Terms.Select(t => t.Id).Where(a => a != LaneRule.ContentControl)];
        List<double> powers = [];
        foreach (string jurisdiction in (string[])["CN", "US", "EU"])
            foreach (Term root in ledger.Codebook.Sectors.Terms.Where(t => t.Parent.Length == 0))
            {
                Term[] sectors = [.. ledger.Codebook.Sectors.Terms.Where(t => ledger.Codebook.Sectors.Includes(root.Id, t.Id))];
                Event[] acts = [.. ledger.In(new Cell(jurisdiction, root.Id)).Where(e => e.Direction == Direction.Tighten && LaneRule.IsAuthority(e) && !e.Areas.Contains(LaneRule.ContentControl))];
                if (acts.Length < FewestActs || sectors.Length < FewestSectors)
                    continue;
                Add("sectors", sectors.Length, sectors.Sum(s => acts.Count(e => e.Sectors.Contains(s.Id))));
                Add("areas", areas.Length, areas.Sum(a => acts.Count(e => e.Areas.Contains(a))));

                void Add(string parts, int count, int inParts)
                {
                    powers.Add(Math.Log((double)acts.Length * count / inParts) / Math.Log(count));
                    output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{jurisdiction}/{root.Id}, {count} {parts}: {powers[^1]:F2}"));
                }
            }

        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"mean {powers.Average():F3} of {powers.Count}, {powers.Min():F2} to {powers.Max():F2}"));
        Assert.Equal(expected, powers.Count);
        Assert.InRange(powers.Average(), CellBreadth.Exponent - 0.02, CellBreadth.Exponent + 0.02);
        Assert.All(powers, p => Assert.InRange(p, 0.7, 1.0));
    }
}
