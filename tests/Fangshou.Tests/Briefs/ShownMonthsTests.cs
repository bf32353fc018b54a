using System.Text.RegularExpressions;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Phases;

namespace Fangshou.Tests.Briefs;

public class ShownMonthsTests
{
    static readonly Month from = Month.Of(2022, 1), to = Month.Of(2023, 6);

    [Fact]
    public void A_figure_of_some_months_marks_the_events_of_those_months_alone()
    {
        FigureLayout layout = new(BriefSample.Brief.Lead, new PhaseFigureOptions { From = from, To = to, Standalone = false });
        Assert.Equal((from, to), (layout.Months[0].Month, layout.Months[^1].Month));
        Assert.NotEmpty(layout.Marks);
        Assert.All(layout.Marks, mark => Assert.InRange(mark.Event.Month.Index, from.Index, to.Index));
        Assert.Equal((from, to), (layout.Bands[0].From, layout.Bands[^1].To));
        Assert.Null(layout.Provisional);
    }

    [Fact]
    public void Months_outside_the_record_leave_one_to_be_drawn()
    {
        Assert.Single(new FigureLayout(BriefSample.Brief.Lead, new PhaseFigureOptions { To = Month.Of(1990, 1) }).Months);
        Assert.Single(new FigureLayout(BriefSample.Brief.Lead, new PhaseFigureOptions { From = Month.Of(2090, 1) }).Months);
    }

    [Fact]
    public void The_page_of_some_months_differs_in_its_figures_alone()
    {
        string whole = HtmlPage.Body(BriefSample.Brief, Language.English), some = HtmlPage.Body(BriefSample.Brief, Language.English, new MonthInterval(from, to));
        Assert.NotEqual(whole, some);
        Assert.Equal(WithoutFigures(whole), WithoutFigures(some));
        Assert.DoesNotContain("Jul 2023", string.Concat(Regex.Matches(some, "<svg.*?</svg>", RegexOptions.Singleline, TimeSpan.FromSeconds(5)).SelectMany(m => Regex.Matches(m.Value, "<(?:a|rect)[^>]*><title>.*?</title>", RegexOptions.None, TimeSpan.FromSeconds(5))).Select(m => m.Value)), StringComparison.Ordinal);
    }

    static string WithoutFigures(string page) => Regex.Replace(page, "<svg.*?</svg>", "", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
}
