using System.Text.Json;

namespace Fangshou.Surface.Tests.Web;

/// <summary>The C# client of docs/guide/api.md, word for word: a test holds the page to this file.</summary>
static class GuideClient
{
    public static async Task Run(TextWriter Console, Uri server)
    {
        // <guide>
        using HttpClient client = new() { BaseAddress = server };
        string? next = "/api/v1/events?cell=CN/gaming&direction=tighten&limit=20&asOf=2022-06-30";
        while (next is not null)
        {
            using HttpResponseMessage response = await client.GetAsync(next);
            response.EnsureSuccessStatusCode();
            using JsonDocument page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            foreach (JsonElement row in page.RootElement.GetProperty("data").GetProperty("events").EnumerateArray())
                Console.WriteLine($"{row.GetProperty("date")} {row.GetProperty("title")}");
            next = response.Headers.GetValues("Link").Where(link => link.Split("; ")[^1] == "rel=\"next\"").Select(link => link[1..link.IndexOf('>')]).FirstOrDefault();
        }

        // </guide>
    }
}
