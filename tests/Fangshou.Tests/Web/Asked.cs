using Fangshou.Web;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Tests.Web;

/// <summary>The context of a page that was asked for by an address.</summary>
static class Asked
{
    public static PageContext For(string path, string query = "")
    {
        DefaultHttpContext context = new();
        (context.Request.Path, context.Request.QueryString) = (path, new QueryString(query));
        return new PageContext(new HttpContextAccessor { HttpContext = context });
    }
}
