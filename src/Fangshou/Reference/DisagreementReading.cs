using System.Globalization;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Reference;

/// <summary>One line on why a reading and a dating part: what the rows of those months say.</summary>
static class DisagreementReading
{
    internal static string Of(PhasePath path, ReferenceDating dating, Phase read, int begin, int end)
    {
        SignalMonth[] months = [.. path.Signals.Months[begin..end]];
        double tighten = 12.0 * months.Sum(m => m.Tighten) / months.Length, ease = 12.0 * months.Sum(m => m.Ease) / months.Length;
        double usual = 12.0 * path.Signals.Months.Sum(m => m.Tighten) / path.Signals.Months.Length;
        string rates = string.Create(CultureInfo.InvariantCulture, $"{tighten:0.#} tightening and {ease:0.#} easing rows a year, {usual:0.#} tightening a year over the whole series");
        double sure = Enumerable.Range(begin, end - begin).Average(t => path.Smoothed[t][read]);
        string certainty = sure < 0.6 ? "barely" : sure < 0.9 ? "probably" : "clearly";
        return (dating.Phase, read) switch
        {
            (Phase.Crackdown, _) when months.All(m => m.Tighten == 0) => "the ledger holds no tightening row in these months: a gap of the ledger, or a dating that counts words and mood",
            (Phase.Crackdown, Phase.Easing) => $"{certainty} easing: limits are being lifted while the author still counts the campaign as open ({rates})",
            (Phase.Crackdown, _) => $"{certainty} lax: too few restrictions for a burst ({rates})",
            (Phase.Easing, Phase.Crackdown) => $"{certainty} a crackdown: restrictions go on while the author hears a softer tone ({rates})",
            (Phase.Easing, _) => $"{certainty} lax: restrictions are back at the calm rate but little is formally lifted ({rates})",
            (_, Phase.Crackdown) => $"{certainty} a crackdown: restrictions cluster though the author calls the time lenient ({rates})",
            _ => $"{certainty} easing: limits are lifted in a time the author calls lax; the two words overlap ({rates})",
        };
    }
}
