using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Pages;

namespace Fangshou.Tests.Web;

public class LedgerViewTests
{
    static readonly LedgerAsOf ledger = PackageFolder.At(null).Read().AsOf(AsOf.Latest);

    [Fact]
    public void Parts_of_a_cell_are_chosen_one_by_one()
    {
        Assert.Equal("CN/gaming/minors-protection", Of("?jurisdiction=CN&sector=gaming&area=minors-protection").Question.Cell);
        Assert.Equal("CN/*/minors-protection", Of("?jurisdiction=CN&area=minors-protection").Question.Cell);
        Assert.Equal("*/gaming", Of("?sector=gaming").Question.Cell);
        Assert.Equal("CN", Of("?jurisdiction=CN").Question.Cell);
        Assert.Equal("", Of("").Question.Cell);
    }

    [Fact]
    public void The_newest_rows_come_first_unless_asked_otherwise()
    {
        Assert.Equal(ledger.Events[^1], Of("").Rows.Rows[0]);
        Assert.Equal(ledger.Events[0], Of("?order=oldest").Rows.Rows[0]);
        Assert.Equal(50, Of("").Rows.Rows.Length);
    }

    [Fact]
    public void Downloads_ask_the_same_question() => Assert.Equal(
        "/ledger.csv?cell=CN%2Fgaming&from=2021&direction=tighten&direction=ease&severity-min=3&search=%E5%87%BA%E7%89%88&asOf=2022-01-01",
        Of("?jurisdiction=CN&sector=gaming&from=2021&direction=tighten&direction=ease&severity-min=3&search=%E5%87%BA%E7%89%88").Address("/ledger.csv", "2022-01-01"));

    [Fact]
    public void Values_that_make_no_sense_are_all_named()
    {
        string message = Assert.Throws<RefusedException>(() => Of("?sector=chess&order=size&after=7&kind=rumour")).Message;
        Assert.All(["'chess' is not a known sector", "order: 'size'", "after: '7'", "kind: 'rumour'"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_keep_each_of_several_values() =>
        Assert.Equal("/ledger?kind=action&kind=signal&after=x", Asked.For("/ledger", "?kind=action&kind=signal").Here(("after", "x")));

    static LedgerView Of(string query) => LedgerView.Of(Asked.For("/ledger", query), ledger);
}
