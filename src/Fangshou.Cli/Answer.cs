using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Spectre.Console.Rendering;

namespace Fangshou.Cli;

/// <summary>What a command has to say, in every format that it can be asked for.</summary>
sealed record Answer : Reply
{
    public Answer()
    {
    }

    /// <summary>An answer that the API gives as well.</summary>
    [SetsRequiredMembers]
    public Answer(Reply reply)
        : base(reply)
    {
    }

    /// <summary>What a terminal shows, top to bottom; the rows as a table when empty.</summary>
    public ImmutableArray<IRenderable> Screen { get; init; } = [];
}
