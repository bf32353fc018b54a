using System.Globalization;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Fangshou.Web.Api;

/// <summary>Puts the questions of the API under their addresses, and pages under the addresses of their files.</summary>
static class ApiEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (ApiRoute route in ApiRoute.All)
        {
            for (int i = 0; i < route.Paths.Length; i++)
            {
                // As a delegate, so that the description of the API sees it.
                RouteHandlerBuilder one = routes.MapMethods(ApiRoute.Root + route.Paths[i], [route.Method], (Delegate)((HttpContext context) => route.Writes ? Write(context, route) : Answer(context, route))).WithMetadata(route)
                    .WithName(route.Id + (i == 0 ? "" : (i + 1).ToString(CultureInfo.InvariantCulture)));
                if (route.IsOfDesk)
                    one.WithMetadata(new ReadAnewAttribute());
                if (route.Needs is { } role)
                    one.RequireAuthorization(role.ToString());
            }

            foreach (string page in route.Pages)
                foreach (DataFormat format in DataFormats.All)
                    routes.MapGet($"{page}.{format.Ending}", context => Send(context, route, format, isFile: true));
        }
    }

    /// <summary>Does what is asked for, when the caller means it: no page of another site can send what is required here.</summary>
    static async Task<IResult> Write(HttpContext context, ApiRoute route)
    {
        HttpRequest http = context.Request;
        if (http.Headers.Authorization.Count == 0 && http.Headers["X-Requested-With"].Count == 0)
            await Problems.Write(context, StatusCodes.Status403Forbidden, ["Send a key (Authorization: Bearer KEY) or, on this machine, the header X-Requested-With with any value."]);
        else if (route.Body is not null && (!MediaTypeHeaderValue.TryParse(http.ContentType, out MediaTypeHeaderValue? type) || !type.MediaType.Equals(route.BodyType, StringComparison.OrdinalIgnoreCase)))
            await Problems.Write(context, StatusCodes.Status415UnsupportedMediaType, [$"The body is taken as {route.BodyType}."]);
        else
            await Done(context, new ApiRequest(context, route.Parameters, isFile: false), route);
        return Results.Empty;
    }

    static async Task Done(HttpContext context, ApiRequest request, ApiRoute route)
    {
        ApiAnswer answer;
        try
        {
            answer = await route.Answer(request);
        }
        catch (UnprocessableException refused)
        {
            await Problems.Write(context, refused.Status, refused.Faults);
            return;
        }

        context.Response.StatusCode = answer.Location is null ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Data-Version"] = request.Observatory.Ledger.DataVersion;
        if (answer.Location is { } location)
            context.Response.Headers.Location = location;
        await Delivery.Send(context, DataFormats.Data[0].Type, DataFormats.Data[0].Write(answer, request.Language));
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
            response.Headers.Append("Link", $"<{context.Request.Path.ToUriComponent()}{QueryWith(context.Request, answer.NextKey, next)}>; rel=\"next\"");
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
