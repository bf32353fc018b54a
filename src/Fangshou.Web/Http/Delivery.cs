using System.Security.Cryptography;
using System.Text;
using Fangshou.Store;
using Fangshou.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Fangshou.Web.Http;

/// <summary>Hands out bytes, or says that the caller has them already.</summary>
static class Delivery
{
    // Answers change with the program as well as with the data.
    static readonly string program = typeof(Delivery).Assembly.ManifestModule.ModuleVersionId.ToString("N") + PhaseModelStamp.Value;

    /// <summary>Sets the tag of an answer; when the caller holds it already, says so and is true.</summary>
    /// <param name="context">The request.</param>
    /// <param name="request">The question.</param>
    /// <param name="format">Ending of the format.</param>
    /// <param name="state">What the answer depends on beside the address and the data.</param>
    public static bool IsKnown(HttpContext context, ApiRequest request, string format, string state = "")
    {
        HttpResponse response = context.Response;
        response.Headers["X-Data-Version"] = request.Observatory.Ledger.DataVersion;
        // The same tag means the same bytes: program, language, format, state, data, day, address.
        string all = string.Join('\u001e', program, request.Language, format, state, request.Observatory.Ledger.DataVersion, context.Request.Host, request.Fingerprint(""));
        return IsKnown(context, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..32]}\""));
    }

    /// <summary>The same with a tag at hand.</summary>
    public static bool IsKnown(HttpContext context, EntityTagHeaderValue tag)
    {
        HttpResponse response = context.Response;
        // Always asked for anew, and mostly answered with "not modified".
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = tag.ToString();
        // What makes no sense in the header is as good as none.
        if (!EntityTagHeaderValue.TryParseList(context.Request.Headers.IfNoneMatch, out IList<EntityTagHeaderValue>? known)
            || !known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false)))
            return false;
        response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>Sends bytes.</summary>
    public static async Task Send(HttpContext context, string type, byte[] bytes)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
