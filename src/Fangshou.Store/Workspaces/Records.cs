namespace Fangshou.Store;

/// <summary>A record that is written once: no program of ours changes or removes it, and the context refuses to.</summary>
interface IWrittenOnce;

/// <summary>Something known about the workspace since it was made.</summary>
sealed class Fact : IWrittenOnce
{
    /// <summary>The last revision of the fill.</summary>
    public const string FilledThrough = "filled-through";

    /// <summary>When the workspace was made.</summary>
    public const string Made = "made";

    /// <summary>Whose vocabularies those of the package extend: <c>shipped</c>, or nobody's.</summary>
    public const string Extends = "extends";

    public required string Name { get; init; }

    public required string Text { get; init; }
}

/// <summary>A file of the package as it came.</summary>
sealed class PackageFile : IWrittenOnce
{
    /// <summary>Inside the package, with <c>/</c>.</summary>
    public required string Path { get; init; }

    public required byte[] Bytes { get; init; }

    /// <summary>Columns of a table as a JSON array; null when the file is no table.</summary>
    public string? Columns { get; init; }

    /// <summary>The columns that name a row, as a JSON array; empty when rows are numbered.</summary>
    public string? KeyColumns { get; init; }
}

/// <summary>A row of a table as it now stands. It follows from the revisions and could be made from them anew.</summary>
sealed class LedgerRow
{
    public required string Table { get; init; }

    public required string Key { get; init; }

    /// <summary>The how-manieth row of its table it was made as, from 1; never given again.</summary>
    public required int Position { get; init; }

    /// <summary>JSON array of texts in the order of the table's columns.</summary>
    public required string Cells { get; set; }

    /// <summary>Number of the last revision that touched it.</summary>
    public required long Version { get; set; }

    public bool Retired { get; set; }
}

/// <summary>What a revision did.</summary>
enum RevisionKind
{
    Created,
    Edited,
    Retired,
}

/// <summary>One change of one cell, or a row made or retired: the truth that everything else follows from.</summary>
sealed class Revision : IWrittenOnce
{
    /// <summary>From 1, without gaps.</summary>
    public required long Number { get; init; }

    public required string Table { get; init; }

    public required string Key { get; init; }

    public required RevisionKind Kind { get; init; }

    /// <summary>Null when the whole row is meant.</summary>
    public string? Column { get; init; }

    /// <summary>The cell before; of a whole row its cells as a JSON array; null for a new row.</summary>
    public string? Old { get; init; }

    /// <summary>The cell after; of a new row its cells as a JSON array; of a retired row the key of its successor, or null.</summary>
    public string? New { get; init; }

    public required string Why { get; init; }

    public required string Source { get; init; }

    public required string Who { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The candidate that was approved; null for what the workspace was filled with.</summary>
    public long? Candidate { get; init; }
}

/// <summary>How far a candidate has come.</summary>
enum CandidateState
{
    Waiting,
    Approved,
    Rejected,
}

/// <summary>A change that somebody proposed.</summary>
sealed class Candidate
{
    public required long Id { get; init; }

    public required RevisionKind Kind { get; init; }

    public required string Table { get; init; }

    public required string Key { get; init; }

    /// <summary>Version of the row that the proposer saw; 0 for a new row.</summary>
    public required long BaseVersion { get; init; }

    /// <summary>JSON object of column and new text; of a new row all its columns.</summary>
    public required string Cells { get; init; }

    /// <summary>Key of the row that takes the place of a retired one.</summary>
    public string? Successor { get; init; }

    public required string Why { get; init; }

    public required string Source { get; init; }

    public required string Who { get; init; }

    public required DateTimeOffset At { get; init; }

    public CandidateState State { get; set; }

    public string? Reviewer { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    public string? Comment { get; set; }
}
