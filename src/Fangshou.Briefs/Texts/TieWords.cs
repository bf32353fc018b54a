using System.Globalization;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Numerics;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>How ties are told.</summary>
/// <param name="language">In which language.</param>
public sealed class TieWords(Language language)
{
    string Say(string english, string chinese) => language == Language.Chinese ? chinese : english;

    /// <summary>A role in words; the id itself when it is none of the codebook's.</summary>
    public string Role(string role) => role switch
    {
        "policy-maker" => Say("policy maker", "政策制定者"),
        "incubator" => Say("incubator", "孵化者"),
        "investor" => Say("investor", "投资者"),
        "research-supplier" => Say("research supplier", "科研供给者"),
        "customer" => Say("customer", "客户"),
        "golden-share" => Say("golden share", "特殊管理股"),
        "tax-base" => Say("tax base", "税基"),
        "employer" => Say("jobs", "就业依赖"),
        "court-protection" => Say("court protection", "司法保护"),
        _ => role,
    };

    /// <summary>The letter that stands for a role in pictures.</summary>
    public static string Letter(string role) => role switch
    {
        "policy-maker" => "P",
        "incubator" => "N",
        "investor" => "I",
        "research-supplier" => "R",
        "customer" => "C",
        "golden-share" => "G",
        "tax-base" => "T",
        "employer" => "E",
        "court-protection" => "J",
        _ => "?",
    };

    /// <summary>A sort of public body.</summary>
    public string Kind(HolderKind kind) => kind switch
    {
        HolderKind.Locality => Say("local government", "地方政府"),
        HolderKind.Centre => Say("leaders and ministries", "中央领导与部委"),
        HolderKind.Several => Say("several bodies together", "多个公共机构"),
        HolderKind.Fund => Say("state fund", "国家基金"),
        HolderKind.StateFirm => Say("state firm", "国有企业"),
        HolderKind.Court => Say("court", "法院"),
        _ => Say("laboratory or university", "科研机构与高校"),
    };

    /// <summary>What a node of the network is.</summary>
    public string Kind(TieNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Kind is { } kind ? Kind(kind) : node.IsGroup ? Say("group of firms", "企业群体") : Say("firm", "企业");
    }

    /// <summary>Names of the parts of an alignment.</summary>
    public string[] AlignmentColumns =>
    [
        Say("cell", "单元"), Say("firms", "企业"), Say("index", "指数"), Say("range", "范围"), Say("reach", "覆盖率"), Say("bond", "纽带"), Say("roles", "角色"),
        Say("places", "地方"), Say("local share", "地方占比"), Say("bodies", "机构"), Say("concentr.", "集中度"),
    ];

    /// <summary>An alignment in its parts.</summary>
    public static string[] Parts(Cell cell, Alignment alignment)
    {
        ArgumentNullException.ThrowIfNull(alignment);
        return
        [
            cell.ToString(), Invariant($"{alignment.Firms}"), Number(alignment.Index), $"{Two(alignment.IndexAtWeakStep)}–{Two(alignment.IndexAtStrongStep)}",
            Share(alignment.Reach), Number(alignment.BondOfReached), One(alignment.RolesPerFirm.Value), One(alignment.LocalitiesPerReached),
            Share(alignment.LocalShare), Invariant($"{alignment.Holders}"), Two(alignment.Concentration),
        ];
    }

    /// <summary>What the table of alignments shows.</summary>
    public string AlignmentCaption => Say("Alignment of local governments with the firms that a tie names; 95 % intervals", "地方政府与有记录企业的利益一致程度（95% 区间）");

    /// <summary>What the parts of an alignment mean, and what they leave out.</summary>
    public string AlignmentNote => Say(
        "Index = reach × bond: the mean local bond of all firms that any tie in force names, 0 to 1; in brackets its bootstrap interval, then its range if a tie bound less or more.\n" +
        "Roles: distinct roles of all public bodies a firm, weighted by strength. Places: local governments a reached firm. Local share: of the strength of local governments and the centre.\n" +
        "Concentration: 1 when one body holds everything. A firm without a sourced tie is in no denominator, so reach is too high as a share of all firms.",
        "指数 = 覆盖率 × 纽带：所有有现行联系企业的平均地方纽带，0 至 1；括号内为自助法区间，其后为联系约束力更弱或更强时的范围。\n" +
        "角色：每家企业的加权角色数。地方：每家被覆盖企业的地方政府数。地方占比：地方政府与中央强度之和中的地方份额。\n" +
        "集中度：全部由一个机构持有时为 1。没有来源记录的企业不在分母中，因此覆盖率高于全部企业的真实比例。");

    /// <summary>A number of 0 to 1.</summary>
    public static string Two(double x) => double.IsFinite(x) ? x.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    /// <summary>A small number.</summary>
    public static string One(double x) => double.IsFinite(x) ? x.ToString("0.0", CultureInfo.InvariantCulture) : "–";

    /// <summary>A share of a sector's bonds.</summary>
    public static string BondShare(double share) => double.IsFinite(share) ? Invariant($"{100 * share:0.00} %") : "–";

    /// <summary>By how many points a firm's share changes.</summary>
    public static string Points(FirmStanding firm)
    {
        ArgumentNullException.ThrowIfNull(firm);
        return double.IsFinite(firm.ShareAfter) ? (100 * (firm.ShareAfter - firm.ShareBefore)).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) : "–";
    }

    /// <summary>The largest rise first, the largest fall last.</summary>
    public static IEnumerable<FirmStanding> Ordered(Withdrawal sector)
    {
        ArgumentNullException.ThrowIfNull(sector);
        return sector.Standings.OrderByDescending(firm => firm.ShareAfter - firm.ShareBefore).ThenBy(firm => firm.Firm, StringComparer.Ordinal);
    }

    static string Number(Bracketed x) => !double.IsFinite(x.Value) ? "–" : double.IsFinite(x.Low) ? $"{Two(x.Value)} ({Two(x.Low)}–{Two(x.High)})" : Two(x.Value);

    static string Share(Bracketed x) => !double.IsFinite(x.Value) ? "–"
        : Invariant($"{100 * x.Value:0} %") + (double.IsFinite(x.Low) ? Invariant($" ({100 * x.Low:0}–{100 * x.High:0})") : "");
}
