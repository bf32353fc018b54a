namespace Fangshou.Store;

/// <summary>An issued forecast, byte for byte as its file.</summary>
sealed class ForecastRecord : IWrittenOnce
{
    public required int Number { get; init; }

    public required byte[] Bytes { get; init; }

    /// <summary>The hash that closes the file; the next one repeats it.</summary>
    public required string Sha256 { get; init; }

    public required string Who { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What a ledger of some day told of a forecast; a later one is written beside it.</summary>
sealed class OutcomeRecord : IWrittenOnce
{
    public required int Forecast { get; init; }

    /// <summary>From 1 for each forecast.</summary>
    public required int Number { get; init; }

    /// <summary>A <see cref="StoredOutcome"/> as JSON.</summary>
    public required string Json { get; init; }

    public required string Who { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A scenario that was run, and what came of it.</summary>
sealed class RunRecord : IWrittenOnce
{
    /// <summary>SHA-256 of the request, so that the same question has the same address.</summary>
    public required string Id { get; init; }

    public required string Request { get; init; }

    public required string Result { get; init; }

    /// <summary>Text, because it may be larger than a signed number holds.</summary>
    public required string Seed { get; init; }

    public required string ModelVersion { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Something that somebody wants to be told of.</summary>
sealed class AlertRule
{
    public required long Id { get; init; }

    /// <summary>As it was written.</summary>
    public required string Text { get; init; }

    /// <summary>As it was understood, JSON.</summary>
    public required string Parsed { get; init; }

    public required string Owner { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What it remembers between two looks, JSON.</summary>
    public required string State { get; set; }

    public bool Disabled { get; set; }
}

/// <summary>One attempt to tell it.</summary>
sealed class AlertDelivery : IWrittenOnce
{
    public required long Number { get; init; }

    public required long Rule { get; init; }

    /// <summary>From 1 for each message.</summary>
    public required int Attempt { get; init; }

    /// <summary>What is told, JSON.</summary>
    public required string Message { get; init; }

    /// <summary>Where it went: <c>feed</c>, an address of a webhook, an e-mail address.</summary>
    public required string Target { get; init; }

    public required bool Delivered { get; init; }

    /// <summary>What the other side answered, or what went wrong.</summary>
    public required string Answer { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What somebody may do; each role may do what those before it may.</summary>
enum Role
{
    Reader,
    Editor,
    Reviewer,
    Admin,
}

/// <summary>Somebody who works with the workspace.</summary>
sealed class User
{
    public required string Name { get; init; }

    public required Role Role { get; set; }

    public required DateTimeOffset Created { get; init; }

    public bool Disabled { get; set; }
}

/// <summary>A key by which a program shows that it acts for a user. The key itself is held nowhere.</summary>
sealed class ApiKey
{
    /// <summary>The part that may be seen in lists and logs.</summary>
    public required string Id { get; init; }

    public required string User { get; init; }

    public required string Label { get; init; }

    public required byte[] Salt { get; init; }

    /// <summary>PBKDF2-SHA256 of the secret part.</summary>
    public required byte[] Hash { get; init; }

    public required int Iterations { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Revoked { get; set; }
}

/// <summary>Who did what to what, when.</summary>
sealed class AuditEntry : IWrittenOnce
{
    public required long Number { get; init; }

    public required string Who { get; init; }

    /// <summary>Such as <c>candidate.approve</c>.</summary>
    public required string What { get; init; }

    /// <summary>Such as <c>events.csv/cn-2020-11-03-halt</c>.</summary>
    public required string On { get; init; }

    public required string Detail { get; init; }

    public required DateTimeOffset At { get; init; }
}
