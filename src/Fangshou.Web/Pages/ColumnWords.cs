using System.Collections.Immutable;
using System.Text.Json;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>What a column of a table is called and holds, for people.</summary>
/// <param name="Label">Its name in words.</param>
/// <param name="Help">What goes into it, in a sentence; empty when nothing is known.</param>
/// <param name="IsEnglish">True when there are only English words, or the column's own name.</param>
/// <param name="IsRequired">True when it may not be empty.</param>
public sealed record ColumnWords(string Label, string Help, bool IsEnglish, bool IsRequired)
{
    static readonly ImmutableDictionary<string, (string English, string Chinese, string HelpEnglish, string HelpChinese)> ofEvents = new Dictionary<string, (string, string, string, string)>(StringComparer.Ordinal)
    {
        ["id"] = ("Id", "编号", "Small letters, digits and hyphens: country, date, a few words, such as cn-2020-11-03-ant-ipo-suspended. It is never used again.", "小写字母、数字与连字符：国家、日期、几个词，如 cn-2020-11-03-ant-ipo-suspended。编号永不重用。"),
        ["date"] = ("Date", "日期", "When it happened or took effect, such as 2020-11-03; of a month, quarter or year its first day.", "发生或生效之日，如 2020-11-03；只知月、季、年时写其首日。"),
        ["date_precision"] = ("How exact the date is", "日期精度", "", ""),
        ["jurisdiction"] = ("Jurisdiction", "法域", "Whose authority: a country, the EU, or a province or state.", "何地的权力：国家、欧盟，或省、州。"),
        ["kind"] = ("Kind", "类别", "What sort of thing it is.", "属于何种事件。"),
        ["sectors"] = ("Sectors", "行业", "The trades it touches, the main one first.", "涉及的行业，主要的在前。"),
        ["areas"] = ("Areas", "领域", "What the rule protects, the main one first.", "规则所保护的领域，主要的在前。"),
        ["actor"] = ("Who acted", "主体", "Ids of the table actors; a joint act lists all. Beside those listed, PUBLIC:name, FIRM:name and LOCAL:name may be written.", "主体表中的编号；联合行为全部列出。此外可写 PUBLIC:名称、FIRM:名称、LOCAL:名称。"),
        ["actor_level"] = ("Tier of the actor", "主体层级", "Its tier in this act.", "在此行为中的层级。"),
        ["targets"] = ("Whom it falls on", "对象", "Firms or groups, separated by semicolons; empty means the whole sector.", "企业或群体，以分号隔开；空白表示整个行业。"),
        ["instrument"] = ("Form", "形式", "The form it took.", "采取的形式。"),
        ["direction"] = ("Direction", "方向", "Which way it pushes the sector. Incidents and market rows push neither way.", "推动行业的方向。风险事件与市场反应为“无”。"),
        ["severity"] = ("Severity", "力度", "1 a word, 2 a soft act, 3 a binding rule of ordinary weight or a penalty on one firm, 4 a sector-wide limit, a campaign or a record penalty, 5 existential (of tightening; the page of a row tells the words of the other scales).", "收紧：1 言辞，2 柔性措施，3 一般约束性规则或对单个企业的处罚，4 全行业限制、专项行动或创纪录处罚，5 关乎存亡（其余量表见各条记录的页面）。"),
        ["amount"] = ("Amount", "金额", "Money, in units of the currency, plain digits; empty if none.", "以货币单位计的数字；无则留空。"),
        ["currency"] = ("Currency", "货币", "Three letters, such as CNY; only with an amount.", "三个字母，如 CNY；仅与金额并用。"),
        ["until"] = ("Ended on", "结束日期", "The day it ended, for what lasts, such as a freeze or a ban; empty while in force.", "持续性措施（如冻结、禁令）结束之日；仍有效则留空。"),
        ["title"] = ("Title", "标题", "One sentence in our own words, in English, at most 160 characters.", "自己的一句话，用英文，至多 160 个字符。"),
        ["source_url"] = ("Address of the source", "来源网址", "Where the row can be checked, beginning with https:// or http://.", "可供核对的网址，以 https:// 或 http:// 开头。"),
        ["source_publisher"] = ("Publisher", "发布者", "Who says so.", "出处。"),
        ["source_url_2"] = ("Address of a second source", "第二来源网址", "An independent one, if any.", "独立的第二来源，如有。"),
        ["confidence"] = ("Confidence", "可信度", "High: two independent sources or an official text. Medium: one good source. Low: one weak source, or memory.", "高：两个独立来源或官方文本；中：一个可靠来源；低：单一薄弱来源或凭记忆。"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The words of each column of a table; of a table other than that of events those of the package's description.</summary>
    internal static ImmutableDictionary<string, ColumnWords> Of(PageContext here, WorkspacePackage package, WorkspaceTable table)
    {
        Dictionary<string, (string Help, bool IsRequired)> described = Described(package, table.Path);
        return table.Columns.ToImmutableDictionary(column => column, column => table.Path == "events.csv" && ofEvents.TryGetValue(column, out (string English, string Chinese, string HelpEnglish, string HelpChinese) words)
            ? new ColumnWords(here.Say(words.English, words.Chinese), here.Say(words.HelpEnglish, words.HelpChinese), false, described.GetValueOrDefault(column).IsRequired)
            : new ColumnWords(column, described.GetValueOrDefault(column).Help ?? "", true, described.GetValueOrDefault(column).IsRequired));
    }

    /// <summary>What a column is called, for a list of changes.</summary>
    internal static string Name(PageContext here, string table, string column) =>
        table == "events.csv" && ofEvents.TryGetValue(column, out (string English, string Chinese, string, string) words) ? here.Say(words.English, words.Chinese) : column;

    static Dictionary<string, (string Help, bool IsRequired)> Described(WorkspacePackage package, string path)
    {
        Dictionary<string, (string, bool)> all = new(StringComparer.Ordinal);
        if (package.Bytes("datapackage.json") is not { } bytes)
            return all;
        using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        foreach (JsonElement resource in Items(document.RootElement, "resources").Where(resource => Text(resource, "path") == path && resource.TryGetProperty("schema", out _)))
            foreach (JsonElement field in Items(resource.GetProperty("schema"), "fields"))
                all[Text(field, "name")] = (Text(field, "description"), field.TryGetProperty("constraints", out JsonElement constraints) && constraints.ValueKind == JsonValueKind.Object && constraints.TryGetProperty("required", out JsonElement required) && required.ValueKind == JsonValueKind.True);
        return all;
    }

    static IEnumerable<JsonElement> Items(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object)] : [];

    static string Text(JsonElement of, string name) => of.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
