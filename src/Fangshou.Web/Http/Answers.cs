using System.Collections.Immutable;
using Fangshou.Store;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Http;

/// <summary>What follows a form.</summary>
static class Answers
{
    /// <summary>Leads to a page by GET, so that to load it again sends nothing again.</summary>
    public static void SeeOther(this HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
    }

    /// <summary>Does what a form asks; a refusal is kept for its page, which is shown again with status 422.</summary>
    public static async Task<(ImmutableArray<string> Faults, T? Done)> Judged<T>(this HttpContext context, Func<Task<T>> work)
    {
        try
        {
            return ([], await work());
        }
        catch (RefusedException refused) when (refused.Fault is Fault.Usage or Fault.NotFound)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return (refused.Faults, default);
        }
    }
}
