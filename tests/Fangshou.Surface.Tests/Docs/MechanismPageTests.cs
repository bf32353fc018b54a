using System.Globalization;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Surface.Tests.Docs;

/// <summary>The tables of the mechanism's page are those that the program reads.</summary>
public class MechanismPageTests
{
    const string Page = "docs/method/mechanism.md";

    [Fact]
    public void Its_parameters_are_the_programs() => Assert.Equal(
        ParameterTable.Rows.Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"| `{row.Key}` | {Or(row.Symbol)} | {row.Meaning} | {row.Unit} | {row.Default:R} | {row.Core:R} | {row.Least:R}…{row.Largest:R} | {(row.PriorLow is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{row.PriorLow:R}…{row.PriorHigh:R}"))} | {row.Equation} | {row.Rationale} |")),
        Table("parameters"));

    [Fact]
    public void Its_facts_are_the_programs() => Assert.Equal(
        StylizedFact.All.Select(fact => string.Create(
            CultureInfo.InvariantCulture,
            $"| {fact.Statistic} | {(fact.Kind switch { FactKind.AtLeast => "at least ", FactKind.AtMost => "at most ", _ => "" })}{fact.Value:R} | {fact.Tolerance:R} | {Or(fact.Unit)} | {(fact.Facts.Length > 0 ? fact.Facts : "assumption")} | {fact.Reason} |")),
        Table("facts"));

    static string Or(string text) => text.Length > 0 ? text : "–";

    static IEnumerable<string> Table(string name)
    {
        string page = Repository.Read(Page);
        string part = page[page.IndexOf($"<!-- {name} -->", StringComparison.Ordinal)..page.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal)];
        return part.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2);
    }
}
