using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Http;

/// <summary>An address whose answer changes without the package: it is worked out for every request, never kept.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class ReadAnewAttribute : Attribute;

/// <summary>Answers that lead on.</summary>
static class Redirection
{
    /// <summary>Done; the result is at another address (303), so that to load it again writes nothing again.</summary>
    public static void SeeOther(this HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
    }
}
