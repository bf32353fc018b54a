using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Knowledge;
using Fangshou.Web.Pages;

namespace Fangshou.Tests.Web;

public class EventPageTests
{
    const string Halt = "cn-2020-11-03-ant-ipo-suspended";

    static readonly PackageFolder package = PackageFolder.At(null);
    static readonly Fangshou.Ledger.Ledger whole = package.Read();
    static readonly SideTables tables = new(package);

    [Fact]
    public void A_row_is_found_from_the_day_it_could_be_known()
    {
        Assert.Equal(Halt, Find(Halt, new DateOnly(2020, 11, 3)).Event!.Id);
        RefusedException refused = Assert.Throws<RefusedException>(() => Find(Halt, new DateOnly(2020, 11, 2)));
        Assert.Equal((Fault.NotFound, $"'{Halt}' was not known on 2020-11-02."), (refused.Fault, refused.Message));
    }

    [Fact]
    public void A_retired_id_leads_to_its_successor_once_that_is_known()
    {
        const string Retired = "cn-2025-02-17-xi-tech-symposium";
        Assert.Equal("cn-2025-02-17-xi-symposium-jack-ma", Find(Retired, new DateOnly(2025, 2, 17)).Retired!.Successor);
        Assert.DoesNotContain("symposium-jack-ma", Assert.Throws<RefusedException>(() => Find(Retired, new DateOnly(2025, 2, 16))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slip_of_the_finger_is_met_with_the_nearest_ids() =>
        Assert.Contains(Halt, Assert.Throws<RefusedException>(() => Find("cn-2020-11-03-ant-ipo-suspendd", new DateOnly(2024, 1, 1))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_row_counts_in_its_sectors_and_places_and_those_above()
    {
        Codebook codebook = whole.Codebook;
        Event local = whole.Events.First(e => e.Jurisdiction == "CN-BJ" && e.Sectors.Contains("generative-ai") && e.Areas.Length > 0);
        Cell[] wholes = [.. EventWords.Cells(local, codebook).Select(c => c.Whole)];
        Assert.All<Cell>([new("CN-BJ", "generative-ai"), new("CN-BJ", "ai"), new("CN", "generative-ai"), new("CN", "ai")], cell => Assert.Contains(cell, wholes));
        // What is listed is what the ledger would answer.
        LedgerAsOf all = whole.AsOf(AsOf.Latest);
        Assert.All(whole.Events.Where((_, i) => i % 40 == 0), e => Assert.All(EventWords.Cells(e, codebook).SelectMany(c => c.Areas.Add(c.Whole)), cell => Assert.Contains(e.Id, all.In(cell).Select(row => row.Id))));
    }

    [Fact]
    public void Every_row_has_words_for_its_severity() =>
        Assert.All(whole.Events, e => Assert.NotEmpty(EventWords.Severity(Asked.For("/"), e)));

    [Theory]
    [InlineData("https://web.archive.org/web/20210304050607/https://example.org/x", "2021-03-04")]
    [InlineData("https://web.archive.org/web/2021/https://example.org/x", null)]
    [InlineData("https://example.org/2021/03/04", null)]
    public void A_copy_in_an_archive_tells_its_day(string address, string? day) => Assert.Equal(day, EventWords.ArchivedOn(address));

    static (Event? Event, RetiredId? Retired) Find(string id, DateOnly day) => EventLookup.Find(id, whole.AsOf(new AsOf(day)), whole, tables);
}
