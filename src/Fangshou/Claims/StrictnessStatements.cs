using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;
using Fangshou.Strictness;

namespace Fangshou.Claims;

/// <summary>Two sentences about a comparison, as claims: that the first jurisdiction is stricter on content than each of the others, and looser otherwise.</summary>
/// <remarks>
/// Both rest on shares within a jurisdiction. Counts and rates are told beside but decide nothing, because the ledger follows some jurisdictions more closely than others;
/// a share is comparable as far as what the ledger misses is of the same mix everywhere. Small acts are missed first where coverage is thin, which makes shares
/// of binding and of content acts there look larger or smaller than they are; the share of grave acts is therefore taken among acts that bind.
/// </remarks>
public static class StrictnessStatements
{
    /// <summary>The two claims.</summary>
    /// <param name="codebook">Vocabularies, with the force of the instruments.</param>
    /// <param name="jurisdictions">At least two; the sentences are about the first.</param>
    /// <param name="sector">Vocabulary id; null = all.</param>
    /// <param name="from">First day of the window.</param>
    /// <param name="chinese">True to word them in Chinese.</param>
    /// <exception cref="ArgumentException">Fewer than two jurisdictions.</exception>
    public static ImmutableArray<Claim> Of(Codebook codebook, ImmutableArray<string> jurisdictions, string? sector, DateOnly from, bool chinese = false)
    {
        ArgumentNullException.ThrowIfNull(codebook);
        if (jurisdictions.Length < 2)
            throw new ArgumentException("A comparison needs at least two jurisdictions.", nameof(jurisdictions));
        string one = Name(jurisdictions[0]);
        ImmutableArray<(string Id, string Name)> others = [.. jurisdictions.Skip(1).Select(id => (id, Name(id)))];
        string all = string.Join(chinese ? "、" : ", ", others.Select(other => other.Name));
        EventFilter Acts(string jurisdiction, string? area = null) => new() { Cell = new Cell(jurisdiction, sector, area), From = from, Kinds = [EventKind.Action], Directions = [Direction.Tighten], Levels = LaneRule.AuthorityLevels };
        EventFilter ThatBind(EventFilter acts) => acts with { Severity = Binding.LeastSeverity, Instruments = Binding.Instruments(codebook) };

        return
        [
            new Claim
            {
                Id = "stricter-on-content",
                Sentence = Say($"{one} is stricter on content than the others compared ({all}).", $"{one}在内容管控上比{all}更严。"),
                By = "-", On = from, Source = "-",
                RefutedBy = Say("A share of content control among tightening or binding acts that is no larger than elsewhere.", "内容管控在收紧措施或约束性措施中的占比不高于其他辖区。"),
                Tests =
                [
                    .. others.SelectMany(other => new[]
                    {
                        Test(
                            Say($"{other.Name}: a smaller share of its tightening acts is content control.", $"收紧措施中内容管控的占比高于{other.Name}。"), Side.AtLeast,
                            id => new EventShare(Acts(id, LaneRule.ContentControl), Acts(id)), other.Id),
                        Test(
                            Say($"{other.Name}: a smaller share of its binding acts is content control.", $"约束性措施中内容管控的占比高于{other.Name}。"), Side.AtLeast,
                            id => new EventShare(Acts(id, LaneRule.ContentControl), ThatBind(Acts(id))), other.Id),
                    }),
                ],
            },
            new Claim
            {
                Id = "looser-otherwise",
                Sentence = Say($"Outside content, {one} is looser than the others compared ({all}).", $"在内容管控之外，{one}比{all}更松。"),
                By = "-", On = from, Source = "-",
                RefutedBy = Say("Outside content, tightening acts that bind more often, or binding acts that are grave more often, than elsewhere.", "在内容管控之外，收紧措施更常具约束力，或约束性措施更常为重大措施。"),
                Tests =
                [
                    .. others.SelectMany(other => new[]
                    {
                        Test(
                            Say($"{other.Name}: outside content, a larger share of its tightening acts binds.", $"内容管控之外，收紧措施中具约束力者的占比低于{other.Name}。"), Side.AtMost,
                            id => new EventShare(ThatBind(Acts(id)), Acts(id) with { WithoutContent = true }), other.Id),
                        Test(
                            Say($"{other.Name}: outside content, a larger share of its binding acts is grave (4 or 5).", $"内容管控之外，约束性措施中重大者（4 或 5 级）的占比低于{other.Name}。"), Side.AtMost,
                            id => new EventShare(Acts(id) with { Severity = Binding.GraveSeverity }, ThatBind(Acts(id)) with { WithoutContent = true }), other.Id),
                    }),
                ],
            },
        ];

        string Say(string english, string inChinese) => chinese ? inChinese : english;

        string Name(string id) => codebook.Jurisdictions.Find(id) is { } term ? Say(term.TitleEn, term.TitleZh) : id;

        ClaimTest Test(string says, Side side, Func<string, EventShare> share, string other) => new(says, new Difference(share(jurisdictions[0]), share(other)), side, 0);
    }
}
