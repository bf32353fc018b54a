namespace Fangshou.Ledger;

/// <summary>What a series, a phase or a forecast is about: jurisdiction / sector / area, such as <c>CN/ai/content-control</c>.</summary>
/// <param name="Jurisdiction">Vocabulary id; includes its subdivisions.</param>
/// <param name="Sector">Vocabulary id, includes its children; null = all.</param>
/// <param name="Area">Vocabulary id, or several joined by <c>+</c> in alphabetical order: rows with any of them; null = all.</param>
/// <remarks>A missing or starred part means "all". Immutable; equal when the parts are equal.</remarks>
public readonly record struct Cell(string Jurisdiction, string? Sector = null, string? Area = null)
{
    /// <summary>Reads <paramref name="text"/> against the codebook's vocabularies.</summary>
    /// <exception cref="FormatException">More than three parts, or a part the codebook does not know; the message lists the nearest known ones.</exception>
    public static Cell Parse(string text, Codebook codebook)
    {
        string[] parts = text.Split('/', StringSplitOptions.TrimEntries);
        if (parts.Length > 3)
            throw new FormatException($"'{text}' has {parts.Length} parts; a cell is jurisdiction/sector/area.");

        return new Cell(
            codebook.Jurisdictions.Require(parts[0]),
            Named(1) is { } sector ? codebook.Sectors.Require(sector) : null,
            Named(2) is { } areas ? JoinAreas(areas.Split('+', StringSplitOptions.TrimEntries).Select(codebook.Areas.Require)) : null);

        string? Named(int i) => i < parts.Length && parts[i] is not ("" or "*") ? parts[i] : null;
    }

    /// <summary>The areas, none when the cell means all.</summary>
    public string[] Areas => Area?.Split('+') ?? [];

    /// <summary>Several areas as one part of a cell.</summary>
    public static string? JoinAreas(IEnumerable<string> areas)
    {
        string joined = string.Join('+', areas.Distinct().Order(StringComparer.Ordinal));
        return joined.Length == 0 ? null : joined;
    }

    /// <summary><c>CN/ai/content-control</c>, with <c>*</c> for a missing middle part.</summary>
    public override string ToString() =>
        Area is not null ? $"{Jurisdiction}/{Sector ?? "*"}/{Area}" : Sector is not null ? $"{Jurisdiction}/{Sector}" : Jurisdiction;
}
