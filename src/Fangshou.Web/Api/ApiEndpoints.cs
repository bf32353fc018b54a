using System.Globalization;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Web.Api;

/// <summary>Puts the questions of the API under their addresses, and pages under the addresses of their files.</summary>
static class ApiEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (ApiRoute route in ApiRoute.All)
        {
            for (int i = 0; i < route.Paths.Length; i++)
                // As a delegate, so that the description of the API sees it.
                routes.MapGet(ApiRoute.Root + route.Paths[i], (Delegate)((HttpContext context) => Answer(context, route))).WithMetadata(route.IsLive ? [route, new ReadAnewAttribute()] : [route])
                    .WithName(route.Id + (i == 0 ? "" : (i + 1).ToString(CultureInfo.InvariantCulture)));
            foreach (string page in route.Pages)
                foreach (DataFormat format in DataFormats.All)
                    routes.MapGet($"{page}.{format.Ending}", context => Send(context, route, format, isFile: true));
        }
    }

    /// <summary>Answers in the format that the caller accepts.</summary>
    static async Task<IResult> Answer(HttpContext context, ApiRoute route)
    {
        context.Response.Headers.Vary = "Accept, Accept-Language";
        if (DataFormats.Accepted(context.Request) is { } format)
            await Send(context, route, format, isFile: false);
        else
            await Problems.Write(context, StatusCodes.Status406NotAcceptable, ["This address answers as application/json, tables also as text/csv and application/vnd.apache.parquet."]);
        return Results.Empty;
    }

    static async Task Send(HttpContext context, ApiRoute route, DataFormat format, bool isFile)
    {
        ApiRequest request = new(context, route.Parameters, isFile);
        ApiAnswer answer = await route.Answer(request);
        HttpResponse response = context.Response;
        if (!format.Has(answer))
        {
            int status = isFile ? StatusCodes.Status404NotFound : StatusCodes.Status406NotAcceptable;
            await Problems.Write(context, status, [$"This answer does not come as {format.Ending}; it comes as {string.Join(", ", DataFormats.All.Where(one => one.Has(answer)).Select(one => one.Ending))}."]);
            return;
        }

        bool isKnown = Delivery.IsKnown(context, request, format.Ending, answer.IsUnfinished ? "unfinished" : answer.State);
        if (answer.IsUnfinished)
            response.Headers.CacheControl = "no-store";
        response.Headers.Append("Link", Citation.Link(request, answer, context.Request, isFile ? format : null));
        if (answer.Next is { } next)
            response.Headers.Append("Link", $"<{context.Request.Path.ToUriComponent()}{QueryWith(context.Request, "cursor", next)}>; rel=\"next\"");
        if (isFile)
            response.Headers.ContentDisposition = $"inline; filename=\"{Citation.FileName(request, answer, format)}\"";
        if (!isKnown)
            await Delivery.Send(context, format.Type, format.Write(answer, request.Language));
    }

    static string QueryWith(HttpRequest request, string key, string value)
    {
        QueryBuilder query = new(request.Query.Where(pair => pair.Key != key).SelectMany(pair => pair.Value, (pair, one) => KeyValuePair.Create(pair.Key, one ?? "")));
        query.Add(key, value);
        return query.ToQueryString().ToUriComponent();
    }
}
