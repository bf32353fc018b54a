using System.Collections.Immutable;
using CsCheck;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Tests.Ledger;

namespace Fangshou.Tests.Store;

public class LedgerQueryTests
{
    static readonly LedgerAsOf small = LedgerReader.Read(new MemoryPackage().Set("vocabularies/actors.csv", "id,title_en,title_zh", "CSRC,Securities Commission,证监会", "SAMR,Market Regulator,市场监管总局").Open).AsOf(AsOf.Latest);

    static readonly LedgerAsOf shipped = PackageFolder.At(null).Read().AsOf(AsOf.Latest);

    [Theory]
    [InlineData("listing", "cn-2020-11-03-halt")]
    [InlineData("LISTING halts", "cn-2020-11-03-halt")]
    [InlineData("证监会", "cn-2020-11-03-halt")]
    [InlineData("证监会 listing ant", "cn-2020-11-03-halt")]
    [InlineData("07-30", "cn-2021-07-30-games")]
    [InlineData("人工智能", "cn-2021-07-30-games")]
    [InlineData("guangdong parents", "cn-2021-07-30-games")]
    [InlineData("listing parents", "")]
    [InlineData("市场监管", "")]
    public void All_words_must_be_found_in_either_language(string search, string found) =>
        Assert.Equal(found, string.Join(' ', Ask(new LedgerQuestion { Search = search })));

    [Fact]
    public void Each_filter_leaves_out_what_it_says()
    {
        const string Halt = "cn-2020-11-03-halt", Games = "cn-2021-07-30-games";
        Assert.Equal([Halt, Games], Ask(new LedgerQuestion()));
        Assert.Equal([Halt], Ask(new LedgerQuestion { Directions = ["tighten"] }));
        Assert.Equal([Games], Ask(new LedgerQuestion { Kinds = ["incident", "market"] }));
        Assert.Equal([Halt], Ask(new LedgerQuestion { Actors = ["CSRC"] }));
        Assert.Equal([Halt], Ask(new LedgerQuestion { SeverityMin = "3" }));
        Assert.Equal([Games], Ask(new LedgerQuestion { ConfidenceMin = "high" }));
        Assert.Equal([Halt], Ask(new LedgerQuestion { To = "2020" }));
        Assert.Equal([Games], Ask(new LedgerQuestion { From = "2020-12" }));
        Assert.Equal([Games], Ask(new LedgerQuestion { Cell = "CN/ai" }));
        Assert.Equal([Games], Ask(new LedgerQuestion { Cell = "*/gaming" }));
        Assert.Equal([Halt, Games], Ask(new LedgerQuestion { Cell = "*" }));
        Assert.Empty(Ask(new LedgerQuestion { Cell = "US/gaming" }));
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        RefusedException refused = Assert.Throws<RefusedException>(() => new LedgerQuestion
        {
            Cell = "CN/aii",
            From = "yesterday",
            To = "2020-13",
            Directions = ["up"],
            Kinds = ["rumour"],
            Actors = ["NOBODY"],
            SeverityMin = "6",
            ConfidenceMin = "sure",
            Search = new string('a', 201),
        }.Read(small, "--"));
        Assert.Equal(Fault.Usage, refused.Fault);
        Assert.All(["--cell: ", "--from: 'yesterday'", "--to: '2020-13'", "--direction: 'up'", "--kind: 'rumour'", "--actor: 'NOBODY'", "--severity-min: '6' is not one of 1, 2, 3, 4, 5.", "--confidence-min: 'sure' is not one of low, medium, high.", "--search: 201"],
            part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        Assert.Contains("to 2020 lies before from 2021", Assert.Throws<RefusedException>(() => new LedgerQuestion { From = "2021", To = "2020" }.Read(small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sector_everywhere_is_the_sum_of_the_sector_in_each_root_jurisdiction_by_date()
    {
        ImmutableArray<Event> everywhere = new LedgerQuestion { Cell = "*/gaming" }.Read(shipped).Of(shipped);
        Assert.Equal(shipped.Events.Where(e => e.Sectors.Any(s => shipped.Codebook.Sectors.Includes("gaming", s))), everywhere);
    }

    /// <summary>Whatever the size of a page, following the links from the beginning shows every row once, in order, and the way back is the same.</summary>
    [Fact]
    public void Pages_cover_the_list_once_in_order_both_ways() => Gen.Int[1, 400].Select(Gen.Bool).Sample(
        (size, newestFirst) =>
        {
            List<Event> seen = [];
            List<string> starts = [];
            string? at = "";
            while (at is not null)
            {
                LedgerSlice slice = LedgerSlice.Of(shipped.Events, LedgerCursor.Parse(at), size, newestFirst);
                Assert.Equal(starts.Count == 0 ? null : starts[^1], slice.Previous);
                Assert.Equal(seen.Count + 1, slice.First);
                starts.Add(at);
                seen.AddRange(slice.Rows);
                at = slice.Next;
            }

            Assert.Equal(newestFirst ? shipped.Events.Reverse() : shipped.Events, seen);
        },
        iter: 20);

    [Fact]
    public void A_place_outlives_its_row()
    {
        LedgerSlice second = LedgerSlice.Of(shipped.Events, LedgerCursor.Of(shipped.Events[9]), 5, newestFirst: false);
        Assert.Equal(shipped.Events[10..15], second.Rows);
        Assert.Equal(second.Rows, LedgerSlice.Of(shipped.Events.RemoveAt(9), LedgerCursor.Of(shipped.Events[9]), 5, newestFirst: false).Rows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2020-11-03")]
    [InlineData("2020-11-03_")]
    [InlineData("2020-13-03_x")]
    [InlineData("rows after 2020")]
    public void What_is_no_place_is_none(string text) => Assert.Null(LedgerCursor.Parse(text));

    static IEnumerable<string> Ask(LedgerQuestion question) => question.Read(small).Of(small).Select(e => e.Id);
}
