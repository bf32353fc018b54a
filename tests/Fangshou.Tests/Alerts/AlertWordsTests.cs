using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Store;
using Fangshou.Web.Alerts;

namespace Fangshou.Tests.Alerts;

public class AlertWordsTests
{
    static readonly Codebook codebook = PackageFolder.ShippedCodebook()!;

    static readonly AlertWords english = new(Language.English, codebook), chinese = new(Language.Chinese, codebook);

    [Theory]
    [InlineData(
        "P(crackdown within 6 months) in CN/generative-ai passes 30 % and stays two updates",
        "Told when the chance of a crackdown within 6 months in China · Generative AI, by the ensemble of forecasters, is 30 % or more at two updates in a row. After that it is told again only once it has been below 25 %.",
        "中国 · 生成式人工智能在 6 个月内开始整治的概率（集成预测）达到或超过30%并连续 2 次更新保持时通知。此后须先低于25%，才会再次通知。")]
    [InlineData(
        "P(lax) in CN/gaming falls below 4 %",
        "Told when the probability that China · Games is in the phase Lax now is below 4 %. After that it is told again only once it has been above 9 %.",
        "中国 · 网络游戏当前处于宽松阶段的概率低于4%时通知。此后须先高于9%，才会再次通知。")]
    [InlineData("the phase of CN/gaming changes and stays three updates", "Told when another phase becomes the most probable one of China · Games at three updates in a row.", "中国 · 网络游戏最可能的阶段改变并连续 3 次更新保持时通知。")]
    [InlineData(
        "a row is added to CN/ai with severity at least 4 and direction tighten",
        "Told when rows about China · Artificial intelligence with severity 4 or more and direction tightening were added to the ledger.",
        "台账新增有关中国 · 人工智能的条目（力度至少 4，方向为收紧）时通知。")]
    public void A_rule_is_said_in_both_languages_in_any_culture(string rule, string inEnglish, string inChinese)
    {
        AlertCondition condition = AlertGrammar.Parse(rule, codebook);
        foreach (string culture in (string[])["", "de-DE", "zh-CN", "tr-TR"])
        {
            string[] said = [];
            Thread abroad = new(() => said = [Plain(english.Understood(condition)), chinese.Understood(condition), condition.ToString()!]) { CurrentCulture = CultureInfo.GetCultureInfo(culture) };
            abroad.Start();
            abroad.Join();
            Assert.Equal([inEnglish, inChinese, rule], said);
        }
    }

    /// <summary>With blanks at which a line may break.</summary>
    static string Plain(string text) => text.Replace('\u00A0', ' ');

    [Fact]
    public void A_message_says_from_where_to_where()
    {
        AlertTold told = new(0.243, 0.3512, null, null, 1);
        AlertCondition condition = AlertGrammar.Parse("P(crackdown) in CN/ai passes 30 % and stays two updates", codebook);
        Assert.Equal("The probability that China · Artificial intelligence is in the phase Crackdown now has gone from 24.3 % to 35.1 %, past 30 % at two updates in a row.", Plain(english.Told(condition, told, 0)));
        Assert.Equal("中国 · 人工智能当前处于严管阶段的概率由24.3%变为35.1%，达到或超过30%并连续 2 次更新保持。", chinese.Told(condition, told, 0));
        AlertCondition change = AlertGrammar.Parse("the phase of CN/gaming changes", codebook);
        Assert.Equal("The phase of China · Games has changed from Lax to Crackdown.", english.Told(change, new AlertTold(null, null, Phase.Lax, Phase.Crackdown, 1), 3));
        AlertCondition row = AlertGrammar.Parse("a row is added to CN/ai", codebook);
        Assert.Equal("1 row about China · Artificial intelligence was added.", english.Told(row, new AlertTold(null, null, null, null, 1), 1));
        Assert.Equal("新增 2 条有关中国 · 人工智能的条目。", chinese.Told(row, new AlertTold(null, null, null, null, 1), 2));
    }

    [Fact]
    public void Where_a_rule_stands_is_said_in_words()
    {
        AlertCondition condition = AlertGrammar.Parse("P(crackdown) in CN/ai passes 30 % and stays two updates", codebook);
        AlertState state = new();
        Assert.Equal("has not looked yet", english.Stage(condition, state, isEnded: false));
        Assert.Equal("armed", Next(0.1));
        Assert.Equal("armed; holds for 1 of 2 updates", Next(0.4));
        Assert.Equal("told; waits until the value has gone back", Next(0.4));
        Assert.Equal("armed", Next(0.2));
        Assert.Equal("ended", english.Stage(condition, state, isEnded: true));
        state = new();
        Assert.Equal("waits: it was past already when it first looked", Next(0.4));

        string Next(double value)
        {
            state = AlertSteps.Look(condition, state, new AlertSight(new EditionMark("1", (state.Last?.Revision ?? 0) + 1, new DateOnly(2026, 1, 1)), value)).State;
            return english.Stage(condition, state, isEnded: false);
        }
    }

    [Theory]
    [InlineData("CN/gaming", "P(crackdown within 6 months) in CN/gaming passes 30 % and stays two updates")]
    [InlineData("CN", "the phase of CN changes")]
    [InlineData("CN/ai/content-control", "the phase of CN/ai/content-control changes")]
    public void A_rule_to_begin_with_fits_its_cell(string cell, string rule)
    {
        Assert.Equal(rule, AlertWords.Suggested(Cell.Parse(cell, codebook)));
        Assert.Equal(rule, AlertGrammar.Parse(rule, codebook).ToString());
    }

    [Fact]
    public void Of_an_address_only_the_host_is_shown() =>
        Assert.Equal(["feed", "ann@example.org", "https://hooks.example.org/…", "http://[::1]:8080/…"], new[] { "feed", "ann@example.org", "https://hooks.example.org/secret?key=1", "http://[::1]:8080/x" }.Select(AlertOrder.Shown));

    [Fact]
    public void A_mail_names_its_rows_and_pages()
    {
        AlertMessage message = new()
        {
            Event = "alert",
            Id = "0",
            Rule = 3,
            Text = "the phase of CN/ai changes",
            Cell = "CN/ai",
            AsOf = new DateOnly(2026, 6, 30),
            DataVersion = "1",
            Revision = 7,
            English = "It has changed.",
            Chinese = "已改变。",
            Rows = [new AlertRow("x", "2026-06-30", "added", "A row", "https://f.example.org/events/x", ["https://source.example.org/"])],
            RowsInAll = 2,
            Page = "https://f.example.org/cells/CN/ai",
            RulePage = "https://f.example.org/alerts/3",
        };
        Assert.Equal(
            "It has changed.\n\nRule 3: the phase of CN/ai changes\nAs known on 2026-06-30, data 1, revision 7.\n\nRows since the value before (2):\n- 2026-06-30 A row (added)\n  https://f.example.org/events/x\n  https://source.example.org/\nand 1 more\n\nThe cell: https://f.example.org/cells/CN/ai\nThe rule: https://f.example.org/alerts/3\n",
            message.Mail(chinese: false));
        Assert.Equal(message.Write(), AlertMessage.Read(message.Write()).Write());
    }
}
