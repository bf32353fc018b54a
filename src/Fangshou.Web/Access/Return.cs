using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Fangshou.Web.Access;

/// <summary>Where somebody wanted to go when he had to sign in first.</summary>
static class Return
{
    const int Longest = 2000;

    /// <summary>An address of this server; the first page for anything else, such as the address of somebody who would pass for it.</summary>
    public static string Local(string? address) =>
        address is { Length: > 0 and <= Longest } && RedirectHttpResult.IsLocalUrl(address) && address[0] == '/' && !address.Any(c => char.IsControl(c) || c == '\\')
            && !address.StartsWith("/sign-", StringComparison.OrdinalIgnoreCase) ? address : "/";

    /// <summary>The page to sign in on, which leads back to where a request wanted to go.</summary>
    public static string SignIn(HttpRequest request)
    {
        // A form is not sent twice: back to its page.
        string back = Local(request.Path.ToUriComponent() + request.QueryString.ToUriComponent());
        return QueryHelpers.AddQueryString("/sign-in", new Dictionary<string, string?>
        {
            ["lang"] = request.Query["lang"].ToString() is "en" or "zh" ? request.Query["lang"].ToString() : null,
            ["return"] = back == "/" ? null : back,
        }.Where(pair => pair.Value is not null));
    }
}
