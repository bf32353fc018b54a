using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Phases;

namespace Fangshou.Briefs;

/// <summary>Colours of the pages: Okabe and Ito's for the phases, never without a letter or a hatch beside them.</summary>
/// <param name="Ground">Page background.</param>
/// <param name="Ink">Running text.</param>
/// <param name="Quiet">Secondary text.</param>
/// <param name="Rule">Lines between parts; not text.</param>
/// <param name="Link">Text of links.</param>
/// <param name="LaxInk">Text about the lax phase.</param>
/// <param name="CrackdownInk">Text about a crackdown and about tightening.</param>
/// <param name="EasingInk">Text about the easing phase and about easing.</param>
public sealed record Palette(string Ground, string Ink, string Quiet, string Rule, string Link, string LaxInk, string CrackdownInk, string EasingInk)
{
    /// <summary>Fill of the lax phase.</summary>
    public const string Lax = "#56B4E9";

    /// <summary>Fill of the crackdown phase.</summary>
    public const string Crackdown = "#D55E00";

    /// <summary>Fill of the easing phase.</summary>
    public const string Easing = "#009E73";

    /// <summary>Marks of supporting events.</summary>
    public const string Support = "#CC79A7";

    /// <summary>Text on a hard phase fill, in both modes.</summary>
    public const string OnFill = "#10130F";

    /// <summary>On paper and on light screens.</summary>
    public static Palette Light { get; } = new("#FDFCF9", "#1D2126", "#565D66", "#D9D5CB", "#174E8C", "#14598A", "#9C4300", "#006B4E");

    /// <summary>On dark screens.</summary>
    public static Palette Dark { get; } = new("#14171B", "#E7E5DF", "#A5ABB3", "#383D45", "#8FBEF2", "#7FC8F3", "#FF9C5B", "#4CCBA3");

    /// <summary>Fill of a phase.</summary>
    public static string Fill(Phase phase) => phase switch { Phase.Lax => Lax, Phase.Crackdown => Crackdown, _ => Easing };

    /// <summary>Every pair of text and background that the pages use, by name.</summary>
    public ImmutableArray<(string Name, string Text, string Background)> TextPairs =>
    [
        ("ink", Ink, Ground), ("quiet", Quiet, Ground), ("link", Link, Ground),
        ("lax", LaxInk, Ground), ("crackdown", CrackdownInk, Ground), ("easing", EasingInk, Ground),
        ("on lax", OnFill, Lax), ("on crackdown", OnFill, Crackdown), ("on easing", OnFill, Easing), ("on support", OnFill, Support),
    ];

    /// <summary>Contrast ratio of two colours, 1…21 (WCAG 2.2, relative luminance of sRGB).</summary>
    /// <exception cref="FormatException">A colour is not of the form <c>#RRGGBB</c>.</exception>
    public static double Contrast(string first, string second)
    {
        double a = Luminance(first), b = Luminance(second);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    static double Luminance(string colour)
    {
        if (colour is not ['#', _, _, _, _, _, _])
            throw new FormatException($"'{colour}' is not a colour of the form #RRGGBB.");
        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));

        double Channel(int at)
        {
            double value = int.Parse(colour.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }
}
