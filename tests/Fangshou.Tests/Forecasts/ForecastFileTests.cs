using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Tests.Forecasts;

/// <summary>An issued forecast as a file: the same bytes for the same content, and no other bytes for any.</summary>
public class ForecastFileTests
{
    internal static IssuedForecast Small { get; } = new()
    {
        Number = 2,
        Cell = new Cell("CN", "ai"),
        AsOf = new AsOf(new DateOnly(2024, 4, 9)),
        IssuedAt = new IssuedAt(new DateOnly(2024, 4, 10)),
        Origin = Month.Of(2024, 3),
        Swing = SwingKind.Crackdown,
        DataVersion = "1",
        DataHash = "ab",
        ModelVersion = IssuedForecast.Version,
        Seed = ulong.MaxValue,
        Coverage = true,
        Rule = "三个月 “quoted” <b> & a line",
        Supersedes = 1,
        Previous = "cd",
        Statements = [new Statement("climatology", new Outlook(SwingKind.Crackdown, [.. Enumerable.Range(1, 24).Select(h => h / 100.0)], [.. Outlook.Horizons.Select(_ => new CountLaw([0.25, 0.75]))])), new Statement("hazard", new Outlook(SwingKind.Crackdown, [.. Enumerable.Repeat(0.5, 24)], []), "The memory is long.")],
        Weights = [.. Outlook.Horizons.Select(_ => ImmutableArray.Create(0.2, 0.2, 0.2, 0.2, 0.2))],
        Severe = [0.3, 0.1],
    };

    [Fact]
    public void What_is_read_is_what_was_written_to_the_last_byte()
    {
        byte[] file = ForecastFile.Write(Small);
        IssuedForecast read = ForecastFile.Read(file, ForecastSample.Codebook);
        Assert.Equal(file, ForecastFile.Write(read));
        Assert.True(read.SaysTheSameAs(Small));
        Assert.Equal((Small.Number, Small.Cell, Small.AsOf, Small.IssuedAt, Small.Origin, Small.Seed, Small.Rule, Small.Supersedes), (read.Number, read.Cell, read.AsOf, read.IssuedAt, read.Origin, read.Seed, read.Rule, read.Supersedes));
        Assert.Equal(Small.Statements.Select(s => ForecastSample.Bits(s.Outlook)), read.Statements.Select(s => ForecastSample.Bits(s.Outlook)));
        Assert.Equal((byte)'\n', file[^1]);
        Assert.DoesNotContain((byte)'\r', file);
    }

    /// <summary>The hash is the one that anybody can recompute with the file and a text editor.</summary>
    [Fact]
    public void The_hash_is_that_of_the_file_without_it()
    {
        string text = Encoding.UTF8.GetString(ForecastFile.Write(Small)), hash = ForecastFile.HashOf(Small);
        Assert.EndsWith($"\"sha256\": \"{hash}\"\n}}\n", text, StringComparison.Ordinal);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Replace(hash, "", StringComparison.Ordinal)))));
    }

    /// <summary>Also where the change makes it no forecast: that it was changed is what matters.</summary>
    [Theory]
    [InlineData("0.24", "0.01")]
    [InlineData("0.24", "7")]
    [InlineData("0.75", "0.7")]
    [InlineData("CN/ai", "CN/wine")]
    public void A_change_is_called_a_change(string number, string other)
    {
        string text = Encoding.UTF8.GetString(ForecastFile.Write(Small));
        Assert.Contains(number, text, StringComparison.Ordinal);
        FormatException fault = Assert.Throws<FormatException>(() => ForecastFile.Read(Encoding.UTF8.GetBytes(text.Replace(number, other, StringComparison.Ordinal)), ForecastSample.Codebook));
        Assert.StartsWith("It was changed after it was issued", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_byte_that_is_changed_taken_out_or_put_in_is_noticed()
    {
        byte[] file = ForecastFile.Write(Small);
        for (int i = 0; i < file.Length; i++)
        {
            foreach (byte other in (byte[])[(byte)(file[i] ^ 1), (byte)(file[i] ^ 0x20), (byte)'0', (byte)' ', (byte)'"', 0xFF])
                if (other != file[i])
                    Refused([.. file[..i], other, .. file[(i + 1)..]]);
            Refused([.. file[..i], .. file[(i + 1)..]]);
            Refused([.. file[..i], (byte)' ', .. file[i..]]);
            Refused(file[..i]);
        }
    }

    [Fact]
    public void Whatever_is_written_over_it_is_refused_with_a_message_and_nothing_worse() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Byte.Array[1, 12]).Sample((at, bytes) =>
        {
            byte[] file = ForecastFile.Write(Small);
            byte[] changed = [.. file];
            bytes.CopyTo(changed.AsSpan(at % (file.Length - bytes.Length)));
            if (!changed.AsSpan().SequenceEqual(file))
                Refused(changed);
        }, iter: 2_000);

    /// <summary>Whoever recomputes the hash still cannot write what is no forecast.</summary>
    [Theory]
    [InlineData("\"number\": 2", "\"number\": 2,\n  \"note\": \"mine\"")]
    [InlineData("  \"coverage\": true,\n", "")]
    [InlineData("  \"supersedes\": 1,\n", "")]
    [InlineData("\"number\": 2", "\"number\": \"two\"")]
    [InlineData("\"number\": 2", "\"number\": 99999999999")]
    [InlineData("\"number\": 2", "\"number\": 0")]
    [InlineData("\"origin\": \"2024-03\"", "\"origin\": \"2024-13\"")]
    [InlineData("\"asOf\": \"2024-04-09\"", "\"asOf\": null")]
    [InlineData("\"cell\": \"CN/ai\"", "\"cell\": null")]
    [InlineData("\"cell\": \"CN/ai\"", "\"cell\": \"CN/wine\"")]
    [InlineData("\"swing\": \"crackdown\"", "\"swing\": \"other\"")]
    [InlineData("\"previous\": \"cd\"", "\"previous\": null")]
    [InlineData("\"id\": \"hazard\"", "\"id\": null")]
    [InlineData("\"forecasters\": [\n", "\"forecasters\": [\n    null,\n")]
    [InlineData("\"weights\": [\n", "\"weights\": [\n    null,\n")]
    public void A_changed_member_is_refused_even_with_a_fitting_hash(string member, string changed)
    {
        string open = Encoding.UTF8.GetString(ForecastFile.Write(Small)).Replace(ForecastFile.HashOf(Small), "", StringComparison.Ordinal);
        Assert.Contains(member, open, StringComparison.Ordinal);
        string forged = open.Replace(member, changed, StringComparison.Ordinal);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(forged)));
        Refused(Encoding.UTF8.GetBytes(forged.Replace("\"sha256\": \"\"", $"\"sha256\": \"{hash}\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("1")]
    public void What_is_no_forecast_at_all_is_refused(string text) => Refused(Encoding.UTF8.GetBytes(text));

    public static TheoryData<string, IssuedForecast> Wrong => new()
    {
        { "23 probabilities", Saying(within: [.. Enumerable.Repeat(0.5, 23)]) },
        { "a probability above one", Saying(within: [.. Enumerable.Repeat(0.5, 23), 1.5]) },
        { "a negative probability", Saying(within: [-0.1, .. Enumerable.Repeat(0.5, 23)]) },
        { "probabilities that fall", Saying(within: [0.6, .. Enumerable.Repeat(0.5, 23)]) },
        { "four laws", Saying(counts: [.. Enumerable.Repeat(new CountLaw([1]), 4)]) },
        { "an empty law", Saying(counts: [.. Enumerable.Repeat(new CountLaw([]), 5)]) },
        { "a negative mass", Saying(counts: [.. Enumerable.Repeat(new CountLaw([1.5, -0.5]), 5)]) },
        { "masses that do not sum to one", Saying(counts: [.. Enumerable.Repeat(new CountLaw([0.5, 0.4]), 5)]) },
        { "more counts than are told apart", Saying(counts: [.. Enumerable.Repeat(new CountLaw([.. Enumerable.Repeat(0.0, 121), 1]), 5)]) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Numbers_that_are_no_probabilities_are_refused_even_with_a_fitting_hash(string what, IssuedForecast wrong)
    {
        Assert.NotEmpty(what);
        Refused(ForecastFile.Write(wrong));
    }

    [Fact]
    public void Drafts_of_the_same_day_are_the_same_bytes_and_of_other_rows_others()
    {
        global::Fangshou.Ledger.Ledger ledger = ForecastSample.Shipped();
        byte[] one = Draft(ledger, 1), two = Draft(ledger, 2), planted = Draft(ForecastSample.Shipped(more: [ForecastSample.Row("x", new DateOnly(2020, 10, 5), sector: "gaming")]), 2);
        Assert.Equal(one, two);
        Assert.NotEqual(one, planted);
        IssuedForecast read = ForecastFile.Read(one, ledger.Codebook);
        Assert.Equal(["climatology", "persistence", "ewma", "phases", "hazard", "contagion", "ensemble"], read.Statements.Select(s => s.Forecaster).Where(id => id != "mechanism"));
        Assert.All(read.Weights, weights => Assert.Equal(1, weights.Sum(), 1e-5));
        Assert.All(read.Statements, said => Assert.Equal(read.Swing, said.Outlook.Swing));

        // A cut of tomorrow's ledger says what today's said.
        Assert.Equal(one, Draft(ForecastSample.Shipped(row => row.KnownSince.Day > new DateOnly(2020, 10, 31) ? [] : [row]), 2));

        static byte[] Draft(global::Fangshou.Ledger.Ledger ledger, int threads)
        {
            CancellationToken none = TestContext.Current.CancellationToken;
            ForecastPanel panel = ForecastPanel.Of(ledger.AsOf(new AsOf(new DateOnly(2020, 10, 31))), ForecastSample.Few, ForecastSample.Options);
            return ForecastFile.Write(IssuedForecast.Draft(
                panel, panel.Find(new Cell("CN", "gaming"))!, ForecastSample.All(threads), Stacking.Learn([], panel), "ab", 7, new IssuedAt(new DateOnly(2020, 11, 2)), null, none));
        }
    }

    static IssuedForecast Saying(ImmutableArray<double>? within = null, ImmutableArray<CountLaw>? counts = null) =>
        Small with { Statements = [new Statement("climatology", new Outlook(SwingKind.Crackdown, within ?? [.. Enumerable.Repeat(0.5, 24)], counts ?? []))] };

    static void Refused(byte[] bytes) => Assert.NotEmpty(Assert.Throws<FormatException>(() => ForecastFile.Read(bytes, ForecastSample.Codebook)).Message);
}
