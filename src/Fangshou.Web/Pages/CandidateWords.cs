using System.Globalization;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>What candidates and revisions are called on pages.</summary>
static class CandidateWords
{
    public static string Name(PageContext here, CandidateState state) => state switch
    {
        CandidateState.Waiting => here.Say("waiting", "待审"),
        CandidateState.Approved => here.Say("approved", "已批准"),
        _ => here.Say("rejected", "已驳回"),
    };

    public static string Name(PageContext here, RevisionKind kind) => kind switch
    {
        RevisionKind.Created => here.Say("a new row", "新增一条"),
        RevisionKind.Edited => here.Say("an edit", "修改"),
        _ => here.Say("to retire a row", "停用一条"),
    };

    public static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Path of the page of a row; null where its table has none.</summary>
    public static string? Page(string table, string key) => table == "events.csv" ? $"/events/{Uri.EscapeDataString(key)}" : null;
}
