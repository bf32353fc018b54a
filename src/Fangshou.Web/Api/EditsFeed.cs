using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Store;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Fangshou.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Web.Api;

/// <summary>What was changed in the ledger, newest first: one entry for each suggestion that was approved.</summary>
static class EditsFeed
{
    public const string Address = "/ledger/edits.atom";

    const int MostRevisions = 1000, LongestCell = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, static async (HttpContext context, WorkspaceOpening opening) =>
    {
        ApiRequest request = new(context, ApiParameter.OfDesk, isFile: true);
        request.Check();
        ImmutableArray<Revision> edits = await opening.Require().EditsAsync(MostRevisions, context.RequestAborted);
        // The address of the site is in it, and whether it is new is told by its last revision.
        if (Delivery.IsKnown(context, request, "atom", edits.IsEmpty ? "" : edits[0].Number.ToString(CultureInfo.InvariantCulture)))
            return;
        AtomFeed feed = new("ledger/edits", request.Page.Say("Fangshou: edits of the ledger", "放收：台账改动"), "/ledger", Entries(request.Page, edits));
        await Delivery.Send(context, "application/atom+xml; charset=utf-8", feed.Write(new Uri($"{context.Request.Scheme}://{context.Request.Host}"), context.Request.Path.ToUriComponent() + context.Request.QueryString));
    }).WithMetadata(new ReadAnewAttribute());

    /// <summary>One entry for each candidate; one that the list may have cut through is left out.</summary>
    internal static ImmutableArray<AtomEntry> Entries(PageContext here, ImmutableArray<Revision> edits)
    {
        IGrouping<long, Revision>[] groups = [.. edits.GroupBy(edit => edit.Candidate!.Value)];
        return [.. (edits.Length == MostRevisions && groups.Length > 1 ? groups[..^1] : groups).Select(group => Entry(here, group))];
    }

    static AtomEntry Entry(PageContext here, IGrouping<long, Revision> group)
    {
        Revision first = group.OrderBy(edit => edit.Number).First();
        string what = first.Kind switch
        {
            RevisionKind.Created => here.Say("new row", "新增"),
            RevisionKind.Edited => here.Say("edited", "修改"),
            _ => here.Say("retired", "停用"),
        };
        string cells = first.Kind == RevisionKind.Edited
            ? string.Join(" ", group.OrderBy(edit => edit.Number).Select(edit => $"{edit.Column}: {Texts.Printable(edit.Old ?? "", LongestCell)} → {Texts.Printable(edit.New ?? "", LongestCell)};"))
            : first is { Kind: RevisionKind.Retired, New: { } successor } ? here.Say($"its place is taken by {successor};", $"由 {successor} 替代；") : "";
        return new AtomEntry(
            // Its name for good; whoever follows it comes to the history of the row.
            CandidateWords.Page(first.Table, first.Key) is { } page ? string.Create(CultureInfo.InvariantCulture, $"{page}#suggestion-{group.Key}") : string.Create(CultureInfo.InvariantCulture, $"/ledger/review/{group.Key}"),
            $"{first.Table} {Texts.Printable(first.Key)}: {what}", first.At, first.At,
            $"{cells} {here.Say("Why:", "理由：")} {first.Why} {here.Say("Source:", "依据：")} {first.Source} ({first.Who})".Trim());
    }
}
