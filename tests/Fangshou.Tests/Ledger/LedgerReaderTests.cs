using System.Text;
using Fangshou.Ledger;

namespace Fangshou.Tests.Ledger;

public class LedgerReaderTests
{
    [Fact]
    public void A_row_is_read_whole()
    {
        Event e = LedgerReader.Read(new MemoryPackage().Open).Events[0];
        Assert.Equal("cn-2020-11-03-halt", e.Id);
        Assert.Equal(new EventDate(new DateOnly(2020, 11, 3)), e.Date);
        Assert.Equal((DatePrecision.Day, "CN", EventKind.Action), (e.Precision, e.Jurisdiction, e.Kind));
        Assert.Equal(["fintech"], e.Sectors);
        Assert.Equal(["financial-stability"], e.Areas);
        Assert.Equal(["CSRC"], e.Actors);
        Assert.Equal(["Ant"], e.Targets);
        Assert.Equal(("central-agency", "suspension", Direction.Tighten, 4), (e.ActorLevel, e.Instrument, e.Direction, e.Severity));
        Assert.Equal((37_000_000_000m, "USD", new DateOnly(2021, 1, 5)), (e.Amount, e.Currency, e.Until));
        Assert.Equal([new Source("https://example.org/a", "Example")], e.Sources);
        Assert.Equal((Confidence.Medium, "The exchange halts a listing"), (e.Confidence, e.Title));
    }

    [Fact]
    public void Aliases_resolve_to_ids_and_a_value_named_twice_counts_once()
    {
        MemoryPackage package = new();
        package.Events(MemoryPackage.Row("cn-2020-a", sectors: "artificial-intelligence;ai;llm"));
        Assert.Equal(["ai", "generative-ai"], LedgerReader.Read(package.Open).Events[0].Sectors);
    }

    [Fact]
    public void A_package_of_events_alone_is_read_against_the_shipped_codebook()
    {
        Codebook shipped = LedgerReader.ReadCodebook(new MemoryPackage().Open);
        string events = $"{MemoryPackage.EventHeader.Replace("until,", "", StringComparison.Ordinal)}\n{MemoryPackage.Row("cn-2020-a").Replace(",,,,Something", ",,,Something", StringComparison.Ordinal)}\n";
        Fangshou.Ledger.Ledger ledger = LedgerReader.Read(name => name == "events.csv" ? new MemoryStream(Encoding.UTF8.GetBytes(events)) : null, shipped);
        Assert.Equal("cn-2020-a", Assert.Single(ledger.Events).Id);
        Assert.Equal("unversioned", ledger.DataVersion);
    }

    [Fact]
    public void Vocabularies_of_a_package_extend_and_override_the_shipped_ones()
    {
        Codebook shipped = LedgerReader.ReadCodebook(new MemoryPackage().Open);
        Dictionary<string, string> own = new()
        {
            ["events.csv"] = $"{MemoryPackage.EventHeader}\n{MemoryPackage.Row("cn-2020-a", sectors: "drones")}\n",
            ["vocabularies/sectors.csv"] = "id,parent,title_en\ndrones,ai,Drones\ngaming,,Games of chance\n",
        };
        Codebook codebook = LedgerReader.Read(Open, shipped).Codebook;
        Assert.True(codebook.Sectors.Includes("ai", "drones"));
        Assert.Equal("Games of chance", codebook.Sectors.Find("gaming")!.TitleEn);
        Assert.Equal("Fintech", codebook.Sectors.Find("fintech")!.TitleEn);

        Stream? Open(string name) => own.TryGetValue(name, out string? text) ? new MemoryStream(Encoding.UTF8.GetBytes(text)) : null;
    }

    [Fact]
    public void The_version_is_that_of_the_description() =>
        Assert.Equal("2026.7.0", LedgerReader.Read(new MemoryPackage().Set("datapackage.json", """{ "name": "x", "version": "2026.7.0" }""").Open).DataVersion);

    [Fact]
    public void The_reference_datings_are_never_opened_for_inference()
    {
        MemoryPackage package = new();
        List<string> opened = [];
        LedgerReader.Read(name =>
        {
            opened.Add(name);
            return package.Open(name);
        });
        Assert.DoesNotContain("phases.csv", opened);
        Assert.Contains("events.csv", opened);
    }

    [Fact]
    public void The_hash_follows_events_and_vocabularies_and_nothing_else()
    {
        string hash = Hash(new MemoryPackage());
        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, Hash(new MemoryPackage()));
        Assert.Equal(hash, Hash(new MemoryPackage().Remove("phases.csv").Remove("interests.csv")));
        Assert.NotEqual(hash, Hash(new MemoryPackage().Change("events.csv", "halts", "stops")));
        Assert.NotEqual(hash, Hash(new MemoryPackage().Change("vocabularies/sectors.csv", "All of it", "Some of it")));

        static string Hash(MemoryPackage package) => LedgerReader.Read(package.Open).ContentHash;
    }

    [Fact]
    public void The_hash_of_a_package_follows_the_codebook_that_it_extends()
    {
        MemoryPackage package = new();
        Codebook one = LedgerReader.ReadCodebook(package.Open);
        Codebook two = LedgerReader.ReadCodebook(new MemoryPackage().Change("vocabularies/sectors.csv", "All of it", "Some of it").Open);
        Assert.NotEqual(LedgerReader.Read(package.Open, one).ContentHash, LedgerReader.Read(package.Open, two).ContentHash);
    }

    [Fact]
    public void Streams_are_closed()
    {
        MemoryPackage package = new();
        List<Stream> opened = [];
        LedgerReader.Read(name =>
        {
            Stream? stream = package.Open(name);
            if (stream is not null)
                opened.Add(stream);
            return stream;
        });
        Assert.All(opened, stream => Assert.False(stream.CanRead));
    }
}
