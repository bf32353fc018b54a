using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Web.Pages;

/// <summary>What the ledger check found, in the language of the page.</summary>
static class FindingWords
{
    /// <summary>What is wrong and what would be allowed. In Chinese by the rule; the check itself speaks English.</summary>
    public static string Of(PageContext here, Finding finding)
    {
        string allowed = finding.Allowed.IsEmpty || finding.Message.Contains(finding.Allowed[0], StringComparison.Ordinal) ? "" : here.Say($" Allowed, or nearest: {string.Join(", ", finding.Allowed)}.", "");
        return here.Say(finding.Message + allowed, Chinese(finding));
    }

    /// <summary>Each fault once: the codebook finds it by its rule, and the description of a table may find it again in general words.</summary>
    public static ImmutableArray<Finding> Once(IEnumerable<Finding> findings) =>
    [
        .. findings.GroupBy(finding => (finding.Row, finding.Column, finding.Value))
            .SelectMany(of => of.Where(finding => !IsGeneral(finding.Rule) || of.All(other => IsGeneral(other.Rule))).OrderBy(finding => finding.Allowed.IsEmpty).DistinctBy(finding => finding.Rule))
            .Order(),
    ];

    static bool IsGeneral(string rule) => rule is Rules.Reference or Rules.Pattern or Rules.CellLength;

    static string Chinese(Finding finding)
    {
        string what = finding.Value.Length > 0 ? $"“{finding.Value}”：" : "";
        string allowed = finding.Allowed.IsEmpty ? "" : $" 允许或最接近的值：{string.Join("、", finding.Allowed)}。";
        return what + (finding is { Rule: Rules.Required, Column: "" } ? "没有任何改动，各单元格已是如此。" : Rule(finding.Rule)) + allowed;
    }

    static string Rule(string rule) => rule switch
    {
        Rules.MissingFile => "数据包中没有此表。",
        Rules.EmptyFile => "文件没有表头。",
        Rules.FileLength or Rules.LineLength => "文件或行过长。",
        Rules.ByteOrderMark => "文件带有字节顺序标记（BOM）。",
        Rules.Encoding => "不是有效的 UTF-8 文本。",
        Rules.NulByte => "含有空字节。",
        Rules.Quote => "引号使用有误。",
        Rules.EndsInMidRow => "文件在一行中间结束。",
        Rules.MissingColumn => "缺少此列。",
        Rules.UnknownColumn => "表中没有此列。",
        Rules.DuplicateColumn => "此列出现两次。",
        Rules.CellCount => "单元格数目与表头不符。",
        Rules.Required => "不能为空。",
        Rules.CellLength => "文本过长。",
        Rules.TitleLength => "标题超过 160 个字符。",
        Rules.ControlCharacter => "含有控制字符或换行。",
        Rules.Formula => "电子表格会把此文本当作公式执行。",
        Rules.Date => "不是形如 2020-11-03 的日期。",
        Rules.Precision => "日期不是其精度所指时段的首日。",
        Rules.Order => "结束早于开始。",
        Rules.Number => "不是普通数字。",
        Rules.Range => "数值超出范围。",
        Rules.AmountCurrency => "金额与货币须同时填写。",
        Rules.Vocabulary => "词表中没有此值。",
        Rules.Id => "编号格式不符，或不可更改。",
        Rules.DuplicateId => "此编号已被使用，或同一行被改动两次。",
        Rules.Reference => "所引用的记录不存在。",
        Rules.Cycle => "成为自身的上级。",
        Rules.Address => "不是 http 或 https 网址。",
        Rules.Sourced => "没有来源的记录，其可信度只能为低。",
        Rules.Direction => "风险事件与市场反应的方向须为“无”。",
        Rules.Pattern => "格式不符。",
        Rules.Description => "与数据包的说明不符。",
        _ => "不符合规则。",
    };
}
