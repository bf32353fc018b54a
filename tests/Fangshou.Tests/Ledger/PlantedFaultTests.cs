using System.Text;
using CsCheck;
using Fangshou.Ledger;

namespace Fangshou.Tests.Ledger;

public class PlantedFaultTests
{
    const string Events = "events.csv";

    /// <summary>What is planted, and the one finding that must come of it.</summary>
    public sealed record Fault(string Name, Action<object> Plant, string Rule, string File, int Row, string Column)
    {
        public override string ToString() => Name;
    }

    public static TheoryData<Fault> Faults { get; } = new(All());

    static IEnumerable<Fault> All()
    {
        // One cell of events.csv.
        yield return Cell("a date in another order", "2020-11-03,day", "03/11/2020,day", Rules.Date, 2, "date");
        yield return Cell("a day that no calendar has", "2020-11-03,day", "2020-02-30,day", Rules.Date, 2, "date");
        yield return Cell("a month dated in its middle", "2021-07-01,month", "2021-07-30,month", Rules.Precision, 3, "date");
        yield return Cell("a quarter dated in its second month", "2021-07-01,month", "2021-08-01,quarter", Rules.Precision, 3, "date");
        yield return Cell("an unknown precision", "2020-11-03,day", "2020-11-03,week", Rules.Vocabulary, 2, "date_precision");
        yield return Cell("an unknown jurisdiction", "day,CN,", "day,CHN,", Rules.Vocabulary, 2, "jurisdiction");
        yield return Cell("an unknown kind", ",action,", ",act,", Rules.Vocabulary, 2, "kind");
        yield return Cell("an unknown sector", "ai;gaming", "ai;games", Rules.Vocabulary, 3, "sectors");
        yield return Cell("a list with an empty value", "ai;gaming", "ai;;gaming", Rules.Required, 3, "sectors");
        yield return Cell("an unknown area", "financial-stability", "finance", Rules.Vocabulary, 2, "areas");
        yield return Cell("an unknown plain actor", "CSRC", "CRSC", Rules.Vocabulary, 2, "actor");
        yield return Cell("an open class without a name", "FIRM:Some Games", "FIRM:", Rules.Vocabulary, 3, "actor");
        yield return Cell("an unknown actor level", "central-agency", "agency", Rules.Vocabulary, 2, "actor_level");
        yield return Cell("an unknown instrument", "suspension", "halt-of-trade", Rules.Vocabulary, 2, "instrument");
        yield return Cell("an unknown direction", "tighten", "tightening", Rules.Vocabulary, 2, "direction");
        yield return Cell("an incident that pushes", "incident,none", "incident,tighten", Rules.Direction, 3, "direction");
        yield return Cell("a severity of nought", "tighten,4", "tighten,0", Rules.Range, 2, "severity");
        yield return Cell("a severity of six", "tighten,4", "tighten,6", Rules.Range, 2, "severity");
        yield return Cell("a severity between two", "tighten,4", "tighten,3.5", Rules.Number, 2, "severity");
        yield return Cell("an amount in words", "37000000000", "37bn", Rules.Number, 2, "amount");
        yield return Cell("an amount with separators", "37000000000", "\"37,000\"", Rules.Number, 2, "amount");
        yield return Cell("an amount too long for money", "37000000000", new string('9', 40), Rules.Number, 2, "amount");
        yield return Cell("an amount below nought", "37000000000", "-5", Rules.Range, 2, "amount");
        yield return Cell("an amount without a currency", ",USD,", ",,", Rules.AmountCurrency, 2, "currency");
        yield return Cell("a currency without an amount", "37000000000", "", Rules.AmountCurrency, 2, "amount");
        yield return Cell("a currency by its sign", "USD", "$", Rules.Pattern, 2, "currency");
        yield return Cell("an end before the start", "2021-01-05", "2020-11-02", Rules.Order, 2, "until");
        yield return Cell("an empty title", "The exchange halts a listing", "", Rules.Required, 2, "title");
        yield return Cell("a title over 160 characters", "The exchange halts a listing", new string('x', 161), Rules.TitleLength, 2, "title");
        yield return Cell("a cell over 10,000 characters", "CSRC,central-agency,Ant", $"CSRC,central-agency,{new string('x', 10_001)}", Rules.CellLength, 2, "targets");
        yield return Cell("a formula", "The exchange halts a listing", "=HYPERLINK(1)", Rules.Formula, 2, "title");
        yield return Cell("a formula behind a plus", "The exchange halts a listing", "+1+1", Rules.Formula, 2, "title");
        yield return Cell("a formula behind a hyphen", "The exchange halts a listing", "-1+1", Rules.Formula, 2, "title");
        yield return Cell("a formula behind an at sign", "The exchange halts a listing", "@SUM(A1)", Rules.Formula, 2, "title");
        yield return Cell("a formula behind a tab", "The exchange halts a listing", "\t=1", Rules.Formula, 2, "title");
        yield return Cell("a formula where a number belongs", "37000000000", "=1+1", Rules.Formula, 2, "amount");
        yield return Cell("a line end inside a cell", "The exchange halts a listing", "\"The exchange\nhalts a listing\"", Rules.ControlCharacter, 2, "title");
        yield return Cell("an escape sequence", "The exchange halts a listing", "The \u001b[31mexchange", Rules.ControlCharacter, 2, "title");
        yield return Cell("a mark that reverses text", "The exchange halts a listing", "The \u202Eexchange", Rules.ControlCharacter, 2, "title");
        yield return Cell("a source that is no address", "https://example.org/a", "example.org/a", Rules.Address, 2, "source_url");
        yield return Cell("a source that is a script", "https://example.org/a", "javascript:alert(1)", Rules.Address, 2, "source_url");
        yield return Cell("a second source that is a file", "https://example.org/c", "file:///etc/hosts", Rules.Address, 3, "source_url_2");
        yield return Cell("a row of medium confidence without a source", "https://example.org/a", "", Rules.Sourced, 2, "source_url");
        yield return Cell("an unknown confidence", "Example,,medium", "Example,,sure", Rules.Vocabulary, 2, "confidence");
        yield return Cell("an id with capitals", "cn-2020-11-03-halt", "CN-2020-halt", Rules.Id, 2, "id");
        yield return Cell("an id that is a path", "cn-2020-11-03-halt", "../etc/hosts", Rules.Id, 2, "id");
        yield return Cell("an empty id", "cn-2020-11-03-halt", "", Rules.Required, 2, "id");
        yield return Cell("an id that is there twice", "cn-2021-07-30-games", "cn-2020-11-03-halt", Rules.DuplicateId, 3, "id");

        // The shape of the file.
        yield return Cell("a missing column", "areas,actor,", "actor,", Rules.MissingColumn, 1, "areas", p => p
            .Change(Events, "financial-stability,", "").Change(Events, "gaming,,", "gaming,"));
        yield return Cell("an unknown column", ",confidence\n", ",confidence,note\n", Rules.UnknownColumn, 1, "note", p => p
            .Change(Events, "Example,,medium", "Example,,medium,").Change(Events, "c,high", "c,high,"));
        yield return Cell("a column that is there twice", ",confidence\n", ",confidence,confidence\n", Rules.DuplicateColumn, 1, "confidence", p => p
            .Change(Events, "Example,,medium", "Example,,medium,medium").Change(Events, "c,high", "c,high,high"));
        yield return Cell("a row with a cell too few", "Example,,medium", "Example,medium", Rules.CellCount, 2, "");
        yield return Cell("a row with a cell too many", "Example,,medium", "Example,,,medium", Rules.CellCount, 2, "");
        yield return Cell("a quote inside a cell", "The exchange", "The \"exchange\"", Rules.Quote, 2, "");
        yield return Cell("text after a closing quote", "The exchange halts a listing", "\"The exchange\" halts", Rules.Quote, 2, "");
        yield return Bytes("a quote that never closes", [.. Sound()[..^1], .. "\ncn-2022-x,\"2022"u8], Rules.EndsInMidRow, 4);
        yield return Bytes("a file cut off within its last row", [.. Sound(), .. "cn-2022-x,2022-01-01,day,CN"u8], Rules.EndsInMidRow, 4);
        yield return Bytes("an empty file", [], Rules.EmptyFile, 0);
        yield return Bytes("a file of blank lines", "\n\n  \n"u8.ToArray(), Rules.EmptyFile, 0);
        yield return Bytes("a byte-order mark", [0xEF, 0xBB, 0xBF, .. Sound()], Rules.ByteOrderMark, 1);
        yield return Bytes("UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("id,date")], Rules.Encoding, 1);
        yield return Bytes("broken UTF-8", Replace(Sound(), (byte)'T', 0xC3), Rules.Encoding, 2);
        yield return Bytes("a NUL byte", Replace(Sound(), (byte)'T', 0), Rules.NulByte, 2);
        yield return Bytes("an over-long line", [.. Sound(), .. new byte[(1 << 20) + 1].Select(_ => (byte)'x')], Rules.LineLength, 4);
        yield return new Fault("no events", p => ((MemoryPackage)p).Remove(Events), Rules.MissingFile, Events, 0, "");

        // The other tables.
        yield return Other("a missing vocabulary", "vocabularies/areas.csv", null, "", Rules.MissingFile, 0, "", p => p
            .Events(MemoryPackage.Row("cn-2020-a")).Remove("phases.csv"));
        yield return Other("a parent that does not exist", "vocabularies/sectors.csv", "chat-bots,generative-ai", "chat-bots,generativ", Rules.Reference, 4, "parent");
        yield return Other("an entry that is its own parent", "vocabularies/sectors.csv", "gaming,,", "gaming,gaming,", Rules.Cycle, 6, "parent");
        yield return Other("an entry that is there twice", "vocabularies/areas.csv", "data-privacy", "content-control", Rules.DuplicateId, 4, "id");
        yield return Other("an alias that is another entry's id", "vocabularies/sectors.csv", "generative-ai,ai,llm", "generative-ai,ai,gaming", Rules.DuplicateId, 3, "aliases");
        yield return Other("an alias of two entries", "vocabularies/sectors.csv", "ai,,artificial-intelligence;machine-learning", "ai,,artificial-intelligence;llm", Rules.DuplicateId, 2, "aliases");
        yield return Other("an entry without an id", "vocabularies/instruments.csv", "fine,false", ",false", Rules.Required, 4, "id");
        yield return Other("a formula in a column of a vocabulary's own", "vocabularies/instruments.csv", "fine,false", "fine,=1", Rules.Formula, 4, "lasting");
        yield return Other("a tie that ends before it begins", "interests.csv", "2010-01-01", "2008-08-31", Rules.Order, 2, "date_to");
        yield return Other("a tie of unknown role", "interests.csv", ",investor,", ",friend,", Rules.Vocabulary, 2, "role");
        yield return Other("a tie in an unknown sector", "interests.csv", "BOE,ai,", "BOE,screens,", Rules.Vocabulary, 2, "sector");
        yield return Other("a stake over the whole", "interests.csv", "12.5", "101", Rules.Range, 2, "stake_pct");
        yield return Other("a tie too strong", "interests.csv", ",3,Hefei", ",4,Hefei", Rules.Range, 2, "strength");
        yield return Other("a tie's amount without a currency", "interests.csv", "CNY", "", Rules.AmountCurrency, 2, "currency");
        yield return Other("a docket that ends before it begins", "dockets.csv", "2012", "2007", Rules.Order, 2, "year_to");
        yield return Other("a rate over one", "dockets.csv", "0.5", "50", Rules.Range, 2, "claimant_win_rate");
        yield return Other("a value that is no number", "series.csv", "-6.8", "minus six", Rules.Number, 2, "value");
        yield return Other("a series of nowhere", "series.csv", "CN", "XX", Rules.Vocabulary, 2, "jurisdiction");
        yield return Other("an unknown phase", "phases.csv", "lax", "loose", Rules.Vocabulary, 2, "phase");
        yield return Other("a phase that ends before it begins", "phases.csv", "2020-03-01", "2016-12-31", Rules.Order, 2, "end");
        yield return Other("a description that is no JSON", "datapackage.json", null, "", Rules.Description, 1, "", p => p.Set("datapackage.json", "{ version: 1 }"));
    }

    [Fact]
    public void A_sound_package_has_no_findings() => Assert.Empty(LedgerCheck.Run(new MemoryPackage().Open).Findings);

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_found_and_nothing_else(Fault fault)
    {
        MemoryPackage package = new();
        fault.Plant(package);
        Finding finding = Assert.Single(LedgerCheck.Run(package.Open).Findings);
        Assert.Equal((fault.Rule, fault.File, fault.Row, fault.Column), (finding.Rule, finding.File, finding.Row, finding.Column));
    }

    [Fact]
    public void All_faults_of_a_file_come_in_one_pass_sorted_by_row_and_column()
    {
        MemoryPackage package = new();
        package.Change(Events, "2020-11-03,day", "soon,day").Change(Events, "tighten,4", "tighten,9").Change(Events, "ai;gaming", "ai;games");
        Assert.Equal([(2, "date"), (2, "severity"), (3, "sectors")], LedgerCheck.Run(package.Open).Findings.Select(f => (f.Row, f.Column)));
    }

    [Fact]
    public void A_package_with_findings_cannot_be_opened()
    {
        MemoryPackage package = new();
        package.Change(Events, "tighten,4", "tighten,9").Change(Events, "ai;gaming", "ai;games");
        LedgerFormatException broken = Assert.Throws<LedgerFormatException>(() => LedgerReader.Read(package.Open));
        Assert.Equal(LedgerCheck.Run(package.Open).Findings, broken.Findings);
    }

    [Fact]
    public void An_unknown_value_comes_with_the_nearest_known_ones()
    {
        MemoryPackage package = new();
        package.Change(Events, "ai;gaming", "ai;gamin");
        Assert.Equal("gaming", Assert.Single(LedgerCheck.Run(package.Open).Findings).Allowed[0]);
    }

    [Fact]
    public void A_cycle_is_reported_at_every_entry_on_it()
    {
        MemoryPackage package = new();
        package.Change("vocabularies/sectors.csv", "ai,,artificial-intelligence;machine-learning", "ai,chat-bots,artificial-intelligence;machine-learning");
        Assert.Equal([2, 3, 4], LedgerCheck.Run(package.Open).Findings.Where(f => f.Rule == Rules.Cycle).Select(f => f.Row));
    }

    [Fact]
    public void Findings_never_carry_raw_control_characters() =>
        Assert.DoesNotContain('\u001b', Assert.Single(LedgerCheck.Run(new MemoryPackage().Change(Events, "a listing", "\u001b[31m").Open).Findings).ToString());

    [Fact]
    public void Windows_line_ends_and_quoted_commas_are_sound()
    {
        string row = MemoryPackage.Row("cn-2020-a", title: "\"One, \"\"two\"\" and three\"");
        MemoryPackage package = new();
        package.Set(Events, Encoding.UTF8.GetBytes($"{MemoryPackage.EventHeader}\r\n{row}\r\n"));
        Assert.Equal("One, \"two\" and three", Assert.Single(LedgerReader.Read(package.Open).Events).Title);
    }

    [Fact]
    public void No_bytes_make_the_check_throw()
    {
        byte[] special = [.. "\",;\n\r\0=-\t"u8, 0xC3, 0xEF, 0xBB, 0xBF, 0xFF, 0xFE];
        Gen<(int At, int Cut, byte With)> damage = Gen.Select(Gen.Int[0, 400], Gen.Int[0, 40], Gen.OneOf(special));
        Gen.Select(damage.Array[1, 6], Gen.OneOf(Events, "vocabularies/sectors.csv", "phases.csv", "datapackage.json")).Sample((damages, file) =>
        {
            MemoryPackage package = new();
            package.Set("datapackage.json", """{ "name": "x", "resources": [ { "name": "a", "path": "events.csv", "schema": { "fields": [ { "name": "id" } ] } } ] }""");
            using MemoryStream bytes = new();
            using (Stream from = package.Open(file)!)
                from.CopyTo(bytes);
            List<byte> broken = [.. bytes.ToArray()];
            foreach ((int at, int cut, byte with) in damages)
            {
                int place = Math.Min(at, broken.Count);
                broken.RemoveRange(place, Math.Min(cut, broken.Count - place));
                broken.Insert(place, with);
            }

            package.Set(file, [.. broken]);
            LedgerReport report = LedgerCheck.Run(package.Open);
            PackageDescription.Read(package.Open);
            // What the check lets through, the reader must be able to read.
            if (report.Findings.IsEmpty)
                LedgerReader.Read(package.Open);
        });
    }

    static Fault Cell(string name, string old, string with, string rule, int row, string column, Action<MemoryPackage>? also = null) =>
        Other(name, Events, old, with, rule, row, column, also);

    static Fault Other(string name, string file, string? old, string with, string rule, int row, string column, Action<MemoryPackage>? also = null) => new(
        name,
        package =>
        {
            if (old is not null)
                ((MemoryPackage)package).Change(file, old, with);
            else if (rule == Rules.MissingFile)
                ((MemoryPackage)package).Remove(file);
            also?.Invoke((MemoryPackage)package);
        },
        rule, file, row, column);

    static Fault Bytes(string name, byte[] bytes, string rule, int row) =>
        new(name, package => ((MemoryPackage)package).Set(Events, bytes), rule, Events, row, "");

    static byte[] Sound() => Encoding.UTF8.GetBytes($"{MemoryPackage.EventHeader}\n{MemoryPackage.FirstRow}\n{MemoryPackage.SecondRow}\n");

    static byte[] Replace(byte[] bytes, byte old, byte with)
    {
        bytes[Array.IndexOf(bytes, old)] = with;
        return bytes;
    }
}
