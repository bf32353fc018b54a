using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>Rows of the ledger.</summary>
static class EventsApi
{
    const int PageLength = 100, LongestPage = 1000;

    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listEvents", ["/events"], "Lists the events of a cell, oldest first.", "ledger-list", List)
        {
            Description = "As the command ledger list. Long lists come in pages: follow the Link header whose rel is next.",
            Pages = ["/ledger"],
            Own =
            [
                new("cell", "Jurisdiction/sector/area; * = all.") { Example = "CN/gaming" },
                new("from", "First day, month or year.") { Example = "2021-06-01" },
                new("to", "Last day, month or year.") { Example = "2021-12-31" },
                new("direction", "Only these.") { Allowed = [.. Enum.GetValues<Direction>().Select(Json.Word)], Many = true },
                new("kind", "Only these.") { Allowed = [.. Enum.GetValues<EventKind>().Select(Json.Word)], Many = true },
                new("actor", "Acts of this body, by its id.") { Many = true, Example = "SAMR" },
                new("severity-min", "At least this severe.") { Range = (1, 5), Default = "1" },
                new("confidence-min", "At least this well sourced.") { Allowed = [.. Enum.GetValues<Confidence>().Select(Json.Word)], Default = "low" },
                new("search", "Words that must all occur, in English or Chinese: in title, id, targets or names.") { Example = "ant group" },
                new("limit", "Events on a page; files hold all unless it is given.") { Range = (1, LongestPage), Default = PageLength.ToString(CultureInfo.InvariantCulture) },
                new("cursor", "Where to go on, from the Link header of the page before."),
            ],
        },
        new("getEvent", ["/events/{id}"], "One event with all fields and sources, and its neighbours in time.", "ledger-show", One)
        {
            Description = "As the command ledger show.",
            Pages = ["/events/{id}"],
            Own = [new("cell", "Cell of the neighbours; the event's jurisdiction and first sector unless given.") { Example = "CN/platform-economy" }],
        },
    ];

    static Task<ApiAnswer> List(ApiRequest request)
    {
        LedgerAsOf ledger = request.Ledger;
        string? cell = request.Text("cell");
        LedgerQuery query = request.Try(
            () => new LedgerQuestion
            {
                Cell = cell ?? "",
                From = request.Text("from") ?? "",
                To = request.Text("to") ?? "",
                Directions = request.Texts("direction"),
                Kinds = request.Texts("kind"),
                Actors = request.Texts("actor"),
                SeverityMin = request.Whole("severity-min", 1).ToString(CultureInfo.InvariantCulture),
                ConfidenceMin = request.Text("confidence-min") ?? "",
                Search = request.Text("search") ?? "",
            }.Read(ledger),
            new LedgerQuery());
        int limit = request.Whole("limit", request.IsFile ? int.MaxValue : PageLength);
        string asked = request.Fingerprint("cursor");
        int place = request.Text("cursor") is { } cursor ? request.Try(() => Cursor.Read(cursor, asked), 0) : 0;
        request.Check();

        ImmutableArray<Event> events = query.Of(ledger);
        ImmutableArray<Event> page = [.. events.Skip(place).Take(limit)];
        return Task.FromResult(new ApiAnswer(EventReply.List(ledger, cell, page), "events" + (cell is null ? "" : $" {cell}"))
        {
            Next = place + page.Length < events.Length ? Cursor.At(place + page.Length, asked) : null,
        });
    }

    static Task<ApiAnswer> One(ApiRequest request)
    {
        Event shown = EventReply.Find(request.Part("id"), request.Observatory.Ledger, request.Ledger);
        Cell cell = request.Text("cell") is { } text ? request.Try(() => Cell.Parse(text, request.Ledger.Codebook), default, "cell") : EventReply.CellOf(shown);
        request.Check();
        (ImmutableArray<Event> before, ImmutableArray<Event> after) = EventReply.Neighbours(request.Ledger, shown, cell);
        return Task.FromResult(new ApiAnswer(EventReply.One(request.Ledger, shown, cell, before, after), $"event {shown.Id}"));
    }
}
