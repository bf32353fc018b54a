using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Dockets;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>Counts of suits.</summary>
static class CourtsApi
{
    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listCourts", ["/courts"], "Counts of suits: how many for each judge, how many the claimant wins, and the base rates beside.", "courts", List)
        {
            Description = "As the command courts.",
            Pages = ["/courts"],
            Own =
            [
                new("cell", "Only courts of this jurisdiction.") { Example = "CN-GD" },
                new("claimant", "Only claimants whose name holds this.") { Example = "Tencent" },
            ],
        },
    ];

    static Task<ApiAnswer> List(ApiRequest request)
    {
        Cell? cell = request.Text("cell") is { } text ? request.Try(() => (Cell?)Cell.Parse(text, request.Ledger.Codebook), null, "cell") : null;
        string? claimant = request.Text("claimant");
        request.Check();
        ImmutableArray<Docket> all = request.Observatory.Package.Dockets(request.Day);
        if (all.IsEmpty)
            throw new RefusedException(Fault.NotFound, $"no docket is known as of {request.Day}; dockets are the rows of dockets.csv.");
        return Task.FromResult(new ApiAnswer(CourtReply.Of(request.Ledger, cell, claimant, CourtReport.Of(request.Ledger, all, cell, claimant, "cell")), "courts"));
    }
}
