using System.Text.Json;
using Fangshou.Surface.Tests.Docs;
using Fangshou.Tests.Ledger;

namespace Fangshou.Surface.Tests.Strictness;

public sealed class StrictnessCommandTests : IDisposable
{
    readonly TempFolder folder = new();

    public StrictnessCommandTests()
    {
        Directory.CreateDirectory(folder["rules"]);
        File.WriteAllText(folder["rules/strict.md"], "# Kites\n\nEvery maker shall keep records.\nA seller must not lie; a liar is fined EUR 5 000.\n");
        File.WriteAllText(folder["rules/soft.txt"], "第一条 国家鼓励和支持风筝发展。\n\n第二条 儿童风筝除外，制造者应当及时登记。\n");
        File.WriteAllText(folder["plans.jsonl"], "{\"title\":\"A plan\",\"date\":\"2031\",\"text\":\"The town supports kites.\"}\n{\"title\":\"A law\",\"content\":\"Makers must sing.\"}\n");
        string kites = string.Join(",", Enumerable.Range(0, 20).Select(i => $"\"Maker {(char)('a' + i)} of kites {(i % 2 == 0 ? "must sing" : "sings")}.\":\"{(i % 2 == 0 ? "regulatory" : "constitutive")}\""));
        File.WriteAllText(folder["labelled.json"], $"{{{kites}}}");
        File.WriteAllText(folder["levels.csv"], "text,label\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"Maker {(char)('a' + i)} of kites {(i % 2 == 0 ? "must sing" : "is free")},{i % 2 * -2}\n")));
        File.WriteAllText(folder["tracker.csv"], "Date,C1E_School closing,C1_Notes,C9E_Other,C9_Notes\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"20310{i},{i % 3}.00,Note {(char)('a' + i)} says schools must close,1,ignored\n")));
    }

    public void Dispose() => folder.Dispose();

    JsonElement Data(string form, params string[] arguments)
    {
        CliResult result = CliRun.Of([.. arguments, "--json"]).In(folder.Path).Go();
        Assert.True(result.ExitCode == 0, result.Error);
        JsonElement answer = JsonDocument.Parse(result.Output).RootElement;
        Assert.Empty(SchemaCheck.Errors($"urn:fangshou:{form}:1", answer));
        return answer.GetProperty("data");
    }

    static string[] Names(JsonElement data) => [.. data.GetProperty("texts").EnumerateArray().Select(text => text.GetProperty("name").GetString()!)];

    [Fact]
    public void Texts_are_ranked_with_their_parts_and_every_hit_in_its_sentence()
    {
        JsonElement data = Data("strictness", "strictness", "rules", "plans.jsonl");
        Assert.Equal(["plans.jsonl: A law", "strict.md", "soft.txt", "plans.jsonl: A plan (2031)"], Names(data));
        JsonElement strict = data.GetProperty("texts")[1];
        Assert.Equal([1, 1, 0, 1, 0, 0, 0, 0, 0], strict.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("count").GetInt32()));
        Assert.Equal([(3, "shall"), (4, "must not"), (4, "fined EUR 5 000")], strict.GetProperty("hits").EnumerateArray().Select(hit => (hit.GetProperty("line").GetInt32(), hit.GetProperty("text").GetString()!)));
        Assert.All(strict.GetProperty("hits").EnumerateArray(), hit => Assert.Contains(hit.GetProperty("text").GetString()!, hit.GetProperty("sentence").GetString(), StringComparison.Ordinal));
        Assert.Equal("chinese", data.GetProperty("texts")[2].GetProperty("language").GetString());
    }

    [Fact]
    public void The_screen_shows_sentences_and_the_table_the_parts()
    {
        CliResult screen = CliRun.Of("strictness", "rules").In(folder.Path).Go();
        Assert.Contains("Every maker 【shall】 keep records.", screen.Output, StringComparison.Ordinal);
        Assert.Contains("国家【鼓励】和支持风筝发展", screen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("【", CliRun.Of("strictness", "rules", "--hits", "0").In(folder.Path).Go().Output, StringComparison.Ordinal);
        Assert.Contains("促进", CliRun.Of("strictness", "rules", "--lang", "zh").In(folder.Path).Go().Output, StringComparison.Ordinal);
        string[] lines = CliRun.Of("strictness", "rules", "--format", "csv").In(folder.Path).Go().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("text,language,characters,part,count,per_thousand,low,high", lines[0]);
        Assert.Equal(1 + (2 * 10), lines.Length);
        Assert.StartsWith("strict.md,english,70,index,3,1,0.43", lines[10], StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_chosen_by_name_and_bytes_are_the_same_in_every_culture()
    {
        Assert.Equal(["plans.jsonl: A plan (2031)"], Names(Data("strictness", "strictness", "plans.jsonl", "--only", "PLAN (")));
        string[] answers = [.. ((string[])["", "de-DE", "zh-CN", "tr-TR"]).Select(culture => CliRun.Of("strictness", "rules", "--json").In(folder.Path).Under(culture).Go().Output)];
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public void Own_terms_take_the_place_of_the_shipped_ones()
    {
        string package = folder.Write(new MemoryPackage().Set("vocabularies/strictness-terms.csv", "id,language,category,pattern,source,note", "en-maker,en,vague,maker,Us,Because"));
        Assert.Equal("maker", Assert.Single(Data("strictness", "strictness", "rules", "--data", package).GetProperty("texts").EnumerateArray().SelectMany(text => text.GetProperty("hits").EnumerateArray())).GetProperty("text").GetString());
        File.WriteAllText(Path.Combine(package, "vocabularies", "strictness-terms.csv"), "id,language,category,pattern,source,note\nen-maker,en,vague,mak[er,Us,Because\n");
        CliResult broken = CliRun.Of("strictness", "rules", "--data", package).In(folder.Path).Go();
        Assert.Equal(4, broken.ExitCode);
        Assert.Contains("strictness-terms.csv, line 2, pattern: the pattern is none", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_tells_the_own_words_of_those_whose_texts_are_given()
    {
        JsonElement data = Data("compare", "compare", "CN", "US", "--sector", "ai", "--text", "CN=rules", "--text", "CN=plans.jsonl");
        JsonElement text = Assert.Single(data.GetProperty("texts").EnumerateArray());
        Assert.Equal("CN", text.GetProperty("jurisdiction").GetString());
        Assert.Equal(5, text.GetProperty("text").GetProperty("index").GetProperty("strict").GetInt32());
        Assert.Contains("strict.md", CliRun.Of("compare", "CN", "US", "--text", "CN=rules", "--json").In(folder.Path).Go().Output, StringComparison.Ordinal);
        Assert.Contains("CN,all,text-index,share,", CliRun.Of("compare", "CN", "US", "--text", "CN=rules", "--format", "csv").In(folder.Path).Go().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_held_against_the_terms()
    {
        JsonElement files = Data("strictness-evaluate", "strictness", "evaluate", "labelled.json", "levels.csv", "tracker.csv").GetProperty("files");
        double Accuracy(int file, string method) => files[file].GetProperty("methods").EnumerateArray().Single(m => m.GetProperty("method").GetString() == method).GetProperty("accuracy").GetDouble();
        Assert.Equal(1, Accuracy(0, "rule"));
        Assert.Equal(1, Accuracy(0, "terms"));
        Assert.Equal(JsonValueKind.Null, files[0].GetProperty("tau").ValueKind);
        Assert.Equal(1, files[1].GetProperty("tau").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(["0", "1", "2"], files[2].GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("label").GetString()));
        Assert.Contains("held-out accuracy", CliRun.Of("strictness", "evaluate", "labelled.json").In(folder.Path).Go().Output, StringComparison.Ordinal);
        Assert.StartsWith("file,method,accuracy,low,high,", CliRun.Of("strictness", "evaluate", "labelled.json", "--format", "csv").In(folder.Path).Go().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "needs a file or folder")]
    [InlineData(3, "there is no file or folder absent", "absent")]
    [InlineData(2, "save it as one of .txt", "labelled.json")]
    [InlineData(3, "holds no file that ends in", "empty")]
    [InlineData(3, "no text has a name with 'dragons'", "rules", "--only", "dragons")]
    [InlineData(2, "--hits takes a whole number", "rules", "--hits", "-1")]
    [InlineData(2, "unknown option '--hti'; did you mean '--hits'?", "rules", "--hti", "3")]
    [InlineData(2, "unknown option '--jsn'; did you mean '--json'?", "evaluate", "labelled.json", "--jsn")]
    [InlineData(2, "line 1: this is no JSON", "bad.jsonl")]
    [InlineData(2, "neither 'text' nor 'content'", "hollow.jsonl")]
    [InlineData(2, "is not UTF-8", "latin.txt")]
    [InlineData(2, "needs a file of labelled texts", "evaluate")]
    [InlineData(3, "there is no file absent.json", "evaluate", "absent.json")]
    [InlineData(2, "is a folder", "evaluate", "rules")]
    [InlineData(2, ".json and .csv are read", "evaluate", "rules/soft.txt")]
    [InlineData(2, "no JSON object from text to label", "evaluate", "list.json")]
    [InlineData(2, "holds 1 labelled texts", "evaluate", "one.json")]
    [InlineData(2, "neither the columns 'text' and 'label'", "evaluate", "other.csv")]
    public void Wrong_input_gets_one_clear_message(int exitCode, string message, params string[] arguments)
    {
        Directory.CreateDirectory(folder["empty"]);
        File.WriteAllText(folder["bad.jsonl"], "{ \"title\": \n");
        File.WriteAllText(folder["hollow.jsonl"], "{ \"title\": \"x\" }\n");
        File.WriteAllBytes(folder["latin.txt"], [0x66, 0xFC, 0x72]);
        File.WriteAllText(folder["list.json"], "[1]");
        File.WriteAllText(folder["one.json"], "{\"a\":\"b\"}");
        File.WriteAllText(folder["other.csv"], "a,b\n1,2\n");
        CliResult result = CliRun.Of(["strictness", .. arguments]).In(folder.Path).Go();
        Assert.True(exitCode == result.ExitCode, result.All);
        Assert.Empty(result.Output);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(2, "is not of the form CN=PATH", "rules")]
    [InlineData(2, "'EU' is not compared here", "EU=rules")]
    [InlineData(3, "there is no file or folder absent", "CN=absent")]
    public void A_wrong_text_of_a_comparison_gets_one_clear_message(int exitCode, string message, string text)
    {
        CliResult result = CliRun.Of("compare", "CN", "US", "--text", text).In(folder.Path).Go();
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}
