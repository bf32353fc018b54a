using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Fangshou.Surface.Tests.Docs;

/// <summary>The files that git holds, as a reader of the repository sees them.</summary>
static partial class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Tracked files that exist, relative, with forward slashes. Skips the test where git is missing.</summary>
    public static string[] Files()
    {
        string list;
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", ["-C", Root, "ls-files", "-z"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            list = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            Assert.SkipUnless(git.ExitCode == 0, "The tests do not run inside a git repository, so its files cannot be listed.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("git is not installed, so the repository's files cannot be listed.");
            throw;
        }

        return [.. list.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(Path.Combine(Root, f)))];
    }

    /// <summary>The tracked Markdown files.</summary>
    public static string[] Pages() => [.. Files().Where(f => f.EndsWith(".md", StringComparison.Ordinal))];

    /// <summary>The text of a tracked file.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The page without HTML comments, which no reader sees.</summary>
    public static string ReadPage(string file) => Comment().Replace(Read(file), "");

    /// <summary>The page's fenced blocks, in order, without their fences and indentation.</summary>
    public static string[] FencedBlocks(string markdown)
    {
        List<string> blocks = [];
        List<string>? open = null;
        foreach (string line in markdown.Split('\n').Select(l => l.Trim()))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                open?.Add(line);
            }
            else if (open is null)
            {
                open = [];
            }
            else
            {
                blocks.Add(string.Join('\n', open));
                open = null;
            }
        }

        Assert.True(open is null, "A fenced block is not closed.");
        return [.. blocks];
    }

    /// <summary>The page without fenced blocks and inline code: what is prose.</summary>
    public static string Prose(string markdown) => InlineCode().Replace(Fence().Replace(markdown, ""), "");

    /// <summary>The anchors of a page's headings, in the way that Git hosts make them.</summary>
    public static HashSet<string> Anchors(string markdown) =>
        [.. Heading().Matches(Fence().Replace(markdown, "")).Select(m => NotInAnchor().Replace(m.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Fangshou.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[ \t]*```.*?^[ \t]*```[ \t]*$", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*`", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex InlineCode();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NotInAnchor();
}
