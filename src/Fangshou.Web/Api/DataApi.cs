using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>The package that the rows come in.</summary>
static class DataApi
{
    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("getData", ["/data"], "The tables of the data package with their rows and columns, and its version.", "data-package", Tables)
        {
            Description = "As the command data package.",
        },
    ];

    static Task<ApiAnswer> Tables(ApiRequest request)
    {
        request.Check();
        PackageDescription description = PackageDescription.Read(request.Observatory.Package.Open);
        return Task.FromResult(new ApiAnswer(PackageReply.Tables(description), "data"));
    }
}
