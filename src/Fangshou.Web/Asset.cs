using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Fangshou.Briefs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Web;

/// <summary>Style, scripts and the icon: in the program, under an address that changes with their content.</summary>
static class Asset
{
    static readonly FrozenDictionary<string, (byte[] Content, string Type, string Hash)> all = Load();

    /// <summary>The address of an asset.</summary>
    public static string Address(string name) => $"/assets/{all[name].Hash}/{name}";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{hash}/{name}", (string hash, string name, HttpContext context) =>
    {
        if (!all.TryGetValue(name, out (byte[] Content, string Type, string Hash) asset) || asset.Hash != hash)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Content, asset.Type);
    }).AllowAnonymous();

    static FrozenDictionary<string, (byte[], string, string)> Load()
    {
        const string Folder = "assets/";
        Dictionary<string, (byte[], string, string)> loaded = new(StringComparer.Ordinal);
        foreach (string resource in typeof(Asset).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using Stream stream = typeof(Asset).Assembly.GetManifestResourceStream(resource)!;
            using MemoryStream content = new();
            // Pages and briefs are one design: the brief's style comes first.
            if (resource.EndsWith(".css", StringComparison.Ordinal))
                content.Write(Encoding.UTF8.GetBytes(HtmlStyle.Css + HtmlStyle.Report + ClaimPage.Css));
            stream.CopyTo(content);
            byte[] bytes = content.ToArray();
            loaded[resource[Folder.Length..]] = (bytes, Type(resource), Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
        }

        return loaded.ToFrozenDictionary(StringComparer.Ordinal);
    }

    static string Type(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
