using System.Text.Json;

namespace Fangshou.Surface.Tests.Docs;

/// <summary>What the program really writes keeps to the published forms.</summary>
public sealed class OutputFormTests(OutputFormTests.PhasesRun phases) : IClassFixture<OutputFormTests.PhasesRun>
{
    const string Cell = "CN/p2p-lending";

    [Fact]
    public void The_answer_of_phases_show_keeps_to_its_form() => AssertKeeps("phases-show", phases.First);

    [Fact]
    public void The_spells_of_phases_show_cover_its_months_without_gaps_and_only_the_last_is_open()
    {
        using JsonDocument answer = JsonDocument.Parse(phases.First.Bytes);
        JsonElement data = answer.RootElement.GetProperty("data");
        string[] months = [.. data.GetProperty("months").EnumerateArray().Select(m => m.GetProperty("month").GetString()!)];
        JsonElement[] spells = [.. data.GetProperty("spells").EnumerateArray()];
        Assert.NotEmpty(spells);
        int next = 0;
        foreach (JsonElement spell in spells)
        {
            Assert.Equal(months[next], spell.GetProperty("start").GetString());
            string? end = spell.GetProperty("end").GetString();
            next = end is null ? months.Length : Array.IndexOf(months, end) + 1;
        }

        Assert.Equal(months.Length, next);
        Assert.Equal(1, spells.Count(s => s.GetProperty("end").ValueKind == JsonValueKind.Null));
    }

    [Fact]
    public void A_second_run_answers_from_the_cache_with_the_same_bytes() =>
        Assert.Equal(phases.First.Bytes, phases.Run().Bytes);

    [Fact]
    public void The_answer_of_ledger_check_keeps_to_its_form() => AssertKeeps("ledger-check", CliRun.Run("ledger", "check", "--json"));

    [Fact]
    public void The_answer_of_ledger_check_about_a_broken_file_keeps_to_its_form()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["broken.csv"], "id,date\nx,2031-02-30\n");
        CliResult result = CliRun.Run("ledger", "check", folder["broken.csv"], "--json");
        Assert.Equal(4, result.ExitCode);
        AssertKeeps("ledger-check", result);
    }

    [Fact]
    public void The_answer_of_ledger_list_keeps_to_its_form() => AssertKeeps("ledger-list", CliRun.Run("ledger", "list", "--json"));

    static void AssertKeeps(string form, CliResult result)
    {
        using JsonDocument answer = JsonDocument.Parse(result.Bytes);
        Assert.Empty(SchemaCheck.Errors($"urn:fangshou:{form}:1", answer.RootElement));
    }

    /// <summary>One fit for all tests: it takes seconds.</summary>
    public sealed class PhasesRun : IDisposable
    {
        readonly TempFolder cache = new();

        public PhasesRun() => First = Run();

        internal CliResult First { get; }

        internal CliResult Run()
        {
            CliResult result = CliRun.Of("phases", "show", Cell, "--json", "--quiet").With("FANGSHOU_CACHE", cache.Path).Go();

            // 5 says that the fit is rough; the form of the answer is the same.
            Assert.True(result.ExitCode is 0 or 5, result.Error);
            return result;
        }

        public void Dispose() => cache.Dispose();
    }
}
