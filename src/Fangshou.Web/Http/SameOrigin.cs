using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fangshou.Web.Http;

/// <summary>Lets no page of another site write here with the cookies of a reader: browsers say where a request comes from.</summary>
/// <remarks>Beside the tokens of forms and not in their place; older browsers say less. A program of its own sends none of these headers.</remarks>
static class SameOrigin
{
    public static void Use(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (Reads(context.Request.Method) || IsOwn(context.Request))
            await next();
        else if (Problems.Wanted(context.Request))
            await Problems.Write(context, StatusCodes.Status403Forbidden, ["A request that writes must come from this server's own pages, or from a program with a key; it may not come from a page of another site."]);
        else
            await Refusals.Show(context, StatusCodes.Status403Forbidden, context.RequestServices.GetRequiredService<PageContext>().Say("This form was sent from a page of another site, and is not taken.", "此表单来自其他网站的页面，不予接受。"));
    });

    /// <summary>Takes from whoever is known without a key in the request, by a cookie or by sitting at this machine, no writing by the API that a form of another page could have sent: a header that no form can send has to come with it.</summary>
    public static void UseForApi(IApplicationBuilder app) => app.Use((context, next) =>
    {
        HttpRequest request = context.Request;
        bool isBare = !Reads(request.Method) && context.GetEndpoint() is RouteEndpoint && request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && request.Headers.Authorization.Count == 0 && request.Headers["X-Requested-With"].Count == 0;
        return isBare ? Problems.Write(context, StatusCodes.Status403Forbidden, ["A request that writes needs 'Authorization: Bearer KEY', or from a page of this server the header X-Requested-With."]) : next(context);
    });

    /// <summary>True for methods that change nothing.</summary>
    public static bool Reads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    static bool IsOwn(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString(), origin = request.Headers.Origin.ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none"))
            return false;
        // "null" is what browsers send with a form of ours too, because our pages send no referrer.
        bool isForeign = origin.Length > 0 && origin != "null" && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        return !isForeign;
    }
}
