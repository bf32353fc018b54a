using System.Collections.Immutable;

namespace Fangshou.Ledger;

/// <summary>What a cell of a column may hold.</summary>
enum CellKind
{
    Text,
    Id,
    Date,
    Number,
    WholeNumber,
    Address,
    Currency,
    Word,
}

/// <summary>One column of a table.</summary>
sealed record ColumnSchema(string Name, CellKind Kind = CellKind.Text)
{
    /// <summary>False when a cell may be empty.</summary>
    public bool Required { get; init; }

    /// <summary>True when the whole column may be missing.</summary>
    public bool MayBeAbsent { get; init; }

    /// <summary>True when a cell holds several values separated by a semicolon.</summary>
    public bool IsList { get; init; }

    /// <summary>The allowed words of a short list.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The vocabulary of a long one.</summary>
    public Func<Codebook, Vocabulary>? Vocabulary { get; init; }

    /// <summary>True when names with an open prefix are allowed although the vocabulary does not list them.</summary>
    public bool HasOpenClasses { get; init; }

    public decimal Minimum { get; init; } = decimal.MinValue;

    public decimal Maximum { get; init; } = decimal.MaxValue;

    /// <summary>True for the one sentence that a row is shown by.</summary>
    public bool IsTitle { get; init; }
}

/// <summary>The columns of a table and the order of its from and to.</summary>
sealed record TableSchema(string File, ImmutableArray<ColumnSchema> Columns)
{
    /// <summary>Pairs of columns of which the second may not lie before the first.</summary>
    public ImmutableArray<(string From, string To)> Spans { get; init; } = [];

    /// <summary>True when other columns are kept as properties instead of being reported.</summary>
    public bool HasOtherColumns { get; init; }
}

/// <summary>The tables of the codebook.</summary>
static class Schemas
{
    public static ImmutableArray<string> Kinds { get; } = ["action", "signal", "incident", "interest", "market"];

    public static ImmutableArray<string> Directions { get; } = ["tighten", "ease", "support", "none"];

    public static ImmutableArray<string> Precisions { get; } = ["day", "month", "quarter", "year"];

    public static ImmutableArray<string> Confidences { get; } = ["high", "medium", "low"];

    public static ImmutableArray<string> Phases { get; } = ["lax", "crackdown", "easing"];

    public static ImmutableArray<string> Roles { get; } =
    [
        "policy-maker", "incubator", "investor", "research-supplier", "customer", "tax-base", "employer", "golden-share", "court-protection",
    ];

    public static ImmutableArray<string> Relations { get; } = ["applies", "narrows", "delays", "suspends", "replaces", "repeals"];

    static ColumnSchema Id { get; } = new("id", CellKind.Id) { Required = true };

    static ColumnSchema Title { get; } = new("title") { Required = true, IsTitle = true };

    static ColumnSchema Confidence { get; } = Word("confidence", Confidences);

    static ColumnSchema Jurisdiction { get; } = new("jurisdiction") { Required = true, Vocabulary = c => c.Jurisdictions };

    static ColumnSchema Currency { get; } = new("currency", CellKind.Currency);

    static ColumnSchema Amount { get; } = new("amount", CellKind.Number) { Minimum = 0 };

    static ColumnSchema SourceUrl { get; } = new("source_url", CellKind.Address);

    static ColumnSchema SourcePublisher { get; } = new("source_publisher");

    public static TableSchema Events { get; } = new("events.csv",
    [
        Id,
        Day("date") with { Required = true },
        Word("date_precision", Precisions),
        Jurisdiction,
        Word("kind", Kinds),
        new("sectors") { Required = true, IsList = true, Vocabulary = c => c.Sectors },
        new("areas") { IsList = true, Vocabulary = c => c.Areas },
        new("actor") { Required = true, IsList = true, Vocabulary = c => c.Actors, HasOpenClasses = true },
        new("actor_level") { Required = true, Vocabulary = c => c.ActorLevels },
        new("targets") { IsList = true },
        new("instrument") { Required = true, Vocabulary = c => c.Instruments },
        Word("direction", Directions),
        new("severity", CellKind.WholeNumber) { Required = true, Minimum = 1, Maximum = 5 },
        Amount,
        Currency,
        Day("until") with { MayBeAbsent = true },
        Title,
        SourceUrl,
        SourcePublisher,
        new("source_url_2", CellKind.Address),
        Confidence,
    ])
    {
        Spans = [("date", "until")],
    };

    public static TableSchema Interests { get; } = new("interests.csv",
    [
        Id,
        Day("date_from") with { Required = true },
        Day("date_to"),
        Jurisdiction,
        new("holder") { Required = true, IsList = true, Vocabulary = c => c.Actors, HasOpenClasses = true },
        new("firm") { IsList = true },
        new("sector") { Required = true, IsList = true, Vocabulary = c => c.Sectors },
        Word("role", Roles),
        new("stake_pct", CellKind.Number) { Minimum = 0, Maximum = 100 },
        Amount,
        Currency,
        new("strength", CellKind.WholeNumber) { Required = true, Minimum = 1, Maximum = 3 },
        Title,
        SourceUrl,
        SourcePublisher,
        Confidence,
    ])
    {
        Spans = [("date_from", "date_to")],
    };

    public static TableSchema Dockets { get; } = new("dockets.csv",
    [
        Id,
        new("court") { Required = true },
        new("place"),
        Jurisdiction,
        new("year_from", CellKind.WholeNumber) { Required = true, Minimum = 1900, Maximum = 2200 },
        new("year_to", CellKind.WholeNumber) { Minimum = 1900, Maximum = 2200 },
        new("claimant"),
        new("respondent_type"),
        new("cause"),
        new("cases", CellKind.Number) { Minimum = 0 },
        new("judges", CellKind.Number) { Minimum = 0 },
        new("cases_per_judge", CellKind.Number) { Minimum = 0 },
        new("claimant_win_rate", CellKind.Number) { Minimum = 0, Maximum = 1 },
        Title,
        SourceUrl,
        SourcePublisher,
        Confidence,
    ])
    {
        Spans = [("year_from", "year_to")],
    };

    public static TableSchema RuleLinks { get; } = new("rule-links.csv",
    [
        new("act", CellKind.Id) { Required = true },
        Word("relation", Relations),
        new("rule", CellKind.Id) { Required = true },
    ]);

    public static TableSchema Consultations { get; } = new("consultations.csv",
    [
        new("act", CellKind.Id) { Required = true },
        Day("closes") with { Required = true },
        SourceUrl,
        SourcePublisher,
        Confidence,
    ]);

    public static TableSchema RetiredIds { get; } = new("retired-ids.csv",
    [
        Id,
        new("successor", CellKind.Id),
        new("reason") { Required = true },
    ]);

    public static TableSchema StrictnessTerms { get; } = new("vocabularies/strictness-terms.csv",
    [
        new("id", CellKind.Word) { Required = true },
        Word("language", ["en", "zh"]),
        Word("category", ["obligation", "prohibition", "permission", "sanction", "sanction-amount", "exemption", "promotion", "vague", "constitutive"]),
        new("pattern") { Required = true },
        new("source") { Required = true },
        new("note") { Required = true },
    ]);

    public static TableSchema Series { get; } = new("series.csv",
    [
        new("series") { Required = true },
        new("unit") { Required = true },
        Jurisdiction,
        Day("date") with { Required = true },
        new("value", CellKind.Number) { Required = true },
        SourceUrl,
        SourcePublisher,
    ]);

    public static TableSchema PhaseDatings { get; } = new("phases.csv",
    [
        Jurisdiction,
        new("sectors") { IsList = true, Vocabulary = c => c.Sectors },
        new("areas") { IsList = true, Vocabulary = c => c.Areas },
        Word("phase", Phases),
        Day("start") with { Required = true },
        Day("end"),
        new("start_uncertainty_months", CellKind.WholeNumber) { Minimum = 0, Maximum = 1200 },
        new("basis") { Required = true },
        SourceUrl,
        SourcePublisher,
    ])
    {
        Spans = [("start", "end")],
    };

    /// <summary>Any controlled vocabulary: only the id is needed; columns of its own become properties.</summary>
    public static TableSchema Vocabulary(string file) => new(file,
    [
        new("id", CellKind.Word) { Required = true },
        new("parent", CellKind.Word) { MayBeAbsent = true },
        new("aliases") { MayBeAbsent = true, IsList = true },
        new("title_en") { MayBeAbsent = true },
        new("title_zh") { MayBeAbsent = true },
        new("description") { MayBeAbsent = true },
    ])
    {
        HasOtherColumns = true,
    };

    static ColumnSchema Day(string name) => new(name, CellKind.Date);

    static ColumnSchema Word(string name, ImmutableArray<string> words) => new(name) { Required = true, Words = words };
}
