using System.Collections.Immutable;

namespace Fangshou.Ledger;

/// <summary>Turns the rows of events.csv into events, and checks what takes more than one cell to see.</summary>
sealed class EventTable
{
    readonly Table table;
    readonly FindingList findings;
    readonly Dictionary<string, int> positions;

    public EventTable(Table table, FindingList findings)
    {
        this.table = table;
        this.findings = findings;
        positions = new(StringComparer.Ordinal);
        for (int i = 0; i < table.Header.Length; i++)
            positions.TryAdd(table.Header[i], i);
    }

    /// <summary>Reports rows whose cells contradict each other.</summary>
    public void Check()
    {
        foreach (TableRow row in table.Rows)
        {
            if (Cell(row, "kind") is "incident" or "market" && Cell(row, "direction") is "tighten" or "ease" or "support")
                Report(row, "direction", Rules.Direction, $"a row of kind '{Cell(row, "kind")}' pushes nowhere; its direction is 'none'.", ["none"]);
            if (Cell(row, "source_url").Length == 0 && Cell(row, "confidence") is "high" or "medium")
                Report(row, "source_url", Rules.Sourced, $"a row of confidence '{Cell(row, "confidence")}' names its source.");
            if (!IsFirstDay(Cell(row, "date"), Cell(row, "date_precision")))
                Report(row, "date", Rules.Precision, $"'{Cell(row, "date")}' is not the first day of a {Cell(row, "date_precision")}, which its precision asks for.");
        }

        AmountCheck.Run(table, findings);
    }

    /// <summary>The events; call only when there are no findings.</summary>
    public IEnumerable<Event> Events(Codebook codebook)
    {
        foreach (TableRow row in table.Rows)
            yield return Read(row, codebook);
    }

    Event Read(TableRow row, Codebook codebook)
    {
        _ = TableCheck.TryDay(Cell(row, "date"), out DateOnly date);
        _ = TableCheck.TryNumber(Cell(row, "severity"), out decimal severity);
        return new Event
        {
            Id = Cell(row, "id"),
            Date = new EventDate(date),
            Precision = Cell(row, "date_precision") switch
            {
                "month" => DatePrecision.Month,
                "quarter" => DatePrecision.Quarter,
                "year" => DatePrecision.Year,
                _ => DatePrecision.Day,
            },
            Jurisdiction = codebook.Jurisdictions.Require(Cell(row, "jurisdiction")),
            Kind = Cell(row, "kind") switch
            {
                "signal" => EventKind.Signal,
                "incident" => EventKind.Incident,
                "interest" => EventKind.Interest,
                "market" => EventKind.Market,
                _ => EventKind.Action,
            },
            Sectors = List(row, "sectors", codebook.Sectors),
            Areas = List(row, "areas", codebook.Areas),
            Actors = List(row, "actor", codebook.Actors),
            ActorLevel = codebook.ActorLevels.Require(Cell(row, "actor_level")),
            Targets = List(row, "targets", null),
            Instrument = codebook.Instruments.Require(Cell(row, "instrument")),
            Direction = Cell(row, "direction") switch
            {
                "tighten" => Direction.Tighten,
                "ease" => Direction.Ease,
                "support" => Direction.Support,
                _ => Direction.None,
            },
            Severity = (int)severity,
            Amount = TableCheck.TryNumber(Cell(row, "amount"), out decimal amount) ? amount : null,
            Currency = Cell(row, "currency"),
            Until = TableCheck.TryDay(Cell(row, "until"), out DateOnly until) ? until : null,
            Title = Cell(row, "title"),
            Sources = Sources(row),
            Confidence = Cell(row, "confidence") switch
            {
                "high" => Confidence.High,
                "medium" => Confidence.Medium,
                _ => Confidence.Low,
            },
        };
    }

    ImmutableArray<Source> Sources(TableRow row)
    {
        string publisher = Cell(row, "source_publisher");
        ImmutableArray<Source>.Builder sources = ImmutableArray.CreateBuilder<Source>(2);
        // A publisher without an address is still somewhere to look.
        if (Cell(row, "source_url").Length > 0 || publisher.Length > 0)
            sources.Add(new Source(Cell(row, "source_url"), publisher));
        if (Cell(row, "source_url_2").Length > 0)
            sources.Add(new Source(Cell(row, "source_url_2"), ""));
        return sources.DrainToImmutable();
    }

    /// <summary>The values of a list, as ids of the vocabulary where it knows them; a value named twice counts once.</summary>
    ImmutableArray<string> List(TableRow row, string column, Vocabulary? vocabulary)
    {
        string text = Cell(row, column);
        if (text.Length == 0)
            return [];
        ImmutableArray<string>.Builder values = ImmutableArray.CreateBuilder<string>();
        foreach (string item in text.Split(';'))
        {
            string value = vocabulary?.Find(item)?.Id ?? item;
            if (!values.Contains(value))
                values.Add(value);
        }

        return values.DrainToImmutable();
    }

    static bool IsFirstDay(string date, string precision) =>
        !TableCheck.TryDay(date, out DateOnly day) || precision switch
        {
            "month" => day.Day == 1,
            "quarter" => day.Day == 1 && day.Month % 3 == 1,
            "year" => day.DayOfYear == 1,
            _ => true,
        };

    string Cell(TableRow row, string column) => positions.TryGetValue(column, out int i) ? row.Cells[i] : "";

    void Report(TableRow row, string column, string rule, string message, ImmutableArray<string> allowed = default) =>
        findings.Add(table.File, row.Line, column, Cell(row, column), rule, message, allowed);
}

/// <summary>An amount has a currency, and a currency an amount.</summary>
static class AmountCheck
{
    public static void Run(Table table, FindingList findings)
    {
        int amount = table.IndexOf("amount");
        int currency = table.IndexOf("currency");
        if (amount < 0 || currency < 0)
            return;
        foreach (TableRow row in table.Rows)
        {
            if (row.Cells[amount].Length > 0 && row.Cells[currency].Length == 0)
                findings.Add(table.File, row.Line, "currency", "", Rules.AmountCurrency, "there is an amount and no currency.");
            else if (row.Cells[amount].Length == 0 && row.Cells[currency].Length > 0)
                findings.Add(table.File, row.Line, "amount", "", Rules.AmountCurrency, "there is a currency and no amount.");
        }
    }
}
