using System.Collections.Immutable;
using Fangshou.Claims;
using Fangshou.Ledger;
using Fangshou.Strictness;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>A comparison of jurisdictions, with its two statements, as it is told in one language.</summary>
public sealed record StrictnessReport
{
    /// <summary>What was asked.</summary>
    public required StrictnessQuestion Question { get; init; }

    /// <summary>What was known.</summary>
    public required LedgerAsOf Ledger { get; init; }

    /// <summary>What was found.</summary>
    public required StrictnessComparison Comparison { get; init; }

    /// <summary>Stricter on content, looser otherwise: of the first jurisdiction.</summary>
    public required ImmutableArray<ClaimResult> Statements { get; init; }

    /// <summary>Of the own words of a jurisdiction's rules; none unless texts were given.</summary>
    public ImmutableArray<(string Jurisdiction, StrictnessIndex Index)> Texts { get; init; } = [];

    /// <summary>How it is told.</summary>
    public required Language Language { get; init; }

    internal static StrictnessReport Of(LedgerAsOf ledger, ImmutableArray<RuleLink> links, StrictnessQuestion question, Language language)
    {
        Evidence evidence = new() { Ledger = ledger, Ties = [], Dockets = [], Phases = (_, _) => null, Scenarios = _ => null };
        return new StrictnessReport
        {
            Question = question,
            Ledger = ledger,
            Comparison = StrictnessComparison.Of(ledger, links, question.Jurisdictions, question.Sector, question.From),
            Statements = [.. StrictnessStatements.Of(ledger.Codebook, question.Jurisdictions, question.Sector, question.From, language == Language.Chinese).Select(claim => claim.Check(evidence))],
            Language = language,
        };
    }

    internal StrictnessWords Words => new(Language);

    /// <summary>True when none of them has a tightening act.</summary>
    internal bool IsEmpty => Comparison.Areas.Length == 2 && Comparison.Profiles.All(profile => profile.Binding.Whole.IsEmpty && profile.Rules.IsEmpty);

    /// <summary>The areas that are shown.</summary>
    internal ImmutableArray<AreaScope> Areas => Question.Area is { } one ? [one] : Comparison.Areas;

    internal string Heading
    {
        get
        {
            string sector = Question.Sector is null ? Say("all sectors", "全部行业") : Name(Ledger.Codebook.Sectors, Question.Sector);
            return Say($"How strict, about what: {sector}, as known on {Ledger.AsOf}", $"何处、何事、多严：{sector}，截至 {Ledger.AsOf}");
        }
    }

    internal string Window => Say(
        Invariant($"Rates, shares and money since {Comparison.From:yyyy-MM-dd}; rules and first rules of all time. Brackets: 95 % intervals."),
        Invariant($"频率、占比与金额自 {Comparison.From:yyyy-MM-dd} 起；规则与首项不限时间。括号内为 95% 区间。"));

    internal string Foot => Say(
        $"Darker: more binding rules in force, up to {MostRules}. {Words.Caveat}", $"颜色越深，有效的约束性规则越多，最深为 {MostRules} 项及以上。{Words.Caveat}");

    /// <summary>Names of the jurisdictions.</summary>
    internal ImmutableArray<string> Columns => [.. Comparison.Jurisdictions.Select(Jurisdiction)];

    internal string Jurisdiction(string id) => Name(Ledger.Codebook.Jurisdictions, id);

    internal string Title(AreaScope area) =>
        area == AreaScope.All ? Say("all areas", "全部领域")
        : area == AreaScope.OutsideContent ? Say("outside content control", "内容管控之外")
        : Name(Ledger.Codebook.Areas, area.Id);

    /// <summary>What a cell of the heatmap says.</summary>
    internal ImmutableArray<string> Lines(AreaScope area, string jurisdiction) => Words.Lines(Comparison[area, jurisdiction], Comparison.FirstMover(area));

    /// <summary>The heatmap.</summary>
    /// <param name="options">Width and language.</param>
    /// <param name="link">Where a cell leads to; null for nowhere.</param>
    internal string Svg(ChartOptions options, Func<AreaScope, string, string>? link = null) => HeatmapFigure.Svg(Heading, Window, Foot, Columns, [.. Areas.Select(Title)], Cells(link), options);

    /// <inheritdoc cref="Svg"/>
    internal byte[] Png(ChartOptions options) => HeatmapFigure.Png(Heading, Window, Foot, Columns, [.. Areas.Select(Title)], Cells(null), options);

    int MostRules => Math.Max(1, Comparison.Profiles.Where(p => p.Area != AreaScope.All && p.Area != AreaScope.OutsideContent).Select(p => p.InForce.Length).DefaultIfEmpty().Max());

    ImmutableArray<HeatCell> Cells(Func<AreaScope, string, string>? link)
    {
        int most = MostRules;
        return
        [
            .. Areas.SelectMany(area => Comparison.Jurisdictions.Select(jurisdiction =>
            {
                IEnumerable<string> own = area == AreaScope.All ? Texts.Where(t => t.Jurisdiction == jurisdiction).Select(t => Words.Text(t.Index)) : [];
                return new HeatCell([.. Lines(area, jurisdiction), .. own], (double)Comparison[area, jurisdiction].InForce.Length / most) { Link = link?.Invoke(area, jurisdiction) ?? "" };
            })),
        ];
    }

    string Name(Vocabulary vocabulary, string id) => vocabulary.Find(id) is { } term ? Say(term.TitleEn, term.TitleZh) : id;

    string Say(string english, string chinese) => Language == Language.Chinese ? chinese : english;
}
