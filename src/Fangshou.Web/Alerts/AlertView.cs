using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Alerts;

/// <summary>A rule as lists show it: no secret, and of addresses only the host.</summary>
sealed record AlertView
{
    public required long Number { get; init; }

    /// <summary>Canonical words.</summary>
    public required string Rule { get; init; }

    /// <summary>How it was understood; empty when the vocabularies know a word of it no more.</summary>
    public required string Understood { get; init; }

    /// <summary>Where it stands, in words.</summary>
    public required string State { get; init; }

    /// <summary>What it saw last, in words.</summary>
    public required string Seen { get; init; }

    /// <summary>Revision of the last edition looked at.</summary>
    public required long? Revision { get; init; }

    /// <summary>Day of knowledge of the last edition looked at.</summary>
    public required DateOnly? AsOf { get; init; }

    public required long Messages { get; init; }

    /// <summary>Messages on their way.</summary>
    public required int Waiting { get; init; }

    public required ImmutableArray<string> Targets { get; init; }

    public required string Owner { get; init; }

    public required DateTimeOffset Made { get; init; }

    public required bool Ended { get; init; }

    /// <summary>The secret of its webhook; shown once, when the rule is made.</summary>
    public string? Secret { get; init; }

    public static AlertView Of(AlertRule rule, Codebook codebook, Language language, string? secret = null)
    {
        AlertCondition? condition = AlertRound.Understood(rule, codebook);
        AlertState state = AlertState.Read(rule.State);
        AlertWords words = new(language, codebook);
        return new AlertView
        {
            Number = rule.Id,
            Rule = rule.Text,
            Understood = condition is null ? "" : words.Understood(condition),
            State = condition is null ? "" : words.Stage(condition, state, rule.Disabled),
            Seen = condition is null ? "" : words.Seen(condition, state),
            Revision = state.Last?.Revision,
            AsOf = state.Last?.Day,
            Messages = state.Messages,
            Waiting = state.Parcels.Length,
            Targets = [.. AlertOrder.Read(rule.Parsed).Targets(state).Select(AlertOrder.Shown)],
            Owner = rule.Owner,
            Made = rule.At,
            Ended = rule.Disabled,
            Secret = secret,
        };
    }

    /// <summary>All rules.</summary>
    public static Reply List(ImmutableArray<AlertRule> rules, Ledger.Ledger ledger, Language language)
    {
        ImmutableArray<AlertView> views = [.. rules.Select(rule => Of(rule, ledger.Codebook, language))];
        return new Reply
        {
            Schema = "alerts-list/1",
            DataVersion = ledger.DataVersion,
            Data = new { Alerts = views },
            Rows = new Rows(
                ["number", "rule", "state", "seen", "messages", "targets", "owner"],
                [.. views.Select(v => new[] { Digits(v.Number), v.Rule, v.State, v.Seen, Digits(v.Messages), string.Join(' ', v.Targets), v.Owner })]),
        };
    }

    /// <summary>One rule with every attempt to tell its messages.</summary>
    public static Reply Show(AlertView view, ImmutableArray<AlertDelivery> made, Ledger.Ledger ledger) => new()
    {
        Schema = "alerts-show/1",
        DataVersion = ledger.DataVersion,
        Data = new { Alert = view, Deliveries = made.Select(d => new { Message = AlertMessage.Read(d.Message), d.Attempt, Target = AlertOrder.Shown(d.Target), d.Delivered, d.Answer, d.At }) },
        Rows = new Rows(["at", "target", "attempt", "delivered", "answer", "message"], [.. made.Select(d => new[] { d.At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), AlertOrder.Shown(d.Target), Digits(d.Attempt), d.Delivered ? "yes" : "no", d.Answer, AlertMessage.Read(d.Message).English })]),
    };

    /// <summary>Attempts to tell something.</summary>
    public static Reply Attempts(string schema, AlertRule rule, ImmutableArray<AlertDelivery> made) => new()
    {
        Schema = schema,
        Data = new { Number = rule.Id, Attempts = made.Select(d => new { d.Attempt, Target = AlertOrder.Shown(d.Target), d.Delivered, d.Answer, d.At }) },
        Rows = new Rows(["target", "delivered", "answer"], [.. made.Select(d => new[] { AlertOrder.Shown(d.Target), d.Delivered ? "yes" : "no", d.Answer })]),
    };

    /// <summary>What a round came to.</summary>
    public static Reply Check(EditionMark mark, int looked, int attempts, ImmutableArray<AlertMessage> told, Language language) => new()
    {
        Schema = "alerts-check/1",
        AsOf = mark.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DataVersion = mark.DataVersion,
        Data = new { mark.Revision, Looked = looked, Attempts = attempts, Told = told },
        Rows = new Rows(["rule", "cell", "told"], [.. told.Select(m => new[] { Digits(m.Rule), m.Cell, m.Says(language == Language.Chinese) })]),
    };

    /// <summary>A number as text.</summary>
    public static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
