using System.Globalization;
using CsCheck;
using Fangshou.Ledger;

namespace Fangshou.Tests.Ledger;

public class LedgerLaws
{
    static readonly Codebook codebook = LedgerReader.ReadCodebook(new MemoryPackage().Open);

    static readonly Gen<DateOnly> day = Gen.Int[0, 6000].Select(d => new DateOnly(2010, 1, 1).AddDays(d));

    static readonly Gen<string> row = Gen.Select(day, Gen.Int[0, 3], Gen.Int[-1, 2000], Gen.OneOf("CN", "CN-GD", "US"), Gen.OneOf("ai", "generative-ai", "gaming;fintech"))
        .Select((date, precision, lasts, jurisdiction, sectors) =>
        {
            DateOnly first = precision switch
            {
                1 => new DateOnly(date.Year, date.Month, 1),
                2 => new DateOnly(date.Year, ((date.Month - 1) / 3 * 3) + 1, 1),
                3 => new DateOnly(date.Year, 1, 1),
                _ => date,
            };
            string until = lasts < 0 ? "" : Iso(first.AddDays(lasts));
            return MemoryPackage.Row("ID", Iso(first), ((string[])["day", "month", "quarter", "year"])[precision], jurisdiction, sectors, until: until);
        });

    static readonly Gen<Fangshou.Ledger.Ledger> ledger = row.Array[0, 30].Select(Read);

    static Fangshou.Ledger.Ledger Read(string[] rows) =>
        LedgerReader.Read(new MemoryPackage().Events([.. rows.Select((r, i) => r.Replace("ID", string.Create(CultureInfo.InvariantCulture, $"e-{i:000}"), StringComparison.Ordinal))]).Open);

    [Fact]
    public void An_earlier_knowledge_date_never_shows_more() => Gen.Select(ledger, day, day).Sample((whole, one, other) =>
    {
        (DateOnly earlier, DateOnly later) = one <= other ? (one, other) : (other, one);
        Assert.Subset(
            whole.AsOf(new AsOf(later)).Events.Select(e => e.Id).ToHashSet(),
            whole.AsOf(new AsOf(earlier)).Events.Select(e => e.Id).ToHashSet());
    });

    [Fact]
    public void Rows_known_later_change_nothing_that_was_known_before() => Gen.Select(row.Array[0, 20], row.Array[0, 20], day).Sample((old, added, cut) =>
    {
        AsOf asOf = new(cut);
        string[] later = [.. added.Where(r => !asOf.Sees(Read([r]).Events[0].KnownSince))];
        Assert.Equal(Shown(Read(old).AsOf(asOf)), Shown(Read([.. old, .. later]).AsOf(asOf)));
    });

    [Fact]
    public void An_end_is_unknown_until_it_came() => Gen.Select(ledger, day).Sample((whole, cut) =>
        Assert.All(whole.AsOf(new AsOf(cut)).Events, e => Assert.False(e.Until > cut)));

    [Fact]
    public void The_latest_view_shows_every_row() => ledger.Sample(whole =>
        Assert.Equal(whole.Events.Length, whole.AsOf(AsOf.Latest).Events.Length));

    [Fact]
    public void Events_come_in_date_order_whatever_the_order_of_rows() => Gen.Select(row.Array[0, 20], Gen.Int[0, 1000]).Sample((rows, turn) =>
    {
        string[] named = [.. rows.Select((r, i) => r.Replace("ID", string.Create(CultureInfo.InvariantCulture, $"e-{i:000}"), StringComparison.Ordinal))];
        int at = named.Length == 0 ? 0 : turn % named.Length;
        string[] turned = [.. named[at..], .. named[..at]];
        Assert.Equal(Ids(named), Ids(turned));

        static IEnumerable<string> Ids(string[] lines) => LedgerReader.Read(new MemoryPackage().Events(lines).Open).Events.Select(e => e.Id);
    });

    [Fact]
    public void A_cell_survives_being_written_and_read() => Gen.Select(
            Gen.OneOf([.. codebook.Jurisdictions.Terms.Select(t => t.Id)]),
            Gen.OneOf<string?>([null, .. codebook.Sectors.Terms.Select(t => t.Id)]),
            Gen.OneOf<string?>([null, .. codebook.Areas.Terms.Select(t => t.Id)]))
        .Sample((jurisdiction, sector, area) =>
        {
            Cell cell = new(jurisdiction, sector, area);
            Assert.Equal(cell, Cell.Parse(cell.ToString(), codebook));
        });

    [Fact]
    public void A_cell_written_with_an_alias_is_the_same_cell() =>
        Assert.Equal(new Cell("CN", "ai", "content-control"), Cell.Parse("CN / artificial-intelligence/content-control", codebook));

    [Theory]
    [InlineData("CN/ai/content-control/more")]
    [InlineData("XX")]
    [InlineData("CN/aii")]
    [InlineData("CN/ai/contents")]
    public void A_cell_that_the_codebook_does_not_know_is_refused(string text) =>
        Assert.Throws<FormatException>(() => Cell.Parse(text, codebook));

    [Fact]
    public void A_parent_cell_holds_what_its_child_holds() => ledger.Sample(whole =>
    {
        LedgerAsOf all = whole.AsOf(AsOf.Latest);
        Assert.Subset(Ids(all, "CN/ai"), Ids(all, "CN/generative-ai"));
        Assert.Subset(Ids(all, "CN"), Ids(all, "CN-GD"));
        Assert.Subset(Ids(all, "CN"), Ids(all, "CN/ai"));

        static HashSet<string> Ids(LedgerAsOf ledger, string cell) => [.. ledger.In(Cell.Parse(cell, codebook)).Select(e => e.Id)];
    });

    [Fact]
    public void Inclusion_in_the_tree_is_an_order()
    {
        string[] ids = [.. codebook.Sectors.Terms.Select(t => t.Id)];
        Gen<string> sector = Gen.OneOf(ids);
        Gen.Select(sector, sector, sector).Sample((a, b, c) =>
        {
            Vocabulary tree = codebook.Sectors;
            Assert.True(tree.Includes(a, a));
            Assert.False(a != b && tree.Includes(a, b) && tree.Includes(b, a));
            Assert.False(tree.Includes(a, b) && tree.Includes(b, c) && !tree.Includes(a, c));
        });
        Assert.True(codebook.Sectors.Includes("ai", "chat-bots"));
    }

    static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string[] Shown(LedgerAsOf view) => [.. view.Events.Select(e => $"{e.Id} {e.Date} {e.Precision} {e.Until} {e.Jurisdiction} {string.Join(';', e.Sectors)}")];
}
