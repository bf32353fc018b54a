using Fangshou.Ledger;

namespace Fangshou.Tests.Ledger;

public class PackageDescriptionTests
{
    const string Sound = """
        { "name": "toy", "version": "1.2.3", "resources": [
          { "name": "things", "path": "things.csv", "title": "Things", "schema": { "primaryKey": ["id"], "fields": [
            { "name": "id", "type": "string", "constraints": { "required": true, "unique": true, "pattern": "^[a-z]+$" } },
            { "name": "size", "type": "integer", "constraints": { "minimum": 1, "maximum": 5 } },
            { "name": "day", "type": "date", "constraints": { "minimum": "2000-01-01" } },
            { "name": "shade", "type": "string", "constraints": { "enum": ["dark", "light"], "maxLength": 5 } },
            { "name": "kin", "type": "list", "delimiter": ";", "vocabulary": "kinds" },
            { "name": "of", "type": "string" } ],
            "foreignKeys": [ { "fields": ["of"], "reference": { "resource": "", "fields": ["id"] } } ] } },
          { "name": "kinds", "path": "kinds.csv", "schema": { "fields": [ { "name": "id", "type": "string" } ] } } ] }
        """;

    static readonly string[] header = ["id,size,day,shade,kin,of"];

    static Func<string, Stream?> Package(string row, string description = Sound) => new MemoryPackage()
        .Set("datapackage.json", description)
        .Set("things.csv", [.. header, "apple,3,2020-01-01,dark,x;y,", row])
        .Set("kinds.csv", "id", "x", "y").Open;

    [Fact]
    public void A_package_that_fits_its_description_has_no_findings()
    {
        PackageDescription description = PackageDescription.Read(Package("pear,1,2000-01-01,light,x,apple"));
        Assert.Empty(description.Findings);
        Assert.Equal(("toy", "1.2.3"), (description.Name, description.Version));
        Assert.Equal([("things", 2, 6), ("kinds", 2, 1)], description.Tables.Select(t => (t.Name, t.Rows, t.Columns.Length)));
    }

    [Theory]
    [InlineData(",1,2000-01-01,light,x,", Rules.Required, "id")]
    [InlineData("Pear,1,2000-01-01,light,x,", Rules.Pattern, "id")]
    [InlineData("pear,one,2000-01-01,light,x,", Rules.Pattern, "size")]
    [InlineData("pear,6,2000-01-01,light,x,", Rules.Range, "size")]
    [InlineData("pear,1,1999-12-31,light,x,", Rules.Range, "day")]
    [InlineData("pear,1,2000-01-01,grey,x,", Rules.Vocabulary, "shade")]
    [InlineData("pear,1,2000-01-01,light,x;z,", Rules.Reference, "kin")]
    [InlineData("pear,1,2000-01-01,light,x,plum", Rules.Reference, "of")]
    public void A_row_that_breaks_the_description_is_found(string row, string rule, string column)
    {
        Finding finding = Assert.Single(PackageDescription.Read(Package(row)).Findings);
        Assert.Equal((rule, column, 3), (finding.Rule, finding.Column, finding.Row));
    }

    /// <summary>JSON decodes a text only when it is asked for: what cannot be decoded must be found before.</summary>
    [Theory]
    [InlineData("{ \"name\": \"x\",\n \"title\": \"\\ud800\" }", 2)]
    [InlineData("{ \"\\udc00\": 1 }", 1)]
    [InlineData("{ \"name\": \"x\",\n \"version\":\n \"\u00bb\" }", 3)]
    public void A_text_that_is_no_Unicode_is_found_where_it_stands(string json, int line)
    {
        // The last one is written as Latin-1, so that its byte is no UTF-8.
        MemoryPackage package = new MemoryPackage().Set("datapackage.json", System.Text.Encoding.Latin1.GetBytes(json));
        Finding finding = Assert.Single(PackageDescription.Read(package.Open).Findings);
        Assert.Equal((Rules.Encoding, line), (finding.Rule, finding.Row));
        Assert.Contains(LedgerCheck.Run(package.Open).Findings, f => f.Rule == Rules.Encoding && f.File == "datapackage.json");
    }

    [Fact]
    public void A_repeated_key_is_found() =>
        Assert.Contains(PackageDescription.Read(Package("apple,1,2000-01-01,light,x,")).Findings, f => f.Rule == Rules.DuplicateId);

    [Theory]
    [InlineData("../things.csv")]
    [InlineData("/etc/hosts")]
    [InlineData("..\\\\things.csv")]
    public void A_path_outside_the_package_is_never_opened(string path)
    {
        List<string> opened = [];
        Func<string, Stream?> open = Package("pear,1,2000-01-01,light,x,", Sound.Replace("things.csv", path, StringComparison.Ordinal));
        PackageDescription description = PackageDescription.Read(name =>
        {
            opened.Add(name);
            return open(name);
        });
        Assert.Contains(description.Findings, f => f.Rule == Rules.Description);
        Assert.DoesNotContain(opened, name => name.Contains("..", StringComparison.Ordinal) || name.StartsWith('/'));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"resources\": 3 }")]
    [InlineData("{ \"resources\": [ 1, { \"name\": 2 }, { \"name\": \"a\", \"path\": \"b.csv\", \"schema\": [] } ] }")]
    public void A_description_of_another_shape_never_throws(string json) =>
        PackageDescription.Read(new MemoryPackage().Set("datapackage.json", json).Open);

    [Fact]
    public void A_header_that_is_not_the_described_one_is_found() =>
        Assert.Contains(
            PackageDescription.Read(Package("pear,1,2000-01-01,light,x,", Sound.Replace("\"size\"", "\"girth\"", StringComparison.Ordinal))).Findings,
            f => f is { Rule: Rules.Description, File: "things.csv", Row: 1 });
}
