using System.Text.Json.Nodes;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Web.Api;

/// <summary>The ledger as a schema.org Dataset, for engines that search data.</summary>
static class Dataset
{
    public const string Address = "/dataset.jsonld";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, async context =>
    {
        ApiRequest request = new(context, ApiParameter.OfAll, isFile: true);
        request.Check();
        if (!Delivery.IsKnown(context, request, "jsonld"))
            await Delivery.Send(context, "application/ld+json; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(Text(request, new Uri($"{context.Request.Scheme}://{context.Request.Host}")) + "\n"));
    });

    static string Text(ApiRequest request, Uri site) => new JsonObject
    {
        ["@context"] = "https://schema.org/",
        ["@type"] = "Dataset",
        ["name"] = "Fangshou ledger of technology regulation",
        ["description"] = "Dated and sourced acts, statements and incidents of technology regulation in China, the United States, the European Union and elsewhere, coded by direction and severity; with the phases of regulation worked out from them, month by month, as known on any day.",
        ["url"] = new Uri(site, "/ledger").ToString(),
        ["version"] = request.Ledger.DataVersion,
        ["license"] = "https://creativecommons.org/licenses/by/4.0/",
        ["isAccessibleForFree"] = true,
        ["creator"] = new JsonObject { ["@type"] = "Organization", ["name"] = "Fangshou contributors" },
        ["temporalCoverage"] = request.Ledger.Events is [var first, .., var last] ? $"{first.Date}/{last.Date}" : null,
        ["keywords"] = new JsonArray("technology regulation", "policy cycles", "event data"),
        ["distribution"] = new JsonArray(Download(site, "/ledger.csv", "text/csv"), Download(site, "/ledger.parquet", "application/vnd.apache.parquet"), Download(site, "/ledger.json", "application/json")),
    }.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });

    static JsonObject Download(Uri site, string path, string type) => new() { ["@type"] = "DataDownload", ["encodingFormat"] = type, ["contentUrl"] = new Uri(site, path).ToString() };
}
