using Fangshou.Interests;

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
}
