using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>How strict jurisdictions are, area by area.</summary>
static class ComparisonsApi
{
    const int LeastFigureWidth = 1000, FigureNames = 160, FigureColumn = 280;

    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("compareJurisdictions", ["/comparisons"], "How strict jurisdictions are, area by area: rules in force, first rules, enforcement, money, shares; each with its interval and rows.", "compare", Compare)
        {
            Description = "As the command compare.",
            Pages = ["/compare"],
            Own =
            [
                new("jurisdictions", "Two to eight, with commas between; the statements are about the first.") { Default = "CN,US,EU", Example = "CN,US" },
                new("sector", "Only this sector, with those below it.") { Example = "ai" },
                new("area", "One area in detail: an area, all, or outside-content."),
                new("from", "First day, month or year of the window of rates and shares; five years before the day of knowledge unless given.") { Example = "2021" },
            ],
        },
    ];

    static Task<ApiAnswer> Compare(ApiRequest request)
    {
        ImmutableArray<string> jurisdictions = [.. (request.Text("jurisdictions") ?? "CN,US,EU").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        DateOnly? from = request.Text("from") is { } text ? request.Try(() => (DateOnly?)DateText.First(text, "from"), null) : null;
        List<string> faults = [];
        StrictnessQuestion? question = StrictnessQuestion.Read(request.Ledger, jurisdictions, request.Text("sector"), request.Text("area"), from, static what => what, faults);
        foreach (string fault in faults)
            request.Fault(fault);
        request.Check();
        StrictnessReport report = StrictnessReport.Of(request.Ledger, request.Observatory.Package.RuleLinks(), question!, request.Language);
        string all = string.Join(", ", question!.Jurisdictions);
        if (report.IsEmpty)
            throw new RefusedException(Fault.NotFound, $"none of {all} had a tightening act{(question.Sector is null ? "" : $" on {question.Sector}")} by {request.Day}.");
        if (question.Area is { } wanted && !report.Comparison.Areas.Contains(wanted))
            throw new RefusedException(Fault.NotFound, $"none of {all} has a tightening act in {wanted} by {request.Day}; there are {string.Join(", ", report.Comparison.Areas)}.");
        int width = Math.Max(LeastFigureWidth, FigureNames + (FigureColumn * report.Columns.Length));
        return Task.FromResult(new ApiAnswer(CompareReply.Of(report, [], []), $"comparison {all}")
        {
            Figure = new(language => report.Svg(new ChartOptions { Language = language, Width = width }), language => report.Png(new ChartOptions { Language = language, Width = width })),
        });
    }
}
