using System.Globalization;
using System.Text;
using Fangshou.Ledger;
using Fangshou.Mechanism;
using Microsoft.VisualBasic.FileIO;

namespace Fangshou.Tests.Mechanism;

/// <summary>The shipped world speaks of the ledger's sectors and agencies, and files of worlds are checked.</summary>
public class WorldDataTests
{
    static readonly string data = Path.Combine(AppContext.BaseDirectory, "data");

    [Fact]
    public void Its_sectors_are_those_of_the_vocabulary()
    {
        Codebook codebook = LedgerReader.ReadCodebook(name => File.OpenRead(Path.Combine(data, name)));
        Assert.All(MechanismSample.China.Sectors, sector => Assert.NotNull(codebook.Sectors.Find(sector.Id)));
        Assert.All(MechanismSample.China.Agencies, agency => Assert.NotNull(codebook.Actors.Find(agency.Id)));
    }

    /// <summary>In the data 2 is the growth camp and −2 control; the mechanism has 1 for control.</summary>
    [Fact]
    public void Its_agencies_lean_as_the_data_say()
    {
        Dictionary<string, double> orientations = File.ReadLines(Path.Combine(data, "agencies.csv")).Skip(1)
            .Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\"[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)).Split(','))
            .Where(cells => double.TryParse(cells[4], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            .ToDictionary(cells => cells[0], cells => double.Parse(cells[4], CultureInfo.InvariantCulture));
        Assert.All(MechanismSample.China.Agencies, agency => Assert.Equal(-orientations[agency.Id] / 2, agency.Orientation));
    }

    /// <summary>Roles of the second world: kinds of role that the data document for each city, divided by their mean; all else is the first world's.</summary>
    [Fact]
    public void Documented_roles_are_counted_in_the_data()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "scenarios", "worlds");
        World documented = WorldReader.Read(new MemoryStream(File.ReadAllBytes(Path.Combine(folder, "china-documented-roles.json"))));
        List<(string Holder, string Role)> interests = [];
        using (TextFieldParser rows = new(Path.Combine(data, "interests.csv")) { Delimiters = [","], HasFieldsEnclosedInQuotes = true })
            while (rows.ReadFields() is { } cells)
                interests.Add((cells[4], cells[7]));
        Assert.Equal(("holder", "role"), interests[0]);
        double[] kinds = [.. documented.Localities.Select(city => (double)interests.Where(row => row.Holder.Contains(city.Id, StringComparison.Ordinal)).Select(row => row.Role).Distinct().Count())];
        Assert.Equal(kinds.Select(count => Math.Round(count / kinds.Average(), 3)), documented.Localities.Select(city => city.Roles));

        string[] first = Lines("china.json"), second = Lines("china-documented-roles.json");
        Assert.Equal(first.Length, second.Length);
        Assert.All(first.Zip(second).Where(pair => pair.First != pair.Second), pair => Assert.Matches("\"(id|title|note|roles)\"", pair.First));

        string[] Lines(string name) => File.ReadAllLines(Path.Combine(folder, name));
    }

    [Theory]
    [InlineData("{}", "sectors is missing")]
    [InlineData("{ \"id\": \"x\", \"sectors\": [], \"agencies\": [], \"localities\": [] }", "There are 0 sectors; from 1 to 64 are allowed.")]
    [InlineData("[1]", "the file is a list; an object")]
    [InlineData("{", "is not valid JSON")]
    public void A_wrong_world_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => WorldReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"saturation\": 30", "\"saturation\": -30", "platform-economy: saturation is -30; from 0.01 to 1000000 is allowed.")]
    [InlineData("\"firms\": 12, \"saturation\": 30", "\"firms\": 0, \"saturation\": 30", "sectors[0].firms is 0; a whole number from 1 to 10000 is expected.")]
    [InlineData("\"firms\": 12, \"saturation\": 30", "\"firms\": 1000000000, \"saturation\": 30", "sectors[0].firms is 1000000000")]
    [InlineData("\"harm\": [1.2, 0.7, 0.5, 0.1, 0.3]", "\"harm\": [0, 0, 0, 0, 0]", "platform-economy: harm is 0 in every area.")]
    [InlineData("\"harm\": [1.2, 0.7, 0.5, 0.1, 0.3]", "\"harm\": [1]", "platform-economy: harm has 1 values; 5 are needed")]
    [InlineData("\"id\": \"fintech\"", "\"id\": \"ai\"", "The sector ai stands there twice.")]
    [InlineData("\"speed\": 0.5", "\"speed\": 2", "SAMR: speed is 2; from 0 to 0.6 is allowed.")]
    [InlineData("\"otherRevenue\": 3", "\"otherRevenue\": 0", "Hangzhou: otherRevenue is 0")]
    [InlineData("\"mandate\": [1, 0, 0, 0, 1]", "\"mandat\": [1, 0, 0, 0, 1]", "agencies[0].mandat is not known; nearest: mandate")]
    public void A_fault_in_a_world_is_named(string before, string after, string message)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "scenarios", "worlds", "china.json"));
        Assert.Contains(before, text, StringComparison.Ordinal);
        int at = text.IndexOf(before, StringComparison.Ordinal);
        byte[] changed = Encoding.UTF8.GetBytes(text[..at] + after + text[(at + before.Length)..]);
        Assert.Contains(message, Assert.Throws<FormatException>(() => WorldReader.Read(new MemoryStream(changed))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sector_without_an_agency_in_charge_is_refused()
    {
        World china = MechanismSample.China;
        Assert.Contains(
            "No agency has a mandate over", Assert.Throws<ArgumentException>(() => World.Create("x", china.Sectors, [china.Agencies[0] with { Mandate = [1, 0, 0, 0, 0] }], china.Localities)).Message, StringComparison.Ordinal);
    }
}
