using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fangshou.Store;
using Fangshou.Web;
using Fangshou.Web.Access;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Surface.Tests.Web;

/// <summary>An address that the program serves, as its own list of them has it.</summary>
/// <param name="Pattern">With its parameters in braces.</param>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Policy">The role that it asks for; null when it names none.</param>
/// <param name="IsForEverybody">True when it says so.</param>
/// <param name="IsPage">True for a page, which takes the POST of its forms.</param>
public sealed partial record ServedAddress(string Pattern, string Method, string? Policy, bool IsForEverybody, bool IsPage)
{
    public override string ToString() => $"{Method} {Pattern}";

    /// <summary>True when it may change something.</summary>
    public bool Writes => !SameOrigin.Reads(Method);

    /// <summary>The least role that is let through; null = everybody.</summary>
    internal Role? Least => IsForEverybody ? null : Policy is { } named ? Enum.Parse<Role>(named) : Writes ? Role.Admin : Role.Reader;

    /// <summary>An address that fits, in which nothing is to be found.</summary>
    public string Sample => Parameter().Replace(Pattern, parameter => Number().IsMatch(parameter.Value) ? "999999" : "none");

    /// <summary>All addresses of a server with sign-in.</summary>
    public static async Task<ImmutableArray<ServedAddress>> All()
    {
        DashboardOptions options = new()
        {
            Package = PackageFolder.At(null),
            Reading = new ReadingOptions { Coverage = true, Seed = 1, Threads = 1 },
            Database = "none.db",
            Forecasts = "none",
            Forecasting = false,
            Access = new AccessOptions { SignIn = true, OpenId = new OpenIdOptions(new Uri("https://login.example"), "fangshou") },
        };
        await using WebApplication app = Dashboard.Build(options);
        return
        [
            .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
               let policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
               from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST", "PUT", "PATCH", "DELETE"]
               select new ServedAddress(
                   "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), method,
                   policies.Select(policy => policy.Policy).OfType<string>().OrderByDescending(Enum.Parse<Role>).FirstOrDefault(),
                   endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
                   endpoint.Metadata.Any(item => item.GetType().Name == "ComponentTypeMetadata")),
        ];
    }

    [GeneratedRegex(":(?:int|long|min|range)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
