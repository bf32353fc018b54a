using System.Collections.Immutable;

namespace Fangshou.Ledger;

/// <summary>One fault of a data package: where it is, which rule it breaks, and what would be allowed.</summary>
/// <param name="File">Path inside the package, such as <c>events.csv</c>.</param>
/// <param name="Row">Line of the file on which the row begins, 1 = header; 0 when the whole file is meant.</param>
/// <param name="Column">Column name; empty when the whole row or file is meant.</param>
/// <param name="Value">The cell's text, shortened to 80 characters; control characters are shown as their escapes.</param>
/// <param name="Rule">Short name of the rule, stable across versions: one of <see cref="Rules"/>.</param>
/// <param name="Message">What is wrong, one sentence.</param>
/// <param name="Allowed">Allowed values: all of a short list, the nearest of a long one; empty when the rule is no list.</param>
public sealed record Finding(
    string File, int Row, string Column, string Value, string Rule, string Message, ImmutableArray<string> Allowed) : IComparable<Finding>
{
    /// <summary>By file, row, column, then rule and value.</summary>
    public int CompareTo(Finding? other)
    {
        if (other is null)
            return 1;
        int order = string.CompareOrdinal(File, other.File);
        if (order == 0)
            order = Row.CompareTo(other.Row);
        if (order == 0)
            order = string.CompareOrdinal(Column, other.Column);
        if (order == 0)
            order = string.CompareOrdinal(Rule, other.Rule);
        return order != 0 ? order : string.CompareOrdinal(Value, other.Value);
    }

    /// <summary>Equal when all parts are, the allowed values one by one.</summary>
    public bool Equals(Finding? other) =>
        other is not null && CompareTo(other) == 0 && Message == other.Message && Allowed.SequenceEqual(other.Allowed);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(File, Row, Column, Rule, Value);

    /// <summary><c>events.csv, line 3, severity: '7' is not a whole number from 1 to 5.</c></summary>
    public override string ToString() =>
        $"{File}{(Row > 0 ? $", line {Row}" : "")}{(Column.Length > 0 ? $", {Column}" : "")}: {Message}";
}

/// <summary>The data broke a rule: everything that is wrong with a package, not only the first fault.</summary>
public sealed class LedgerFormatException : FormatException
{
    /// <summary>Made from findings.</summary>
    /// <param name="findings">At least one.</param>
    public LedgerFormatException(ImmutableArray<Finding> findings)
        : base(findings.Length == 1 ? findings[0].ToString() : $"{findings[0]} ({findings.Length} findings in all)") => Findings = findings;

    /// <summary>All findings, sorted.</summary>
    public ImmutableArray<Finding> Findings { get; }
}

/// <summary>Names of the rules that a data package is checked against.</summary>
public static class Rules
{
    /// <summary>A file that must be there is not.</summary>
    public const string MissingFile = "missing-file";

    /// <summary>A file without a header.</summary>
    public const string EmptyFile = "empty-file";

    /// <summary>A file over 256 MiB.</summary>
    public const string FileLength = "file-length";

    /// <summary>A line over 1 MiB; nothing else of the file is read.</summary>
    public const string LineLength = "line-length";

    /// <summary>A byte-order mark.</summary>
    public const string ByteOrderMark = "byte-order-mark";

    /// <summary>Bytes that are not UTF-8.</summary>
    public const string Encoding = "encoding";

    /// <summary>A NUL byte.</summary>
    public const string NulByte = "nul-byte";

    /// <summary>A quote inside an unquoted cell, or text after a closing quote.</summary>
    public const string Quote = "quote";

    /// <summary>The file ends within a row.</summary>
    public const string EndsInMidRow = "ends-in-mid-row";

    /// <summary>A column that must be there is not.</summary>
    public const string MissingColumn = "missing-column";

    /// <summary>A column that the codebook does not have.</summary>
    public const string UnknownColumn = "unknown-column";

    /// <summary>A column that is there twice.</summary>
    public const string DuplicateColumn = "duplicate-column";

    /// <summary>A row with more or fewer cells than the header.</summary>
    public const string CellCount = "cell-count";

    /// <summary>A cell that may not be empty is.</summary>
    public const string Required = "required";

    /// <summary>A cell over 10,000 characters.</summary>
    public const string CellLength = "cell-length";

    /// <summary>A title over 160 characters.</summary>
    public const string TitleLength = "title-length";

    /// <summary>A control character, such as a line end inside a cell.</summary>
    public const string ControlCharacter = "control-character";

    /// <summary>Text that a spreadsheet would run as a formula.</summary>
    public const string Formula = "formula";

    /// <summary>No calendar day written as 2020-11-03.</summary>
    public const string Date = "date";

    /// <summary>A date that is not the first day of the period its precision names.</summary>
    public const string Precision = "precision";

    /// <summary>An end before its start.</summary>
    public const string Order = "order";

    /// <summary>Not a number in plain digits.</summary>
    public const string Number = "number";

    /// <summary>A number outside its range.</summary>
    public const string Range = "range";

    /// <summary>An amount without a currency or the reverse.</summary>
    public const string AmountCurrency = "amount-currency";

    /// <summary>A value that the vocabulary does not hold.</summary>
    public const string Vocabulary = "vocabulary";

    /// <summary>An id that is no slug.</summary>
    public const string Id = "id";

    /// <summary>An id that is there twice.</summary>
    public const string DuplicateId = "duplicate-id";

    /// <summary>A reference to a row that does not exist.</summary>
    public const string Reference = "reference";

    /// <summary>An entry that is its own ancestor.</summary>
    public const string Cycle = "cycle";

    /// <summary>No http or https address.</summary>
    public const string Address = "address";

    /// <summary>A row without a source whose confidence is not low.</summary>
    public const string Sourced = "sourced";

    /// <summary>An incident or market row that pushes somewhere.</summary>
    public const string Direction = "direction";

    /// <summary>A text that does not have the shape its column asks for.</summary>
    public const string Pattern = "pattern";

    /// <summary>A description of the package that is not valid JSON, or does not fit its tables.</summary>
    public const string Description = "description";
}
