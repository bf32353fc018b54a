using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Fangshou.Testing;

/// <summary>A test that takes longer than a reader of the README will wait: it carries the trait Category=Slow
/// and is skipped, with the reason printed, unless the environment variable FANGSHOU_SLOW is 1.</summary>
/// <remarks><c>eng/check</c> runs these in a second, bounded step.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlowFactAttribute : FactAttribute, ITraitAttribute
{
    /// <summary>Decides at discovery, so that a run lists the test either way.</summary>
    public SlowFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (Environment.GetEnvironmentVariable("FANGSHOU_SLOW") != "1")
            Skip = "Slow: set FANGSHOU_SLOW=1 to run it, or run eng/check.";
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Category", "Slow")];
}
