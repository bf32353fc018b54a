namespace Fangshou.Briefs;

/// <summary>How a figure of a scenario is drawn.</summary>
public sealed record ChartOptions
{
    /// <summary>Language of its words.</summary>
    public Language Language { get; init; }

    /// <summary>Width, CSS pixels, 320…4000.</summary>
    public int Width { get; init; } = 900;

    /// <summary>True for a file of its own: with ground, title and notes. False within a page that has them.</summary>
    public bool Standalone { get; init; } = true;

    /// <summary>Prefix of the ids in the SVG; letters, digits and hyphens, unique within a page.</summary>
    public string IdPrefix { get; init; } = "figure";

    internal string Say(string english, string chinese) => Language == Language.Chinese ? chinese : english;
}
