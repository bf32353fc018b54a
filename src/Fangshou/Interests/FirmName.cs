namespace Fangshou.Interests;

/// <summary>How the names in the column of firms are read: units are counted with their firm, groups are told apart from firms.</summary>
public static class FirmName
{
    static readonly string[] groupWords = ["companies", "dragons", "enterprises", "firms", "industry", "institutions", "sector", "start-ups", "teams", "vendors"];

    /// <summary>The firm of a name: without the unit, fund or other name in brackets at its end, as in Alibaba (Youku).</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int bracket = name.EndsWith(')') ? name.LastIndexOf(" (", StringComparison.Ordinal) : -1;
        return bracket > 0 ? name[..bracket] : name;
    }

    /// <summary>What stands in brackets at the end of a name; empty when nothing does.</summary>
    public static string Unit(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string firm = Of(name);
        return firm.Length == name.Length ? "" : name[(firm.Length + 2)..^1];
    }

    /// <summary>True for a name that stands for many firms, such as AI firms in Anhui: one of its words is a plural of the kind.</summary>
    public static bool IsGroup(string name) => Of(name).Split(' ', ',').Any(word => groupWords.Contains(word, StringComparer.OrdinalIgnoreCase));
}
