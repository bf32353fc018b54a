using System.Net;
using System.Text.Json;
using Fangshou.Surface.Tests.Docs;

namespace Fangshou.Surface.Tests.Web;

[Collection(DashboardCollection.Name)]
public sealed class OpenApiTests(RunningDashboard dashboard)
{
    static readonly string golden = Path.Combine(Repository.Root, "tests", "Fangshou.Surface.Tests", "Web", "openapi-v1.json");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_description_of_the_API_changes_only_on_purpose()
    {
        string page = await Text();
        if (Environment.GetEnvironmentVariable("FANGSHOU_ACCEPT") == "1")
            File.WriteAllText(golden, page);
        Assert.Equal(File.ReadAllText(golden), page);
        Assert.Equal(page, await Text());
    }

    [Fact]
    public async Task Every_reference_in_it_leads_somewhere()
    {
        using JsonDocument page = JsonDocument.Parse(await Text());
        int references = 0;
        Walk(page.RootElement);
        Assert.True(references > 100);

        void Walk(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
                foreach (JsonElement item in element.EnumerateArray())
                    Walk(item);
            if (element.ValueKind != JsonValueKind.Object)
                return;
            foreach (JsonProperty property in element.EnumerateObject())
            {
                Walk(property.Value);
                if (property.Name != "$ref")
                    continue;
                references++;
                JsonElement target = page.RootElement;
                foreach (string step in property.Value.GetString()!.Split('/')[1..])
                    Assert.True(target.TryGetProperty(step, out target), property.Value.GetString());
            }
        }
    }

    /// <summary>What is written there is what is checked: each allowed value is taken, and each name that is not written is not.</summary>
    [Fact]
    public async Task Every_address_in_it_takes_the_values_that_it_says()
    {
        using JsonDocument page = JsonDocument.Parse(await Text());
        // Candidates come and go; what is written is tried where it is written.
        foreach (JsonProperty path in page.RootElement.GetProperty("paths").EnumerateObject().Where(path => !path.Name.Contains("outlook", StringComparison.Ordinal) && !path.Name.Contains("{number}", StringComparison.Ordinal) && !path.Name.Contains("/alerts/{id}", StringComparison.Ordinal) && path.Value.TryGetProperty("get", out _)))
        {
            string address = path.Name.Replace("{jurisdiction}", "CN", StringComparison.Ordinal).Replace("{sector}", "ai", StringComparison.Ordinal).Replace("{area}", "*", StringComparison.Ordinal)
                .Replace("events/{id}", "events/cn-2020-11-03-ant-ipo-suspended", StringComparison.Ordinal).Replace("claims/{id}", "claims/enforcement-slowed-after-2022", StringComparison.Ordinal)
                .Replace("scenarios/{id}", "scenarios/ai-honeymoon", StringComparison.Ordinal);
            string[] queries =
            [
                "?",
                .. path.Value.GetProperty("get").GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query" && p.GetProperty("schema").TryGetProperty("enum", out _))
                    .SelectMany(p => p.GetProperty("schema").GetProperty("enum").EnumerateArray().Select(value => $"?{p.GetProperty("name").GetString()}={value.GetString()}")),
            ];
            foreach (string query in queries)
            {
                using HttpResponseMessage response = await dashboard.Get(address + query, cancellation: Stop);
                Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}{query}: {response.StatusCode} {await response.Content.ReadAsStringAsync(Stop)}\n{dashboard.Said}");
            }

            using HttpResponseMessage unknown = await dashboard.Get(address + "?surely-not=1", cancellation: Stop);
            Assert.True(unknown.StatusCode == HttpStatusCode.BadRequest, address);
        }
    }

    async Task<string> Text()
    {
        using HttpResponseMessage response = await dashboard.Get("/openapi/v1.json", cancellation: Stop);
        return await response.Content.ReadAsStringAsync(Stop);
    }
}
