using System.Globalization;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>Roles and moments in words.</summary>
static class RoleWords
{
    /// <summary>What a role is called.</summary>
    public static string Name(PageContext here, Role role) => role switch
    {
        Role.Reader => here.Say("reader", "读者"),
        Role.Editor => here.Say("editor", "编辑"),
        Role.Reviewer => here.Say("reviewer", "审核人"),
        _ => here.Say("admin", "管理员"),
    };

    /// <summary>What it allows.</summary>
    public static string May(PageContext here, Role role) => role switch
    {
        Role.Reader => here.Say("reads", "可阅读"),
        Role.Editor => here.Say("reads and proposes changes", "可阅读、提出修改"),
        Role.Reviewer => here.Say("reads, proposes, approves and rejects", "可阅读、提出修改、批准或驳回"),
        _ => here.Say("may do everything, and manages users", "拥有全部权限，并管理用户"),
    };

    /// <summary>A moment to the minute.</summary>
    public static string Moment(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
