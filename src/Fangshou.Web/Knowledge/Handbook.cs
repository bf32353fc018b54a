using System.Reflection;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Fangshou.Web.Knowledge;

/// <summary>Pages of the documentation that the program carries: what is shown is what the repository says.</summary>
static class Handbook
{
    const string Folder = "docs/";

    static readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).DisableHtml().Build();

    static readonly Lazy<string> glossary = new(() => Html("glossary.md")), issues = new(() => Html("known-issues.md"));

    /// <summary>The glossary, in both languages side by side.</summary>
    public static string Glossary => glossary.Value;

    /// <summary>What is wrong, or could mislead. English.</summary>
    public static string KnownIssues => issues.Value;

    /// <summary>A value of CITATION.cff's first level, such as <c>title</c>; empty when there is none.</summary>
    public static string Citation(string key) => Read("CITATION.cff").Split('\n')
        .FirstOrDefault(line => line.StartsWith(key + ":", StringComparison.Ordinal)) is { } line ? line[(key.Length + 1)..].Trim().Trim('"') : "";

    /// <summary>Markdown as HTML: without its title, headings one level down, links to other files of the repository named instead of followed.</summary>
    internal static string ToHtml(string markdown, string prefix)
    {
        MarkdownDocument page = Markdown.Parse(markdown, pipeline);
        foreach (HeadingBlock heading in page.Descendants<HeadingBlock>().ToArray())
        {
            if (heading.Level == 1)
                heading.Parent!.Remove(heading);
            heading.Level = Math.Min(6, heading.Level + 1);
            // Two pages on one: their ids are kept apart.
            HtmlAttributes attributes = heading.GetAttributes();
            attributes.Id = attributes.Id is { Length: > 0 } id ? $"{prefix}-{id}" : null;
        }

        foreach (LinkInline link in page.Descendants<LinkInline>().ToArray())
        {
            if (link.Url is { } url && url.StartsWith('#'))
                link.Url = $"#{prefix}-{url[1..]}";
            else if (!Uri.TryCreate(link.Url, UriKind.Absolute, out _))
                Unlink(link);
        }

        return page.ToHtml(pipeline);
    }

    /// <summary>The words of a link, then the file that it led to.</summary>
    static void Unlink(LinkInline link)
    {
        string file = Path.GetRelativePath("/", Path.GetFullPath(link.Url!.Split('#')[0], "/docs"));
        Inline last = link;
        foreach (Inline child in link.ToArray())
        {
            child.Remove();
            last.InsertAfter(child);
            last = child;
        }

        last.InsertAfter(new LiteralInline($" ({file})"));
        link.Remove();
    }

    static string Html(string name) => ToHtml(Read(name), Path.GetFileNameWithoutExtension(name));

    static string Read(string name)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
