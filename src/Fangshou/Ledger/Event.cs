using System.Collections.Immutable;

namespace Fangshou.Ledger;

/// <summary>Which way an event pushes its sector.</summary>
public enum Direction
{
    /// <summary>Neither: incidents and market rows.</summary>
    None,

    /// <summary>A limit, a probe, a penalty, or a word that announces one.</summary>
    Tighten,

    /// <summary>A limit lifted, postponed or softened.</summary>
    Ease,

    /// <summary>Money, access or endorsement.</summary>
    Support,
}

/// <summary>What sort of thing happened.</summary>
public enum EventKind
{
    /// <summary>A legal or administrative act.</summary>
    Action,

    /// <summary>Rhetoric: speech, readout, plan, editorial.</summary>
    Signal,

    /// <summary>Harm or controversy that came to light.</summary>
    Incident,

    /// <summary>The state takes a stake, a role or a dependence.</summary>
    Interest,

    /// <summary>Price, listing, capital, jobs.</summary>
    Market,
}

/// <summary>How exact an event's date is.</summary>
public enum DatePrecision
{
    /// <summary>To the day.</summary>
    Day,

    /// <summary>To the month; the date is its first day.</summary>
    Month,

    /// <summary>To the quarter; the date is its first day.</summary>
    Quarter,

    /// <summary>To the year; the date is its first day.</summary>
    Year,
}

/// <summary>How well a row is sourced.</summary>
public enum Confidence
{
    /// <summary>Memory or one weak source; to be verified.</summary>
    Low,

    /// <summary>One good source.</summary>
    Medium,

    /// <summary>Two sources or an official text.</summary>
    High,
}

/// <summary>Where a row can be checked.</summary>
/// <param name="Url">Absolute http(s) address.</param>
/// <param name="Publisher">Who says so; empty when the table does not tell (second sources).</param>
public sealed record Source(string Url, string Publisher);

/// <summary>One dated, sourced thing that happened: one row of events.csv.</summary>
public sealed record Event
{
    /// <summary>Stable slug, never reused.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened or took effect.</summary>
    public required EventDate Date { get; init; }

    /// <summary>How exact the date is.</summary>
    public required DatePrecision Precision { get; init; }

    /// <summary>Whose authority: ISO 3166 code or EU.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>What sort of thing.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>Sector ids, canonical, at least one.</summary>
    public required ImmutableArray<string> Sectors { get; init; }

    /// <summary>Area ids: what the rule protects; may be empty.</summary>
    public required ImmutableArray<string> Areas { get; init; }

    /// <summary>Actor ids, in the row's order.</summary>
    public required ImmutableArray<string> Actors { get; init; }

    /// <summary>Tier in the hierarchy.</summary>
    public required string ActorLevel { get; init; }

    /// <summary>Firms or groups it falls on; empty = the whole sector.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>Form it took.</summary>
    public required string Instrument { get; init; }

    /// <summary>Which way it pushes.</summary>
    public required Direction Direction { get; init; }

    /// <summary>1…5 by the codebook's rubric.</summary>
    public required int Severity { get; init; }

    /// <summary>Money, in units of <see cref="Currency"/>.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217; empty when there is no amount.</summary>
    public string Currency { get; init; } = "";

    /// <summary>For what lasts: the day it ended; null while in force or not applicable.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>One sentence in our own words.</summary>
    public required string Title { get; init; }

    /// <summary>One or two places to check.</summary>
    public required ImmutableArray<Source> Sources { get; init; }

    /// <summary>How well it is sourced.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>The month of <see cref="Date"/>.</summary>
    public Month Month => Month.Of(Date.Day);

    /// <summary>The first day on which it could be known: the last day of the period the date stands for.</summary>
    public KnownSince KnownSince => new(Precision switch
    {
        DatePrecision.Month => Month.LastDay,
        DatePrecision.Quarter => (Month + 2).LastDay,
        DatePrecision.Year => new DateOnly(Date.Day.Year, 12, 31),
        _ => Date.Day,
    });
}
