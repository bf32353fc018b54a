using SkiaSharp;

namespace Fangshou.Briefs;

/// <summary>Chooses the font of a PNG's words among those of the machine; an SVG leaves that to its viewer.</summary>
static class FigureFont
{
    static readonly string[] Latin = ["Noto Sans", "Helvetica Neue", "Segoe UI", "Arial", "Liberation Sans", "DejaVu Sans"];

    static readonly string[] Chinese =
    [
        "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", "Noto Serif CJK SC", "Noto Sans CJK JP", "Noto Serif CJK JP",
    ];

    static readonly HashSet<string> Present = [.. SKFontManager.Default.FontFamilies];

    /// <summary>The first known font that is there, or whichever the system offers for the text's first wide letter.</summary>
    internal static string For(string text)
    {
        int wide = text.FirstOrDefault(c => Cells.Width(c.ToString()) == 2);
        return (wide == 0 ? Latin : Chinese).FirstOrDefault(Present.Contains)
            ?? SKFontManager.Default.MatchCharacter(wide == 0 ? 'A' : wide)?.FamilyName
            ?? SKTypeface.Default.FamilyName;
    }
}
