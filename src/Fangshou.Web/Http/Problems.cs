using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fangshou.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Fangshou.Web.Http;

/// <summary>What cannot be answered, for programs: RFC 9457.</summary>
static class Problems
{
    public const string Type = "application/problem+json";

    /// <summary>True for addresses that programs read; the others get a page.</summary>
    public static bool Wanted(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/schemas", StringComparison.OrdinalIgnoreCase)
        || DataFormats.All.Any(format => request.Path.Value!.EndsWith("." + format.Ending, StringComparison.Ordinal))
        || FeedsApi.Endings.Any(ending => request.Path.Value!.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Writes one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="faults">Every fault in a sentence.</param>
    public static Task Write(HttpContext context, int status, ImmutableArray<string> faults)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        // What is read is read by HEAD too.
        if (status == StatusCodes.Status405MethodNotAllowed && context.Response.Headers.Allow.ToString() is var allowed)
            context.Response.Headers.Allow = allowed is "" or "GET" ? "GET, HEAD" : allowed.Replace("GET", "GET, HEAD", StringComparison.Ordinal);
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = NotReadyException.RetryAfter.ToString(CultureInfo.InvariantCulture);
        JsonObject problem = new()
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = string.Join(' ', faults),
            ["faults"] = new JsonArray([.. faults.Select(fault => JsonValue.Create(fault))]),
        };
        context.Response.ContentType = Type;
        // The strict encoder: what a caller sent may come back here, and never as markup.
        return context.Response.WriteAsync(problem.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n", CancellationToken.None);
    }

    /// <summary>What a status without a word of its own means here.</summary>
    public static string Says(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address; /openapi/v1.json lists all that there are.",
        StatusCodes.Status405MethodNotAllowed => "This address is only read: GET or HEAD.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than what is taken.",
        StatusCodes.Status415UnsupportedMediaType => "A body of this type is not taken.",
        StatusCodes.Status429TooManyRequests => "Too many requests from this address; wait a little.",
        StatusCodes.Status500InternalServerError => "Something went wrong here. It has been noted.",
        StatusCodes.Status503ServiceUnavailable => "The answer is still being worked out; ask again.",
        _ => $"{ReasonPhrases.GetReasonPhrase(status)}.",
    };
}
