namespace Fangshou.Surface.Tests.Docs;

/// <summary>The commands that the documents may name: the one list to change when a command comes or goes.</summary>
static class Commands
{
    /// <summary>Noun → its verbs; a noun without verbs stands alone, one with an empty verb may.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Known = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["ledger"] = ["check", "list", "show"],
        ["phases"] = ["show", "explain", "score"],
        ["brief"] = [],
        ["scenario"] = ["list", "params", "run", "sweep", "compare", "ablate", "calibrate", "sensitivity"],
        ["forecast"] = ["issue", "list", "show", "resolve", "score", "export", "backtest"],
        ["claims"] = ["check", "show"],
        ["interests"] = [],
        ["courts"] = ["", "queue"],
        ["compare"] = [],
        ["strictness"] = [],
        ["data"] = ["verify", "package"],
        ["workspace"] = ["init", "show", "export", "backup", "restore", "upgrade", "user", "key"],
        ["alerts"] = ["add", "list", "check", "test", "end"],
        ["serve"] = [],
    };

    /// <summary>True when the words after the program's name begin with a known command.</summary>
    public static bool Accepts(string[] words) =>
        words.Length > 0
        && Known.TryGetValue(words[0], out string[]? verbs)
        && (verbs.Length == 0 || verbs.Contains(words.Length > 1 && !words[1].StartsWith('-') ? words[1] : ""));
}
