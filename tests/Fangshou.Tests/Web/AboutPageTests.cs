using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Knowledge;

namespace Fangshou.Tests.Web;

public class AboutPageTests
{
    [Fact]
    public void Links_to_files_of_the_repository_become_their_names()
    {
        string html = Handbook.ToHtml("# Title\n\nSee [signals](method/signals.md#offset), [data](../data/README.md), [below](#end) and [home](https://example.org/).\n\n## End\n", "x");
        Assert.Equal("<p>See signals (docs/method/signals.md), data (data/README.md), <a href=\"#x-end\">below</a> and <a href=\"https://example.org/\">home</a>.</p>\n<h3 id=\"x-end\">End</h3>\n", html);
    }

    [Fact]
    public void Markup_in_a_page_stays_text() =>
        Assert.Equal("<p>&lt;script&gt;alert(1)&lt;/script&gt; *</p>\n", Handbook.ToHtml("<script>alert(1)</script> \\*\n", "x"));

    [Fact]
    public void Glossary_and_issues_are_those_of_the_repository()
    {
        Assert.Contains("<td>钟摆</td>", Handbook.Glossary, StringComparison.Ordinal);
        Assert.Contains("<strong>The ledger was written with hindsight.</strong>", Handbook.KnownIssues, StringComparison.Ordinal);
        Assert.DoesNotMatch("href=\"(?!#|https?://)", Handbook.Glossary + Handbook.KnownIssues);
        Assert.Equal("Apache-2.0", Handbook.Citation("license"));
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", Handbook.Citation("date-released"));
    }

    [Theory]
    [InlineData(2020)]
    [InlineData(2026)]
    public void Coverage_counts_each_row_once_in_each_of_its_root_sectors(int year)
    {
        LedgerAsOf ledger = PackageFolder.At(null).Read().AsOf(new AsOf(new DateOnly(year, 7, 2)));
        Coverage coverage = Coverage.Of(ledger);
        Assert.Equal(year, coverage.LastYear);
        Assert.Equal(
            ledger.Events.Sum(e => e.Sectors.Select(s => ledger.Codebook.Sectors.Root(s)).Distinct().Count()),
            coverage.Sectors.Sum(s => s.Rows.Sum()));
        Assert.All(coverage.Sectors, s => Assert.Equal(coverage.LastYear - coverage.FirstYear + 1, s.Rows.Length));
    }

    [Fact]
    public void A_larger_number_is_never_paler()
    {
        int[] shades = [.. Enumerable.Range(0, 200).Select(Coverage.Shade)];
        Assert.Equal(shades.Order(), shades);
        Assert.Equal(Enumerable.Range(0, Coverage.Shades), shades.Distinct());
    }
}
