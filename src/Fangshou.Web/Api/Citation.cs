using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Fangshou.Web.Api;

/// <summary>How an answer is cited: what, which cells, filters, as of, version.</summary>
/// <remarks>It goes into a <c>Link</c> header (RFC 8574), for the envelope is the command's own, CSV has no place for it, and a figure shows it only to eyes.
/// The address in it names the day, so that it leads to the same answer after the ledger has grown.</remarks>
static class Citation
{
    /// <summary>The link, with the ready citation as its title.</summary>
    public static string Link(ApiRequest request, ApiAnswer answer, HttpRequest http, DataFormat? file)
    {
        QueryBuilder query = new(http.Query.Where(pair => pair.Key != "asOf").SelectMany(pair => pair.Value, (pair, one) => KeyValuePair.Create(pair.Key, one ?? "")));
        query.Add("asOf", request.Day.ToString());
        string path = http.Path.ToUriComponent();
        string page = file is null ? path : path[..^(file.Ending.Length + 1)];
        return $"<{page}{query.ToQueryString().ToUriComponent()}>; rel=\"cite-as\"; title*=UTF-8''{Uri.EscapeDataString(Text(request, answer, http))}";
    }

    /// <summary>The citation in words.</summary>
    static string Text(ApiRequest request, ApiAnswer answer, HttpRequest http)
    {
        string filters = string.Join(", ", http.Query.Where(pair => pair.Key is not ("asOf" or "lang" or "cursor" or "limit")).Select(pair => $"{pair.Key} {string.Join(" ", pair.Value.AsEnumerable())}"));
        return $"Fangshou contributors, Fangshou ledger of technology regulation, version {request.Observatory.Ledger.DataVersion}: {answer.Name}{(filters.Length > 0 ? $" ({filters})" : "")}, as known on {request.Day}. CC BY 4.0.";
    }

    /// <summary>A telling name: letters, digits, hyphens, points.</summary>
    public static string FileName(ApiRequest request, ApiAnswer answer, DataFormat format) => $"fangshou-{Slug(answer.Name)}-{request.Day}-v{Slug(request.Observatory.Ledger.DataVersion)}.{format.Ending}";

    static string Slug(string text)
    {
        StringBuilder slug = new();
        foreach (char c in text)
            slug.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-');
        return slug.ToString().Trim('-');
    }
}
