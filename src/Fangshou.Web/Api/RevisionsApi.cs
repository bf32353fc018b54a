using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>Every change that was ever made.</summary>
static class RevisionsApi
{
    const int PageLength = 100, LongestPage = 1000;

    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listRevisions", ["/revisions"], "Lists the revisions of the ledger after one, oldest first.", "revisions", List)
        {
            Description = "The first ones made the workspace from its package. Long lists come in pages: follow the Link header whose rel is next. Whoever keeps a copy asks for those after the last one that he knows.",
            IsOfDesk = true,
            Own =
            [
                new("after", "Only of a higher number.") { Range = (0, int.MaxValue), Default = "0" },
                new("table", "Only of this table.") { Example = "events.csv" },
                new("key", "Only of the row of this key.") { Example = "cn-2020-11-03-ant-ipo-suspended" },
                new("limit", "How many on a page.") { Range = (1, LongestPage), Default = PageLength.ToString(CultureInfo.InvariantCulture) },
            ],
        },
    ];

    static async Task<ApiAnswer> List(ApiRequest request)
    {
        int after = request.Whole("after", 0), limit = request.Whole("limit", PageLength);
        request.Check();
        long newest = await request.Workspace.RevisionAsync(request.Cancellation);
        ImmutableArray<Revision> found = await request.Workspace.RevisionsAsync(after, limit + 1, request.Text("table"), request.Text("key"), request.Cancellation);
        ImmutableArray<Revision> page = [.. found.Take(limit)];
        return new ApiAnswer(DeskReplies.Revisions(request.Observatory.Ledger.DataVersion, newest, page), "revisions")
        {
            NextKey = "after",
            Next = found.Length > limit ? page[^1].Number.ToString(CultureInfo.InvariantCulture) : null,
            State = newest.ToString(CultureInfo.InvariantCulture),
        };
    }
}
