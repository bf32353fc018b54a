using System.Collections.Immutable;
using System.Text;
using Fangshou.Briefs;
using Fangshou.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Fangshou.Web.Api;

/// <summary>A format that answers come in.</summary>
/// <param name="Ending">Of a file.</param>
/// <param name="Type">Media type.</param>
/// <param name="Has">True when an answer comes in it.</param>
/// <param name="Write">The bytes.</param>
sealed record DataFormat(string Ending, string Type, Func<ApiAnswer, bool> Has, Func<ApiAnswer, Language, byte[]> Write);

/// <summary>The formats.</summary>
static class DataFormats
{
    /// <summary>Those that the API gives, the default first.</summary>
    public static ImmutableArray<DataFormat> Data { get; } =
    [
        new("json", "application/json; charset=utf-8", static _ => true, static (answer, _) => Encoding.UTF8.GetBytes(answer.Reply.Json())),
        new("csv", "text/csv; charset=utf-8; header=present", static answer => answer.Reply.Rows is not null, static (answer, _) => Encoding.UTF8.GetBytes(CsvTable.Text(answer.Reply.Rows!))),
        new("parquet", "application/vnd.apache.parquet", static answer => answer.Reply.Rows is not null, static (answer, _) => ParquetTable.Bytes(answer.Reply.Rows!)),
    ];

    /// <summary>All, data first.</summary>
    public static ImmutableArray<DataFormat> All { get; } =
    [
        .. Data,
        new("svg", "image/svg+xml", static answer => answer.Figure is not null, static (answer, language) => Encoding.UTF8.GetBytes(answer.Figure!.Svg(language))),
        new("png", "image/png", static answer => answer.Figure is not null, static (answer, language) => answer.Figure!.Png(language)),
    ];

    /// <summary>The format that a request to the API accepts best; JSON when it says nothing. Null when it accepts none.</summary>
    public static DataFormat? Accepted(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0)
            return Data[0];
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? ranges))
            return null;
        return ranges.Where(range => range.Quality is null or > 0).OrderByDescending(range => range.Quality ?? 1)
            .Select(range => Data.FirstOrDefault(format => new MediaTypeHeaderValue(format.Type.Split(';')[0]).IsSubsetOf(Bare(range))))
            .FirstOrDefault(format => format is not null);
    }

    /// <summary>A media range without its parameters, such as its weight.</summary>
    static MediaTypeHeaderValue Bare(MediaTypeHeaderValue range) => new(range.MediaType);
}
